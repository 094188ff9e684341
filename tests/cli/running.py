"""How the tests run the command, and the small fact bases they run it on."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from factdesk.cli.init import TEMPLATE
from factdesk.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

SATURDAY = "When does the library open on Saturdays?"
TEEN_ROOM = "Will the library get a reading room for teenagers?"
TODAY = dt.date(2026, 3, 15)  # a fortnight after the worked example's notice
UNKNOWN = "ξυλόφωνο"
TIED = "which rooms are heated in winter"

# Two facts with one phrasing in common: asked word for word, neither fits better.
TWINS = """\
article: library-notice
facts:
  - id: warm-museum
    question: Is the museum warm?
    phrasings: [which rooms are heated in winter]
    answer: The museum is warm.
    passages: [1]
  - id: warm-theatre
    question: Is the theatre warm?
    phrasings: [which rooms are heated in winter]
    answer: The theatre is warm.
    passages: [1]
"""


@dataclass(frozen=True)
class Run:
    """What one run of the command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def factdesk(*arguments: str | Path, stdin: bytes = b"") -> Run:
    """Run the command as its console script does, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["factdesk", *map(str, arguments)])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
    assert isinstance(ended.value.code, int)
    return Run(ended.value.code, out.getvalue(), err.getvalue())


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start the command as a program of its own, with pipes for all it reads and writes."""
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "factdesk.cli.main", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def factdesk_apart(*arguments: str | Path, stdin: str = "") -> Run:
    """Run the command as a program of its own, where pipes and exit codes are the matter."""
    with start(*arguments) as running:
        out, err = running.communicate(stdin.encode())
    return Run(running.returncode, out.decode(), err.decode())


def copy_template(folder: Path) -> Path:
    """A copy of the worked example, free to be changed."""
    shutil.copytree(TEMPLATE, folder)
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text that the file must hold."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def is_one_sentence(text: str) -> bool:
    """Whether this is one line of words, as a problem is told."""
    return len(text.splitlines()) == 1 and text.endswith("\n") and "Traceback" not in text
