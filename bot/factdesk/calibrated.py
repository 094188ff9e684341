"""The calibration of a base, remembered from one start to the next.

It costs some seconds and depends on nothing but the base, the promise and the program; asked once,
the base tells for several promises. A curator may keep it beside the facts
(`factdesk check --write-calibration`), as the base that ships does. Else it is kept in the user's
cache folder under a name made of these; where that folder cannot be used, it is simply done anew.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factdesk import __version__
from factdesk.keeping import cache_folder, fingerprint_of_program, keep
from factdesk.matching.confidence import Confidence
from factdesk.matching.curve import curve_of
from factdesk.promise import STEPS, unasked

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase
    from factdesk.matching.index import Index

BESIDE = Path("facts", "calibration.json")
MOST_KEPT = 32


def calibrated(base: FactBase, index: Index, promise: float) -> dict[float, Confidence]:
    """How sure one may be on a base, to keep a promise, and to keep each of the usual ones."""
    content = _fingerprint(base, promise)
    beside = _read(base.folder / BESIDE, promise, content)
    if beside is not None:
        return beside
    program = hashlib.sha256((content + fingerprint_of_program()).encode()).hexdigest()[:32]
    path = cache_folder() / f"calibration-{program}.json"
    remembered = _read(path, promise)
    if remembered is not None:
        return remembered
    found = calibrate_now(index, promise)
    keep(path, json.dumps(_to_json(found)).encode(), MOST_KEPT)
    return found


def calibrate_now(index: Index, promise: float) -> dict[float, Confidence]:
    """The same, found out by asking the base its own questions; takes some seconds."""
    from factdesk.matching.calibration import calibrate, confidences_of  # noqa: PLC0415 - rarely

    promises = _with_usual(promise)
    shares = dict.fromkeys((*promises, *map(unasked, promises)))
    return confidences_of(calibrate(index, tuple(shares)), promise, promises)


def write_beside(base: FactBase, index: Index, promise: float) -> Path:
    """Calibrate and keep the outcome beside the facts: it counts until they or the promise change.

    Returns:
        The file that was written.

    Raises:
        OSError: it cannot be written.
    """
    path = base.folder / BESIDE
    content = {"of": _fingerprint(base, promise), **_to_json(calibrate_now(index, promise))}
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return path


def _with_usual(promise: float) -> tuple[float, ...]:
    return tuple(sorted({promise, *STEPS}))


def _fingerprint(base: FactBase, promise: float) -> str:
    """Of the base's content and the promise, wherever they lie."""
    digest = hashlib.sha256(f"{__version__} {promise} {STEPS}".encode())
    for fact in base.facts:
        texts = (*fact.questions, fact.answer, *fact.not_, *fact.see_also, str(fact.as_of))
        digest.update("\n".join((fact.id, *texts)).encode("utf-8", "surrogatepass"))
    for group in base.synonyms:
        digest.update("|".join(group.words).encode("utf-8", "surrogatepass"))
    for article in base.articles:
        names = f"{article.title}{article.publisher}{article.voice}"
        digest.update(names.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _read(path: Path, promise: float, of: str | None = None) -> dict[float, Confidence] | None:
    """What is kept there, if it can be used and is of the content that is wanted."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if of is not None and content["of"] != of:
            return None
        curve = curve_of(**content["curve"])
        bars = {each: content["promises"][str(each)] for each in _with_usual(promise)}
        return {
            each: Confidence(
                curve, float(bar["answer"]), float(bar["listen"]), careful=bool(bar["careful"])
            )
            for each, bar in bars.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # none there, or none that can be used: it is done anew


def _to_json(found: dict[float, Confidence]) -> dict[str, Any]:
    """All have the same curve: it is the base's."""
    return {
        "curve": next(iter(found.values())).curve.to_json(),
        "promises": {
            str(promise): {"answer": one.answer, "listen": one.listen, "careful": one.careful}
            for promise, one in found.items()
        },
    }
