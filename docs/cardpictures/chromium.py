"""Pictures of pages, by the Chromium that is installed."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import tempfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WIDTH: Final = 900
SCALE: Final = 2
COLOURS: Final = 160  # enough for flat areas and the edges of letters; a third of the size
_SECONDS: Final = 60
_OPTIONS: Final = (
    "--headless",
    "--no-sandbox",  # the pages are ours and load nothing
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    f"--force-device-scale-factor={SCALE}",
)


def find() -> str | None:
    """Where Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def shoot(chromium: str, page: Path, picture: Path) -> None:
    """Make a PNG of a whole page, which tells its height as `data-height` of its root."""
    address = page.absolute().as_uri()
    told = _run(chromium, f"--window-size={WIDTH},1000", "--dump-dom", address)
    height = re.search(r'data-height="(\d+)"', told)
    if height is None:
        raise RuntimeError(f"{page} does not tell its height")
    size = f"--window-size={WIDTH},{height[1]}"
    _run(chromium, size, f"--screenshot={picture.absolute()}", address)
    with contextlib.suppress(ImportError):
        _shrink(picture)


def _shrink(picture: Path) -> None:
    """Make a PNG smaller, where Pillow is installed.

    Raises:
        ImportError: it is not.
    """
    from PIL import Image  # noqa: PLC0415 - comes with matplotlib; the pictures are fine without it

    with Image.open(picture) as image:
        method = Image.Quantize.MAXCOVERAGE  # keeps the rare colours
        small = image.convert("RGB").quantize(
            COLOURS,
            method,
            kmeans=1,  # so that flat areas have the same colour in all pictures
            dither=Image.Dither.NONE,
        )
    small.save(picture, optimize=True)


def _run(chromium: str, *arguments: str) -> str:
    with tempfile.TemporaryDirectory() as profile:
        command = [chromium, *_OPTIONS, f"--user-data-dir={profile}", *arguments]
        done = subprocess.run(  # noqa: S603 - Chromium, with our own arguments
            command, capture_output=True, check=True, text=True, timeout=_SECONDS
        )
    return done.stdout
