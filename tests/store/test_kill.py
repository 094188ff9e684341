from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from store.storekit import a_reply, facts_judged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from factdesk.store import Store

CHILD = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from factdesk.store import Feedback, Store, StoredReply

async def main():
    store, now = Store(Path(sys.argv[1])), datetime.now(UTC)
    store.remember_reply(StoredReply(
        question_id=1, channel_id=7, reply_id=2, listening=True, digest="aa", asked_at=now))
    store.add_feedback(Feedback(fact="told", verdict="helpful", given_at=now))
    await store.flush()
    print(store.trouble, flush=True)
    await asyncio.sleep(60)

asyncio.run(main())
"""


async def test_what_was_flushed_survives_a_kill(opened: Callable[..., Store], file: Path) -> None:
    with subprocess.Popen(  # noqa: ASYNC220, S603 - this Python; nothing else runs in this loop
        [sys.executable, "-c", CHILD, str(file)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == "None"
        child.send_signal(signal.SIGKILL)
        assert child.wait(10) == -signal.SIGKILL
    store = opened(file)
    found = await store.reply_to(1)
    assert found == a_reply(1, 2, listening=True, digest="aa", asked_at=found.asked_at)
    assert facts_judged(file) == ["told"]
    assert store.trouble is None
