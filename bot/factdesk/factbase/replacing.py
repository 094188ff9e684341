"""Files replaced in one step: whoever reads one sees the old or the new, never half of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def read_bytes(path: Path) -> bytes | None:
    """What a file holds, None where there is none.

    Raises:
        OSError: it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Put a new content in the place of a file, durably; what it may do to whom stays.

    Raises:
        OSError: it cannot be written; the old content stays.
    """
    path = path.resolve()  # a link goes on leading there
    path.parent.mkdir(parents=True, exist_ok=True)
    # The ending is none that anybody reads, should the program be stopped in between.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, part)
        else:
            umask = os.umask(0)
            os.umask(umask)
            part.chmod(0o666 & ~umask)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
