"""`factdesk exam`: how good the desk is on question sets."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from factdesk.cli.options import BaseOption, UsageProblem
from factdesk.cli.progress import progress

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.exam.grading import Report
    from factdesk.exam.hindsight import PeerReport
    from factdesk.exam.questions import ExamQuestion
    from factdesk.exam.record import RunRecord

_PICTURES = (".png", ".svg")


def exam(
    files: Annotated[list[Path], typer.Argument(metavar="QUESTIONS...", help="Question sets.")],
    base: BaseOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Report as JSON.")] = False,
    show_wrong: Annotated[bool, typer.Option("--show-wrong", help="List wrong answers.")] = False,
    compare: Annotated[
        Path | None,
        typer.Option(
            metavar="RUN", help="List what changed since an earlier run, kept with --json > RUN."
        ),
    ] = None,
    peers: Annotated[
        bool, typer.Option("--peers", help="Ask other matchers the same and hold them against it.")
    ] = False,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw the curves into FILE, a .png or .svg."),
    ] = None,
) -> None:
    """Examine the desk on question sets: JSON Lines or YAML with text, kind and facts."""
    from factdesk.desk import Desk
    from factdesk.exam.questions import load_questions
    from factdesk.settings import load_settings

    _require(peers, picture)
    desk = Desk.open(base, load_settings())
    known = frozenset(fact.id for fact in desk.base.facts)
    sets = {name: load_questions(path, known) for name, path in named_sets(files).items()}
    before = _read_before(compare, list(sets))
    reports, peer_reports = _examine(desk, sets, peers=peers)
    if picture is not None:
        _draw(picture, reports, peer_reports)
    if as_json:
        _print_json(reports, peer_reports, before)
        return
    _show(reports, peer_reports, before, compare, show_wrong=show_wrong)
    if picture is not None:
        print(f"Picture: {picture}")


def named_sets(files: list[Path]) -> dict[str, Path]:
    """The sets by name: that of the file, or its path where two have the same name."""
    if again := next((path for path, count in Counter(files).items() if count > 1), None):
        raise UsageProblem(f"{again} is named twice; name each question set once.")
    stems = Counter(path.stem for path in files)
    return {path.stem if stems[path.stem] == 1 else str(path): path for path in files}


def _require(peers: bool, picture: Path | None) -> None:  # noqa: FBT001 - as the options come
    """Refuse at once what would fail after a long run."""
    if peers:
        _require_extra("bm25s", "peers", "--peers")
    if picture is None:
        return
    if picture.suffix.lower() not in _PICTURES:
        raise UsageProblem(
            f"A picture ends in .png or .svg, {picture.name!r} does not; name it so."
        )
    _require_extra("matplotlib", "pictures", "--picture")
    if not picture.parent.is_dir():
        raise UsageProblem(f"There is no folder {picture.parent} for the picture; create it first.")


def _require_extra(module: str, extra: str, option: str) -> None:
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise UsageProblem(
            f'{option} needs {module}, which is not installed: pip install "factdesk[{extra}]"'
        )


def _read_before(compare: Path | None, names: list[str]) -> dict[str, RunRecord]:
    if compare is None:
        return {}
    from factdesk.exam.compare import RunFileError, read_runs

    try:
        return read_runs(compare, names)
    except RunFileError as error:
        raise UsageProblem(str(error)) from None


def _examine(
    desk: Desk, sets: dict[str, list[ExamQuestion]], *, peers: bool
) -> tuple[dict[str, Report], dict[str, list[PeerReport]]]:
    from factdesk.exam.grading import examine

    count = sum(map(len, sets.values()))
    with progress("Asking the desk", count) as advance:
        reports = {name: examine(desk, questions, advance) for name, questions in sets.items()}
    if not peers:
        return reports, {}
    from factdesk.exam.hindsight import examine_peers
    from factdesk.exam.peers import all_peers

    rivals = all_peers(desk.base)
    with progress("Asking the peers", count * len(rivals)) as advance:
        return reports, {
            name: examine_peers(rivals, questions, reports[name], advance)
            for name, questions in sets.items()
        }


def _draw(
    picture: Path, reports: dict[str, Report], peer_reports: dict[str, list[PeerReport]]
) -> None:
    from factdesk.exam.picture import draw

    try:
        draw(
            picture,
            [(name, report, peer_reports.get(name, ())) for name, report in reports.items()],
        )
    except OSError as error:
        raise UsageProblem(f"{picture} cannot be written ({error.strerror}).") from None


def _print_json(
    reports: dict[str, Report],
    peer_reports: dict[str, list[PeerReport]],
    before: dict[str, RunRecord],
) -> None:
    from factdesk.exam.compare import change_to_json, changes
    from factdesk.exam.record import report_to_json, run_record

    told = {
        name: report_to_json(report, peer_reports.get(name)) for name, report in reports.items()
    }
    for name, then in before.items():
        found = changes(then, run_record(reports[name]))
        told[name]["changes"] = [change_to_json(change) for change in found]
    print(json.dumps(told, indent=2))


def _show(
    reports: dict[str, Report],
    peer_reports: dict[str, list[PeerReport]],
    before: dict[str, RunRecord],
    compare: Path | None,
    *,
    show_wrong: bool,
) -> None:
    from rich.console import Console

    from factdesk.cli import exam_tables as tables
    from factdesk.exam.compare import changes
    from factdesk.exam.record import run_record

    console = Console(highlight=False)
    for name, report in reports.items():
        then = before.get(name)
        tables.show_report(console, name, report, then)
        if name in peer_reports:
            tables.show_peers(console, report, peer_reports[name])
        if show_wrong:
            tables.show_mistakes(console, report)
        if then is not None:
            tables.show_changes(console, str(compare), changes(then, run_record(report)))
