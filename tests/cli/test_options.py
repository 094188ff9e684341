from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from factdesk.cli.options import prepare_for_many
from factdesk.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path


def test_what_stays_for_good_is_no_longer_looked_through(twins: Path) -> None:
    desk = Desk.open(twins)
    before = gc.get_freeze_count()
    try:
        prepare_for_many(desk)
        assert gc.get_freeze_count() > before
        assert desk.matcher.index.profile.cache_info().currsize == len(desk.base.facts)
    finally:
        gc.unfreeze()


def test_a_desk_in_somebody_elses_program_leaves_the_collector_alone(twins: Path) -> None:
    before = gc.get_freeze_count(), gc.get_threshold(), gc.isenabled()
    desk = Desk.open(twins)
    desk.warm()
    desk.ask("Who?")
    assert (gc.get_freeze_count(), gc.get_threshold(), gc.isenabled()) == before
