"""`factdesk init`: a new fact base that loads, with a worked example."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from factdesk.cli.options import UsageProblem

TEMPLATE = Path(__file__).with_name("template")


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
) -> None:
    """Make a new fact base: facts/, seeds/, an example with comments, schemas for your editor."""
    import shlex
    import shutil

    from factdesk.factbase.schema import write_schemas

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageProblem(f"{folder} exists and is not empty; name a new or an empty folder.")
    try:
        shutil.copytree(TEMPLATE, folder, dirs_exist_ok=True)
        (folder / "gitignore").rename(folder / ".gitignore")
        write_schemas(folder / "schemas")
    except OSError as error:
        raise UsageProblem(f"{folder} cannot be written ({error.strerror}).") from None
    quoted, texts = shlex.quote(str(folder)), shlex.quote(str(folder / "articles"))
    print(f"{folder} is a fact base now. Try:")
    print(f'  factdesk ask --base {quoted} "when does the library open on saturday"')
    print(f"  factdesk check --base {quoted} --texts {texts}")
    print(f"Then read {folder}/facts/example.yaml and write your own.")
