"""Commands and presses while Discord's API fails: answered, and answered once."""

from __future__ import annotations

import contextlib
import logging
from typing import TYPE_CHECKING

import pytest

from loopback import NothingHappenedError
from plugin.faulting import FEW, PASSING
from plugin.sending import CALLBACK, MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, PENGUINS, PENGUINS_ANSWER, UNSURE

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Scene

pytestmark = pytest.mark.usefixtures("_short_pauses")
HOOK = "* /webhooks/*"
TOO_LATE = 0.0  # seconds within which an interaction must be answered


async def answer_to(scene: Scene, question: str, **more: object) -> Message:
    asked = await scene.mia.uses("/ask", question=question, channel=scene.channel, **more)
    reply = (await asked.done()).reply
    assert reply is not None
    return reply


@pytest.mark.parametrize("fault", PASSING)
async def test_a_question(scene: Scene, fault: str) -> None:
    planned = PASSING[fault](scene.world.faults, CALLBACK)
    reply = await answer_to(scene, LIONS)
    await scene.world.settled(QUIET)
    assert LIONS_ANSWER in reply.text
    assert scene.world.said == [reply]
    assert planned.hits >= 1


@pytest.mark.parametrize("fault", FEW)
async def test_a_private_question(scene: Scene, fault: str) -> None:
    PASSING[fault](scene.world.faults, CALLBACK)
    reply = await answer_to(scene, LIONS, private=True)
    await scene.world.settled(QUIET)
    assert LIONS_ANSWER in reply.text
    assert scene.world.said == [reply]


@pytest.mark.parametrize("fault", FEW)
async def test_a_choice(scene: Scene, fault: str) -> None:
    reply = await answer_to(scene, UNSURE)
    PASSING[fault](scene.world.faults, CALLBACK)
    choice = next(label for label in reply.buttons if label.endswith(LIONS))
    await (await scene.mia.presses(reply, choice)).done()
    assert LIONS_ANSWER in reply.text
    await scene.world.settled(QUIET)
    assert scene.world.said == [reply]


@pytest.mark.parametrize("fault", FEW)
async def test_feedback(scene: Scene, fault: str) -> None:
    reply = await answer_to(scene, LIONS)
    PASSING[fault](scene.world.faults, CALLBACK)
    pressed = await (await scene.leo.presses(reply, "Not right")).done()
    assert pressed.modal is not None
    PASSING[fault](scene.world.faults, CALLBACK)
    sent = await (await scene.leo.submits(pressed, {"reason": "other"})).done()
    assert sent.reply is not None
    assert "Thank you" in sent.reply.text


@pytest.mark.parametrize("what", [CALLBACK, HOOK])
@pytest.mark.parametrize("fault", FEW)
async def test_removal(scene: Scene, fault: str, what: str) -> None:
    reply = await answer_to(scene, LIONS)
    PASSING[fault](scene.world.faults, what)
    await scene.mia.presses(reply, "Remove")
    await scene.world.until(lambda: reply.deleted)


@pytest.mark.parametrize("fault", FEW)
async def test_typing(scene: Scene, fault: str) -> None:
    """Suggestions may fail to come; what is typed then is answered all the same."""
    scene.world.answer_within = 0.3
    PASSING[fault](scene.world.faults, CALLBACK)
    with contextlib.suppress(NothingHappenedError):
        await scene.mia.types("/ask", question="lion", channel=scene.channel)
    scene.world.faults.clear()
    scene.world.answer_within = 3.0
    assert LIONS_ANSWER in (await answer_to(scene, LIONS)).text


async def test_too_late_the_answer_still_reaches_the_channel(scene: Scene) -> None:
    scene.world.answer_within = TOO_LATE
    await scene.mia.uses("/ask", question=LIONS, channel=scene.channel)
    reply = await scene.channel.next_message()
    assert LIONS_ANSWER in reply.text
    scene.world.answer_within = 3.0
    await scene.world.settled(QUIET)
    assert scene.world.said == [reply]


async def test_too_late_for_a_private_answer(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.world.answer_within = TOO_LATE
    await scene.mia.uses("/ask", question=LIONS, private=True, channel=scene.channel)
    await scene.world.until(lambda: scene.world.sent(CALLBACK))
    await scene.world.settled(QUIET)
    scene.world.answer_within = 3.0
    assert scene.world.said == []
    told = [r for r in caplog.records if r.name.startswith("factdesk")]
    assert [r.levelno for r in told] == [logging.INFO]
    assert PENGUINS_ANSWER in (await answer_to(scene, PENGUINS)).text


async def test_too_late_where_it_may_not_send(scene: Scene) -> None:
    scene.channel.deny_bot("send_messages")
    scene.world.answer_within = TOO_LATE
    await scene.mia.uses("/ask", question=LIONS, channel=scene.channel)
    await scene.world.until(lambda: scene.world.sent(CALLBACK))
    await scene.world.settled(QUIET)
    scene.world.answer_within = 3.0
    assert scene.world.sent(MESSAGES) == []
    assert PENGUINS_ANSWER in (await answer_to(scene, PENGUINS)).text


@pytest.mark.parametrize(
    "button", ["Helpful", "Not right", "Remove", "What do the zebras graze on?"]
)
async def test_pressed_too_late_nothing_breaks(scene: Scene, button: str) -> None:
    reply = await answer_to(scene, LIONS)
    scene.world.answer_within = TOO_LATE
    await scene.mia.presses(reply, button)
    await scene.world.until(lambda: len(scene.world.sent(CALLBACK)) > 1)
    await scene.world.settled(QUIET)
    scene.world.answer_within = 3.0
    assert PENGUINS_ANSWER in (await answer_to(scene, PENGUINS)).text


@pytest.mark.parametrize("status", [400, 401, 403, 404])
async def test_what_does_not_pass_is_told_once(
    scene: Scene, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    scene.world.faults.status(CALLBACK, status, times=9)
    await scene.mia.uses("/ask", question=LIONS, channel=scene.channel)
    await scene.world.until(lambda: scene.world.sent(CALLBACK))
    await scene.world.settled(QUIET)
    scene.world.faults.clear()
    told = [r.getMessage() for r in caplog.records if r.name.startswith("factdesk")]
    assert len(told) == 1
    assert LIONS not in told[0]
    assert PENGUINS_ANSWER in (await answer_to(scene, PENGUINS)).text
