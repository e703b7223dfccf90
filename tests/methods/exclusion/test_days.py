"""Whatever is known of an illness, the answer is a day, what is missing, or a plain error."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.days import DAYS, Course, CourseError, return_date
from citybricks.methods.exclusion.vocabulary import facts

JAPAN = laws.load("jp")
DATES = some.dates(date(2000, 1, 1), date(2100, 1, 1))


def test_every_fact_of_the_tables_is_a_day_of_the_course() -> None:
    assert set(DAYS) == set(facts())


@given(
    onset=DATES,
    spans=some.dictionaries(some.sampled_from(DAYS), some.integers(0, 60)),
    country=some.sampled_from(laws.available()),
    data=some.data(),
)
def test_a_pupil_is_told_a_day_or_what_is_missing(
    onset: date, spans: dict[str, int], country: str, data: some.DataObject
) -> None:
    law = laws.load(country)
    disease = data.draw(some.sampled_from(sorted(law.diseases)))
    stage = data.draw(some.sampled_from(law.stages))
    days: dict[str, Any] = {name: onset + timedelta(days=span) for name, span in spans.items()}
    days["onset"] = onset
    answer = return_date(Course(disease=disease, stage=stage, **days), law)
    told = [answer.first_day_back is not None, bool(answer.missing), not answer.excluded]
    assert told.count(True) == 1
    assert answer.first_day_back is None or answer.first_day_back >= onset
    assert all(answer.text.values())


@given(onset=DATES, span=some.integers(0, 20), more=some.integers(0, 20))
def test_a_later_end_of_fever_never_brings_a_pupil_back_earlier(
    onset: date, span: int, more: int
) -> None:
    def back(days: int) -> date:
        end = onset + timedelta(days=days)
        answer = return_date(Course(disease="influenza", onset=onset, fever_end=end), JAPAN)
        assert answer.first_day_back
        return answer.first_day_back

    assert back(span) <= back(span + more)
    assert back(span) == max(onset + timedelta(days=6), onset + timedelta(days=span + 3))


def test_what_is_missing_is_named_in_three_languages() -> None:
    answer = return_date(Course(disease="influenza", onset=date(2025, 1, 20)), JAPAN)
    assert answer.text == {
        "en": "Cannot be said yet: end of fever is missing. Not before 2025-01-26.",
        "zh-Hans": "尚不能确定：缺少退热日。不早于2025-01-26。",
        "ja": "まだ決まりません：解熱日が必要です。2025-01-26より前には登校できません。",
    }
    assert answer.version == "jp 2023-05-08"


def test_one_of_two_facts_is_enough_where_the_rule_says_or() -> None:
    answer = return_date(Course(disease="pertussis"), JAPAN)
    assert answer.any_of
    assert "特有の咳が消失した日又は適正な治療を始めた日" in answer.text["ja"]


def test_measles_without_fever_is_for_a_doctor() -> None:
    answer = return_date(Course(disease="measles", fever=False), JAPAN)
    assert (answer.missing, answer.needs_doctor) == (["cleared"], True)


@pytest.mark.parametrize(
    ("course", "field", "words"),
    [
        (
            Course(disease="influenza", onset=date(2025, 1, 20), fever_end=date(2025, 1, 19)),
            "fever_end",
            ("2025-01-20", "不能早于发病日2025-01-20"),
        ),
        (Course(disease="influenza", stage="nursery"), "stage", ("kindergarten", "只能是以下之一")),
        (Course(disease="influenza", status="well"), "status", ("household", "只能是以下之一")),
    ],
)
def test_what_cannot_be_names_the_field_the_value_and_what_is_allowed(
    course: Course, field: str, words: tuple[str, str]
) -> None:
    with pytest.raises(CourseError, match=field) as refused:
        return_date(course, JAPAN)
    assert refused.value.field == field
    assert words[0] in refused.value.allowed["en"]
    assert words[1] in refused.value.allowed["zh-Hans"]
