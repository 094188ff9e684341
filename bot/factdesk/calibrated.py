"""The calibration of a base, remembered from one start to the next.

It costs some seconds and depends on nothing but the base, the promise and the program. A curator
may keep it beside the facts (`factdesk check --write-calibration`), as the base that ships does.
Else it is kept in the user's cache folder under a name made of these; where that folder cannot be
used, it is simply done anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk import __version__
from factdesk.keeping import cache_folder, fingerprint_of_program, keep
from factdesk.matching.confidence import Confidence, careful
from factdesk.matching.curve import curve_of

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase
    from factdesk.matching.index import Index
    from factdesk.promise import Promising

BESIDE = Path("facts", "calibration.json")
MOST_KEPT = 32


def calibrated(base: FactBase, index: Index, settings: Promising) -> Confidence:
    """How sure one may be on a base, to keep the promise of the settings."""
    content = _fingerprint(base, settings)
    beside = _read(base.folder / BESIDE, content)
    if beside is not None:
        return beside
    program = hashlib.sha256((content + fingerprint_of_program()).encode()).hexdigest()[:32]
    path = cache_folder() / f"calibration-{program}.json"
    remembered = _read(path)
    if remembered is not None:
        return remembered
    found = calibrate_now(index, settings)
    keep(path, json.dumps(_to_json(found)).encode(), MOST_KEPT)
    return found


def calibrate_now(index: Index, settings: Promising) -> Confidence:
    """How sure one may be, found out by asking the base its own questions; takes some seconds."""
    from factdesk.matching.calibration import calibrate, confidence_of  # noqa: PLC0415 - rarely

    return confidence_of(calibrate(index, (settings.promise, settings.promise_unasked)))


def write_beside(base: FactBase, index: Index, settings: Promising) -> Path:
    """Calibrate and keep the outcome beside the facts: it counts until they or the promise change.

    Returns:
        The file that was written.

    Raises:
        OSError: it cannot be written.
    """
    path = base.folder / BESIDE
    content = {"of": _fingerprint(base, settings), **_to_json(calibrate_now(index, settings))}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path


def _fingerprint(base: FactBase, settings: Promising) -> str:
    """Of the base's content and the promise, wherever they lie."""
    digest = hashlib.sha256(f"{__version__} {settings.promise}".encode())
    for fact in base.facts:
        texts = (*fact.questions, fact.answer, *fact.not_, *fact.see_also, str(fact.as_of))
        digest.update("\n".join((fact.id, *texts)).encode("utf-8", "surrogatepass"))
    for group in base.synonyms:
        digest.update("|".join(group.words).encode("utf-8", "surrogatepass"))
    for article in base.articles:
        names = f"{article.title}{article.publisher}{article.voice}"
        digest.update(names.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _read(path: Path, of: str | None = None) -> Confidence | None:
    """What is kept there, if it can be used and is of the content that is wanted."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if of is not None and content["of"] != of:
            return None
        if content["careful"]:
            return careful()
        curve = curve_of(**content["curve"])
        return Confidence(curve, float(content["answer"]), float(content["listen"]), careful=False)
    except (OSError, ValueError, KeyError, TypeError):
        return None  # none there, or none that can be used: it is done anew


def _to_json(confidence: Confidence) -> dict[str, Any]:
    return {
        "careful": confidence.careful,
        "curve": confidence.curve.to_json(),
        "answer": confidence.answer,
        "listen": confidence.listen,
    }
