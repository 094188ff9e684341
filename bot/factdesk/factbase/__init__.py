"""What is known: articles, facts, synonyms, and the proof that binds them."""
