"""What the tests of the store's troubles stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.storekit import a_reply, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.store import Store, trouble

    Opened = Callable[..., Store]
    Told = Callable[[], list[str]]


async def made(opened: Opened, file: Path, questions: int = 1) -> None:
    """A file with some replies in it."""
    store = opened(file)
    for question in range(questions):
        store.remember_reply(a_reply(question))
    await store.close()


async def memory_serves(store: Store) -> None:
    """Edits and deletes work although the disk does not."""
    for question in (101, 102, 103):
        store.remember_reply(a_reply(question))
    await store.flush()
    store.forget_question(101)
    store.forget_reply(a_reply(102).reply_id)
    replies = [await store.reply_to(question) for question in (101, 102, 103, 104)]
    assert replies == [None, None, a_reply(103), None]
    assert await store.synced("global") is None


async def well_again(store: Store) -> None:
    await until(lambda: store.trouble is None)


def one_line(told: Told, kind: trouble.Kind) -> None:
    """The log says it once, with what to do."""
    assert len(told()) == 1
    assert told()[0].startswith(f"{kind.what} {kind.remedy} (")


def and_a_second(told: Told) -> None:
    assert len(told()) == 2
    assert told()[1].startswith("The store works again.")
