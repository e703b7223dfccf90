"""What speaks for a closure is said with its numbers; who decides is a person."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.closing import ClassError, advise, spells
from citybricks.methods.exclusion.notice import Counts, Notice, draft

JAPAN = laws.load("jp")


def weekday(day: date) -> bool:
    """Whether there is school on a day when only weekends are free."""
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("ill", "excluded", "parameter", "reached"),
    [(3, 4, 20, True), (2, 4, 20, False), (0, 4, 10, True), (0, 0, 20, False), (35, 0, 100, True)],
)
def test_the_share_is_compared_with_the_citys_own_part(
    ill: int, excluded: int, parameter: float, reached: bool
) -> None:
    advice = advise(35, ill, excluded, parameter, JAPAN)
    assert advice.reached == reached
    assert advice.share == pytest.approx(100 * (ill + excluded) / 35)


@given(some.integers(1, 60), some.data())
def test_a_part_that_is_met_exactly_is_reached(enrolled: int, data: some.DataObject) -> None:
    sick = data.draw(some.integers(1, enrolled))
    assert advise(enrolled, 0, sick, 100 * sick / enrolled, JAPAN).share <= 100
    assert advise(100, sick, 0, sick, JAPAN).reached


def test_the_advice_says_that_no_law_names_a_percentage_and_who_decides() -> None:
    said = advise(35, 4, 4, 20, JAPAN).sentences
    assert said[0]["en"].startswith("8 of 35 pupils are ill or excluded (4 excluded): 22.9 %")
    assert said[1]["zh-Hans"] == "法律没有规定百分比；该标准由本市自定。"
    assert said[-1]["en"] == (
        "This is advice; the establisher of the school decides (article 20 of the Act) after"
        " hearing the school doctor."
    )


def test_chance_siblings_and_the_weekend_are_told_when_they_are_known() -> None:
    thursday = date(2026, 11, 26)
    advice = advise(
        35, 4, 4, 20, JAPAN, p=0.0004, siblings=["5-2"], spells=spells(thursday, weekday, [2])
    )
    said = " ".join(sentence["en"] for sentence in advice.sentences)
    assert "hardly be absent (p < 0.001)" in said
    assert "classes of brothers and sisters: 5-2" in said
    assert "Closed for 2 school days from 2026-11-26 on, the class is apart for 4 days" in said
    assert "may be absent by chance (p = 0.200)" in " ".join(
        sentence["en"] for sentence in advise(35, 1, 0, 20, JAPAN, p=0.2).sentences
    )


@pytest.mark.parametrize(
    ("first", "school_days", "last", "days"),
    [
        (date(2026, 11, 26), 2, date(2026, 11, 29), 4),  # Thursday: with the weekend
        (date(2026, 11, 23), 2, date(2026, 11, 24), 2),  # Monday
        (date(2026, 11, 28), 1, date(2026, 11, 30), 3),  # Saturday: Monday is the school day
        (date(2026, 11, 24), 4, date(2026, 11, 29), 6),
    ],
)
def test_days_without_school_join_a_closure(
    first: date, school_days: int, last: date, days: int
) -> None:
    (spell,) = spells(first, weekday, [school_days])
    assert (spell.school_days, spell.last, spell.days) == (school_days, last, days)


def test_where_there_is_never_school_the_search_ends() -> None:
    (spell,) = spells(date(2026, 7, 1), lambda _day: False, [2])
    assert (spell.school_days, spell.days) == (0, 366)


@pytest.mark.parametrize(
    ("numbers", "field", "chinese"),
    [
        ((0, 0, 0, 20), "enrolled", "必须不小于1"),
        ((35, -1, 0, 20), "ill", "必须不小于0"),
        ((35, 30, 6, 20), "ill and excluded", "在籍人数只有35人"),
        ((35, 3, 0, 0), "parameter", "须大于0且不超过100%"),
        ((35, 3, 0, float("nan")), "parameter", "须大于0且不超过100%"),
    ],
)
def test_numbers_that_cannot_be_are_refused(
    numbers: tuple[int, int, int, float], field: str, chinese: str
) -> None:
    with pytest.raises(ClassError, match=field) as refused:
        advise(*numbers, JAPAN)
    assert refused.value.allowed["zh-Hans"] == chinese


def test_a_probability_beyond_one_is_refused() -> None:
    with pytest.raises(ClassError, match=r"p is 1\.5: 0 to 1"):
        advise(35, 3, 0, 20, JAPAN, p=1.5)


def notice() -> Notice:
    """Draft a notice."""
    return draft(
        JAPAN,
        "class",
        school="Azuma",
        name="3-1",
        days=(date(2026, 11, 26), date(2026, 11, 29), 2),
        reason=("influenza", JAPAN.diseases["influenza"].names),
        counts=Counts(enrolled=35, ill=4, excluded=4, share=22.9),
    )


def test_a_notice_is_a_draft_until_somebody_has_decided() -> None:
    drafted = notice()
    assert drafted.draft
    signed = drafted.model_copy(
        update={"decided_by": "Board of education", "decided_on": date(2026, 11, 25)}
    )
    assert not signed.draft


def test_a_notice_survives_being_written_as_json() -> None:
    drafted = notice()
    assert Notice.model_validate_json(drafted.model_dump_json()) == drafted
    assert drafted.heading["ja"] == (
        "感染症予防のため、3-1を2026-11-26から2026-11-29まで臨時休業とします。"
    )
    assert (drafted.article, drafted.country) == ("第二十条", "jp")


def test_a_notice_that_ends_before_it_begins_is_refused() -> None:
    wrong = notice().model_dump() | {"last_day": date(2026, 11, 25)}
    with pytest.raises(ValidationError, match="is before first_day"):
        Notice.model_validate(wrong)
