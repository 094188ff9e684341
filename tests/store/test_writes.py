"""Folding writes, and seeing through them, both come to what doing them one by one comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factdesk.store.recent import Replies
from factdesk.store.writes import (
    AddFeedback,
    Folded,
    ForgetQuestion,
    ForgetReply,
    RememberReply,
    seen_through,
)
from store.storekit import a_reply, some_feedback

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factdesk.store import StoredReply
    from factdesk.store.writes import Write

QUESTIONS = range(1, 4)
ids = st.sampled_from(QUESTIONS)
writes = st.lists(
    st.one_of(
        st.builds(lambda q, r, d: RememberReply(a_reply(q, r, digest=d)), ids, ids, ids.map(str)),
        st.builds(ForgetQuestion, ids),
        st.builds(ForgetReply, ids),
        st.just(AddFeedback(some_feedback())),
    ),
    max_size=12,
)

Table = list["StoredReply"]


def one_by_one(table: Table, several: Iterable[Write]) -> Table:
    for write in several:
        match write:
            case RememberReply(new):
                table = [
                    row
                    for row in table
                    if row.question_id != new.question_id and row.reply_id != new.reply_id
                ]
                table.append(new)
            case ForgetQuestion(gone):
                table = [row for row in table if row.question_id != gone]
            case ForgetReply(gone):
                table = [row for row in table if row.reply_id != gone]
    return table


def in_steps(table: Table, folded: Folded) -> Table:
    left = [
        row
        for row in table
        if row.question_id not in folded.questions and row.reply_id not in folded.replies
    ]
    return left + list(folded.kept)


def by_question(table: Table) -> dict[int, StoredReply]:
    return {row.question_id: row for row in table}


@given(earlier=writes, later=writes)
def test_folded_is_one_by_one(earlier: list[Write], later: list[Write]) -> None:
    table = one_by_one([], earlier)
    expected = by_question(one_by_one(table, later))
    assert by_question(in_steps(table, Folded(later))) == expected


@given(earlier=writes, done=writes, waiting=writes)
def test_a_reader_sees_through_what_may_be_done_already(
    earlier: list[Write], done: list[Write], waiting: list[Write]
) -> None:
    table = one_by_one([], earlier + done)
    expected = by_question(one_by_one(table, waiting))
    stored = by_question(table)
    for question in QUESTIONS:
        seen = seen_through(done + waiting, question, stored.get(question))
        assert seen == expected.get(question)


@given(several=writes)
def test_memory_is_one_by_one(several: list[Write]) -> None:
    memory = Replies()
    for write in several:
        match write:
            case RememberReply(reply):
                memory.put(reply)
            case ForgetQuestion(question):
                memory.drop_question(question)
            case ForgetReply(reply_id):
                memory.drop_reply(reply_id)
    assert by_question(list(memory)) == by_question(one_by_one([], several))


@pytest.mark.parametrize("bound", [1, 5])
def test_memory_is_bounded_and_keeps_the_latest(bound: int) -> None:
    memory = Replies(bound)
    for question in range(100):
        memory.put(a_reply(question))
    assert [reply.question_id for reply in memory] == list(range(100))[-bound:]
    memory.put(a_reply(100 - bound, 5))  # put in anew: now the latest
    memory.put(a_reply(200))
    assert (memory.get(100 - bound) is not None) == (bound > 1)
