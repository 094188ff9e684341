from __future__ import annotations

from typing import TYPE_CHECKING

from store.storekit import a_reply

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.store import Store

    Opened = Callable[..., Store]


async def questions(store: Store, limit: int = 10) -> list[int]:
    return [reply.question_id for reply in await store.recent_replies(limit)]


async def test_the_newest_come_first_and_no_more_than_wanted(opened: Opened, file: Path) -> None:
    first = opened(file)
    for question in (3, 1, 4, 2):
        first.remember_reply(a_reply(question))
    await first.close()
    store = opened(file)
    assert await store.recent_replies(2) == [a_reply(4), a_reply(3)]
    assert await questions(store) == [4, 3, 2, 1]


async def test_what_waits_is_seen(opened: Opened, file: Path) -> None:
    store = opened(file)
    for question in (1, 2, 3):
        store.remember_reply(a_reply(question))
    await store.flush()
    store.remember_reply(a_reply(4))
    store.remember_reply(a_reply(2, digest="aa"))
    store.forget_question(1)
    store.forget_reply(a_reply(3).reply_id)
    assert await store.recent_replies(10) == [a_reply(4), a_reply(2, digest="aa")]
    assert await questions(store, 1) == [4]
    await store.flush()
    assert await questions(store) == [4, 2]


async def test_without_a_database_memory_serves(opened: Opened, tmp_path: Path) -> None:
    store = opened(tmp_path)  # a folder
    for question in (1, 2):
        store.remember_reply(a_reply(question))
    assert await questions(store) == [2, 1]
    await store.close()
    assert await questions(store) == []
