from __future__ import annotations

from factdesk.store.waiting import Waiting
from factdesk.store.writes import AddFeedback, ForgetQuestion, ForgetReply, RememberReply
from store.storekit import a_reply, some_feedback

FEEDBACK = AddFeedback(some_feedback())


def forget(*questions: int) -> list[ForgetQuestion]:
    return [ForgetQuestion(question) for question in questions]


def test_they_come_in_order_those_about_replies_first() -> None:
    waiting = Waiting(10)
    about_replies = [RememberReply(a_reply(1)), ForgetReply(2), ForgetQuestion(3)]
    for write in (FEEDBACK, *about_replies):
        assert waiting.add(write)
    assert waiting.take() == [*about_replies, FEEDBACK]
    assert waiting.take(0) == waiting.take(4) == list(waiting)
    assert len(waiting) == 4
    waiting.settled()
    assert not waiting
    assert waiting.take() == []


def test_what_is_put_back_comes_before_what_came_since() -> None:
    waiting = Waiting(10)
    waiting.add(FEEDBACK)
    for write in forget(1, 2):
        waiting.add(write)
    assert waiting.take(1) == forget(1)
    waiting.add(ForgetQuestion(3))
    assert waiting.put_back()
    assert waiting.take() == [*forget(1, 2, 3), FEEDBACK]


def test_the_oldest_about_replies_makes_room_for_any_other() -> None:
    waiting = Waiting(3)
    for write in (FEEDBACK, *forget(1, 2)):
        assert waiting.add(write)
    assert not waiting.add(ForgetQuestion(3))
    assert list(waiting) == [*forget(2, 3), FEEDBACK]
    assert not waiting.add(FEEDBACK)
    assert not waiting.add(FEEDBACK)
    assert list(waiting) == [FEEDBACK] * 3
    assert not waiting.add(FEEDBACK)
    assert len(waiting) == 3


def test_what_is_put_back_must_have_room_too() -> None:
    waiting = Waiting(2)
    for write in forget(1, 2):
        waiting.add(write)
    waiting.take()
    for write in forget(3, 4):
        assert waiting.add(write)
    assert not waiting.put_back()
    assert list(waiting) == forget(3, 4)
