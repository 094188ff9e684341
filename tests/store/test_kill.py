from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from store.curatorkit import settings_of
from store.storekit import a_reply, facts_judged

if TYPE_CHECKING:
    from collections.abc import Callable

    from factdesk.store import Store
    from store.places import Place

    Opened = Callable[..., Store]

CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from factdesk.store import Feedback, Store, StoredReply

async def flushed(store):
    now = datetime.now(UTC)
    store.remember_reply(StoredReply(
        question_id=1, channel_id=7, reply_id=2, listening=True, digest="aa", asked_at=now))
    store.add_feedback(Feedback(fact="told", verdict="helpful", given_at=now))
    await store.flush()

async def decided(store):
    await store.curation.learn(text="what then", fact="a-fact", guild_id=5, by=9)
    await store.curation.withhold(fact="b-fact", reason="wrong", guild_id=5, by=9)
    await store.curation.set_setting(5, "promise", 0.9, by=9)

async def main():
    address = sys.argv[2]
    store = Store(address if "://" in address else Path(address))
    await globals()[sys.argv[1]](store)
    print(store.trouble, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


def killed_when(what: str, place: Place) -> None:
    with subprocess.Popen(  # noqa: S603 - this Python; nothing else runs in this loop
        [sys.executable, "-c", CHILD, what, str(place.address)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "None"
        child.send_signal(signal.SIGKILL)
        assert child.wait(10) == -signal.SIGKILL


async def test_what_was_flushed_survives_a_kill(opened: Opened, place: Place) -> None:
    killed_when("flushed", place)
    store = opened(place.address)
    found = await store.reply_to(1)
    assert found == a_reply(1, 2, listening=True, digest="aa", asked_at=found.asked_at)
    assert facts_judged(place) == ["told"]
    assert store.trouble is None


async def test_what_a_curator_decided_survives_a_kill(opened: Opened, place: Place) -> None:
    killed_when("decided", place)
    curation = opened(place.address).curation
    assert [(entry.text, entry.fact) for entry in await curation.learned("approved")] == [
        ("what then", "a-fact")
    ]
    assert await curation.withheld() == {"b-fact": "wrong"}
    assert await settings_of(curation, 5) == {"promise": 0.9}
    assert [change.what for change in await curation.changes(5)] == ["set", "withhold", "learn"]
    assert await curation.revision() == 3
