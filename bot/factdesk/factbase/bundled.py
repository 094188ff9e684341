"""The fact base that ships with the package."""

from __future__ import annotations

from pathlib import Path


def bundled_base() -> Path:
    """The folder of the fact base that ships with the package (or stands beside its source)."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "bundled"
    return shipped if shipped.is_dir() else package.parents[1]
