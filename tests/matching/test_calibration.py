from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from factdesk.matching.calibration import (
    ENOUGH_TRIALS,
    FEWEST,
    NEVER,
    Bar,
    Calibration,
    calibrate,
    confidences_of,
)
from factdesk.matching.confidence import default_curve
from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from factdesk.promise import unasked
from smallbases import MENAGERIE, make_small_base

if TYPE_CHECKING:
    from pathlib import Path

    from factdesk.desk import Desk

PROMISES = (0.5, 0.6, 0.7, 0.8, unasked(0.8), unasked(0.9), 0.98, 0.99, 0.999)

# Each fact is asked for in nothing but the one word that it is about.
GLOSSARY = "".join(
    f"- {{id: {word}, question: {word}, phrasings: ['{word}?', about {word}], answer: It is.}}\n"
    for word in (
        "lion bear wolf seal goat hare otter crane adder newt tiger zebra panda koala lemur "
        "moose camel llama rhino hippo"
    ).split()
)


@pytest.fixture(scope="module")
def menagerie(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index(make_small_base(tmp_path_factory.mktemp("menagerie"), MENAGERIE))


@pytest.fixture(scope="module")
def calibration(menagerie: Index) -> Calibration:
    found = calibrate(menagerie, PROMISES)
    assert found is not None
    return found


def plain(found: Calibration | None) -> object:
    """A calibration as values that can be compared."""
    assert found is not None
    return (found.trials, found.found, found.curve.to_json(), found.bars)


def test_asking_twice_gives_the_same(menagerie: Index, calibration: Calibration) -> None:
    assert plain(calibrate(menagerie, PROMISES)) == plain(calibration)


def test_asking_changes_nothing(menagerie: Index) -> None:
    matcher = Matcher(menagerie)
    before = matcher.match("diet of the lion")
    calibrate(menagerie, (0.9,))
    assert matcher.match("diet of the lion") == before


def test_a_base_read_anew_gives_the_same(tmp_path: Path, calibration: Calibration) -> None:
    again = Index(make_small_base(tmp_path, MENAGERIE))
    assert plain(calibrate(again, PROMISES)) == plain(calibration)


def test_every_phrasing_is_asked_and_every_ruled_out_question_at_most(
    menagerie: Index, calibration: Calibration
) -> None:
    asked, ruled_out = len(menagerie.rows), len(menagerie.ruled_out.fact_of)
    assert asked < calibration.trials <= 2 * asked + ruled_out


def test_most_left_out_phrasings_find_their_fact(calibration: Calibration) -> None:
    assert 0.9 < calibration.found <= 1


def test_a_stricter_promise_never_has_a_lower_bar(calibration: Calibration) -> None:
    bars = [found.bar for found in calibration.bars]
    assert bars == sorted(bars)
    assert bars[0] < bars[4]


def test_a_stricter_promise_is_answered_no_more_often(calibration: Calibration) -> None:
    answered = [found.answered for found in calibration.bars]
    assert answered == sorted(answered, reverse=True)
    assert answered[0] > 0.5


def test_a_bar_keeps_its_promise_or_is_never_reached(calibration: Calibration) -> None:
    assert [found.promise for found in calibration.bars] == list(PROMISES)
    for found in calibration.bars:
        if found.bar <= 1:
            assert found.precision >= found.promise
            assert found.answered > 0
        else:
            assert (found.bar, found.precision, found.answered) == (NEVER, 0, 0)


def test_the_curve_is_moved_but_stays_near_the_one_believed(calibration: Calibration) -> None:
    believed = default_curve()
    assert calibration.curve.slopes.tolist() != believed.slopes.tolist()
    moved = abs(calibration.curve.slopes - believed.slopes) * believed.spreads
    assert moved.max() < 2


def test_too_few_phrasings_tell_nothing(tmp_path: Path) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    few = replace(base, facts=base.facts[: FEWEST // 4 - 1])
    enough = replace(base, facts=base.facts[: FEWEST // 4])
    assert calibrate(Index(few), PROMISES) is None
    assert calibrate(Index(enough), PROMISES) is not None


def test_a_base_of_facts_with_one_phrasing_each_tells_nothing(tmp_path: Path) -> None:
    words = [f"q{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(2 * FEWEST)]
    facts = "".join(f"- {{id: {w}, question: the {w}, answer: It is.}}\n" for w in words)
    assert calibrate(Index(make_small_base(tmp_path, facts)), PROMISES) is None


def test_phrasings_that_all_say_the_same_tell_nothing(tmp_path: Path) -> None:
    assert calibrate(Index(make_small_base(tmp_path, GLOSSARY)), PROMISES) is None


def test_a_single_trial_among_phrasings_that_say_the_same_does_no_harm(tmp_path: Path) -> None:
    odd = "- {id: odd, question: lion cage, phrasings: [bars of the cage, cage lock], answer: It.}"
    found = calibrate(Index(make_small_base(tmp_path, GLOSSARY + odd)), PROMISES)
    assert found is not None
    assert 0 < found.trials <= 12


def test_without_a_calibration_one_must_be_careful() -> None:
    found = confidences_of(None, 0.98, (0.9, 0.98))
    assert list(found) == [0.9, 0.98]
    for one in found.values():
        assert one.careful
        assert one.curve.to_json() == default_curve().to_json()


def test_each_promise_has_its_bar_and_that_for_speaking_up(calibration: Calibration) -> None:
    bars = {bar.promise: bar.bar for bar in calibration.bars}
    strict = unasked(0.8)
    found = confidences_of(calibration, 0.8, (0.8, strict))
    for promise in (0.8, strict):
        assert found[promise].answer == bars[promise]
        assert found[promise].listen == bars[unasked(promise)] >= bars[promise]
        assert not found[promise].careful
    assert found[0.8].answer < found[strict].answer


def with_bars(calibration: Calibration, trials: int, bars: dict[float, float]) -> Calibration:
    """The same with other bars, by promise; speaking up has the same unless another is given."""
    all_of_them = {unasked(promise): bar for promise, bar in bars.items()} | bars
    made = tuple(Bar(promise, bar, 1.0, 0.5) for promise, bar in all_of_them.items())
    return replace(calibration, trials=trials, bars=made)


def test_it_never_takes_less_to_speak_up_than_to_answer(calibration: Calibration) -> None:
    turned = with_bars(calibration, 1000, {0.9: 0.8, unasked(0.9): 0.6})
    found = confidences_of(turned, 0.9, (0.9,))[0.9]
    assert found.listen == found.answer == 0.8


def test_what_few_trials_cannot_show_is_never_laxer_than_what_they_can(
    calibration: Calibration,
) -> None:
    few = with_bars(calibration, ENOUGH_TRIALS - 1, {0.9: 0.5, 0.98: NEVER})
    found = confidences_of(few, 0.9, (0.9, 0.98))
    assert not found[0.9].careful
    assert found[0.98].careful
    assert found[0.98].answer == found[0.9].answer
    assert found[0.98].curve is found[0.9].curve


def test_where_few_trials_cannot_show_the_own_promise_every_check_counts_for_all(
    calibration: Calibration,
) -> None:
    few = with_bars(calibration, ENOUGH_TRIALS - 1, {0.9: 0.5, 0.98: NEVER})
    assert all(one.careful for one in confidences_of(few, 0.98, (0.9, 0.98)).values())


def test_what_many_trials_do_not_show_is_never_answered(calibration: Calibration) -> None:
    many = with_bars(calibration, ENOUGH_TRIALS, {0.9: 0.5, 0.98: NEVER})
    found = confidences_of(many, 0.9, (0.9, 0.98))
    assert found[0.9].can_be_kept
    assert not found[0.98].can_be_kept


def test_unasked_half_as_many_answers_may_be_wrong() -> None:
    assert unasked(0.9) == pytest.approx(0.95)


def test_only_what_the_curator_relates_may_answer_for_a_fact(
    tmp_path: Path, calibration: Calibration
) -> None:
    base = make_small_base(tmp_path, MENAGERIE)
    related = tuple(
        replace(fact, see_also=(base.facts[number ^ 1].id,))
        for number, fact in enumerate(base.facts)
    )
    found = calibrate(Index(replace(base, facts=related)), PROMISES)
    assert found is not None
    assert found.trials < calibration.trials  # one without its fact that finds it is not counted


def test_the_bundled_base_tells_enough_of_itself(bundled_desk: Desk) -> None:
    found = bundled_desk.matcher.confidence
    assert not found.careful
    assert 0.5 < found.answer <= found.listen < 1
