"""Draw the pictures of the desk's cards in Discord: `python docs/make_cards.py`.

Needs the package installed with its extra `pictures`. Writes a page for each picture, and the
picture itself where there is a Chromium to make it.
"""

from __future__ import annotations

import argparse
import asyncio
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from cardpictures import chromium
from cardpictures.curating import curators_pictures
from cardpictures.scenes import Picture, Stage
from factdesk.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Sequence

PICTURES = Path(__file__).with_name("pictures")
STYLE = Path(chromium.__file__).with_name("style.css")
_TELL_HEIGHT = (
    "document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect()"
    ".height);"
)


def page_of(picture: Picture) -> str:
    """A picture as a page that needs nothing else."""
    scenes = "\n".join(
        f'<section class="scene"><div>{scene.html}</div><p class="caption">'
        f"<b>{escape(scene.title)}</b>{escape(scene.text)}</p></section>"
        for scene in picture.scenes
    )
    return (
        f'<!doctype html>\n<html lang="en" style="--width:{chromium.WIDTH}px"><head>'
        f'<meta charset="utf-8"><title>{picture.name}</title>\n'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style></head>\n"
        f"<body><main>\n{scenes}\n</main><script>{_TELL_HEIGHT}</script></body></html>\n"
    )


def write_pages(desk: Desk, folder: Path) -> list[Path]:
    """Write all pages; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []

    async def draw() -> tuple[Picture, ...]:  # discord.py makes views only while a loop runs
        return Stage(desk).pictures() + curators_pictures(desk)

    for picture in asyncio.run(draw()):
        page = folder / f"{picture.name}.html"
        page.write_text(page_of(picture), encoding="utf-8")
        written.append(page)
    return written


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the pages, and the pictures where possible."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the desk's cards.")
    parser.add_argument("--into", type=Path, default=PICTURES, help="the folder for them")
    parser.add_argument("--pages-only", action="store_true", help="no pictures")
    given = parser.parse_args(arguments)
    pages = write_pages(Desk.open(), given.into)
    browser = None if given.pages_only else chromium.find()
    if browser is None:
        why = "" if given.pages_only else " There is no Chromium here to make pictures of them."
        print(f"{len(pages)} pages are in {given.into}.{why}")
        return
    for page in pages:
        picture = page.with_suffix(".png")
        chromium.shoot(browser, page, picture)
        print(f"{picture.name}: {picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
