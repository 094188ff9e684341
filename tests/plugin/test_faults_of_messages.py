"""Replies to messages while Discord's API fails: sent, and sent once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from plugin.faulting import FEW, PASSING
from plugin.sending import DELETIONS, EDITS, MESSAGES, QUIET
from plugin.zoo import LIONS, LIONS_ANSWER, PENGUINS, PENGUINS_ANSWER

if TYPE_CHECKING:
    from loopback import Message
    from plugin.hosting import Scene

pytestmark = pytest.mark.usefixtures("_short_pauses")


async def asked(scene: Scene, text: str = LIONS) -> tuple[Message, Message]:
    question = await scene.mia.says(scene.channel, text, mentions=[scene.world.bot])
    return question, await scene.channel.next_message()


@pytest.mark.parametrize("fault", PASSING)
async def test_a_reply_is_sent_once(scene: Scene, fault: str) -> None:
    planned = PASSING[fault](scene.world.faults, MESSAGES)
    question, reply = await asked(scene)
    await scene.world.until(lambda: scene.world.sent(MESSAGES)[-1].status == 200)
    await scene.world.settled(QUIET)
    assert planned.hits >= 1
    assert scene.channel.from_bot == [reply]
    assert LIONS_ANSWER in reply.text
    sent = [request.json for request in scene.world.sent(MESSAGES)]
    assert {(each["nonce"], each["enforce_nonce"]) for each in sent} == {(sent[0]["nonce"], True)}
    await scene.mia.deletes(question)  # and it is known which reply it has
    await scene.world.until(lambda: reply.deleted)


@pytest.mark.parametrize("fault", FEW)
async def test_an_edit_is_followed(scene: Scene, fault: str) -> None:
    question, reply = await asked(scene)
    PASSING[fault](scene.world.faults, EDITS)
    await scene.mia.edits(question, f"{scene.world.bot.mention} {PENGUINS}")
    await scene.world.until(lambda: PENGUINS_ANSWER in reply.text)


@pytest.mark.parametrize("fault", FEW)
async def test_a_deletion_is_followed(scene: Scene, fault: str) -> None:
    question, reply = await asked(scene)
    PASSING[fault](scene.world.faults, DELETIONS)
    await scene.mia.deletes(question)
    await scene.world.until(lambda: reply.deleted)


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
async def test_what_does_not_pass_is_given_up_and_told_once(
    scene: Scene, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    scene.world.faults.status(MESSAGES, status, times=30)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])

    def told() -> list[str]:
        return [r.getMessage() for r in caplog.records if r.name.startswith("factdesk")]

    await scene.world.until(told, timeout=15)
    assert len(told()) == 1
    assert LIONS not in told()[0]
    scene.world.faults.clear()
    _, reply = await asked(scene, PENGUINS)
    assert PENGUINS_ANSWER in reply.text


async def test_an_outage_is_told_without_addresses_and_tokens(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.world.faults.cut_before(MESSAGES, times=30)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])

    def told() -> list[logging.LogRecord]:
        return [r for r in caplog.records if r.name.startswith("factdesk")]

    await scene.world.until(told, timeout=15)
    scene.world.faults.clear()
    (record,) = told()
    assert record.levelno == logging.WARNING
    for secret in (scene.world.token, "127.0.0.1", str(scene.mia.id), LIONS):
        assert secret not in record.getMessage()
    _, reply = await asked(scene, PENGUINS)
    assert PENGUINS_ANSWER in reply.text


async def test_a_question_that_cannot_be_answered_holds_up_nobody(scene: Scene) -> None:
    elsewhere = scene.guild.text_channel("elsewhere")
    stuck = scene.world.faults.cut_before(f"POST /channels/{scene.channel.id}/messages", times=30)
    await scene.mia.says(scene.channel, LIONS, mentions=[scene.world.bot])
    await scene.world.until(lambda: stuck.hits)
    await scene.leo.says(elsewhere, PENGUINS, mentions=[scene.world.bot])
    assert PENGUINS_ANSWER in (await elsewhere.next_message()).text
    scene.world.faults.clear()
    assert LIONS_ANSWER in (await scene.channel.next_message()).text


async def test_a_question_told_twice_is_answered_once(scene: Scene) -> None:
    """After a reconnect Discord may tell a bot again what it has told it before."""
    question, reply = await asked(scene)
    for _ in range(2):
        scene.world.emit(
            "MESSAGE_CREATE", question.event_payload(), channel=scene.channel, message=question
        )
    await scene.world.settled(QUIET)
    assert scene.channel.from_bot == [reply]
