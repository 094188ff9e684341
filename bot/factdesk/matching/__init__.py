"""Which fact fits: words, fuzzy lexicon, index, evidence, confidence."""
