"""Pupils come back by the law's days; what is missing is named; people decide on closures."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from citybricks import BrickError
from citybricks.bricks.exclusion_days.brick import ExclusionDays, exclusion_days
from citybricks.bricks.exclusion_days.rows import Case
from citybricks.kernel.translation import translator
from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.vocabulary import facts
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((exclusion_days.folder / "example.json").read_text("utf-8"))["inputs"]
FLU = {"case": "1", "diagnosis": "influenza", "onset": "2025-01-20", "fever_end": "2025-01-23"}


def counted(*cases: dict[str, Any], **more: Any) -> ExclusionDays:
    return exclusion_days.run({"cases": list(cases) or [FLU], **more})


def back(outcome: ExclusionDays) -> list[str]:
    days = outcome.returns.frame["first_day_back"]
    return ["" if day is None or day != day else str(day)[:10] for day in days]  # noqa: PLR0124


def test_every_day_of_the_method_is_a_column() -> None:
    assert set(facts()) <= set(Case.model_fields)


def test_a_pupil_comes_back_by_the_law_of_the_country() -> None:
    assert back(counted(FLU)) == ["2025-01-26"]
    assert back(counted({**FLU, "well": "2025-01-24"}, country="gb-eng")) == ["2025-01-24"]
    assert back(counted({**FLU, "stage": "kindergarten"})) == ["2025-01-27"]


def test_each_rule_that_was_used_is_quoted_once_with_its_clause() -> None:
    outcome = counted(FLU, {**FLU, "case": "2"}, {"case": "3", "diagnosis": "B05"})
    assert outcome.clauses.frame["disease"].tolist() == ["influenza", "measles"]
    assert outcome.clauses.frame["article"].tolist() == ["第十九条第二号イ", "第十九条第二号ハ"]
    assert "解熱した後三日を経過するまで" in outcome.clauses.frame["text"][1]
    assert (outcome.law, outcome.language) == ("jp 2023-05-08", "ja")


def test_what_is_missing_is_named_by_its_column() -> None:
    outcome = counted({"case": "1", "diagnosis": "A37"}, {"case": "2", "diagnosis": "A15"})
    rows = outcome.returns.frame
    assert rows["missing"].tolist() == ["cough_gone, therapy", "cleared"]
    assert rows["one_is_enough"].tolist() == [True, False]
    assert rows["needs_doctor"].tolist() == [False, True]
    assert (outcome.known, outcome.waiting, outcome.for_doctor) == (0, 2, 1)


def test_pupils_are_away_from_the_first_day_until_the_day_before_they_return() -> None:
    days = counted(FLU).days.frame
    assert days["away"].tolist() == [1] * 6 + [0]
    assert [str(day)[:10] for day in days["day"]][::6] == ["2025-01-20", "2025-01-26"]


@given(
    some.lists(
        some.tuples(some.integers(0, 30), some.none() | some.integers(0, 9)), min_size=1, max_size=9
    )
)
def test_a_day_counts_who_is_away_on_it(courses: list[tuple[int, int | None]]) -> None:
    first = date(2025, 1, 6)
    cases = [
        {
            "case": str(number),
            "diagnosis": "influenza",
            "onset": first + timedelta(days=start),
            "fever_end": None if span is None else first + timedelta(days=start + span),
        }
        for number, (start, span) in enumerate(courses)
    ]
    outcome = counted(*cases)
    returns = outcome.returns.frame.to_dict("records")
    for row in outcome.days.frame.to_dict("records"):
        here = [
            one
            for one in returns
            if one["since"] <= row["day"]
            and (one["missing"] != "" or row["day"] < one["first_day_back"])
        ]
        assert row["away"] == len(here)
        assert row["open_ended"] == sum(one["missing"] != "" for one in here)


def test_the_first_class_of_hagelloch_reached_the_mark_and_the_second_did_not() -> None:
    closures = exclusion_days.run(EXAMPLE).closures.frame.set_index("school_class")
    assert closures["excluded"].to_dict() == {"1st class": 13, "2nd class": 8}
    assert closures["reached"].to_dict() == {"1st class": True, "2nd class": False}
    assert closures["share"].round(1).to_dict() == {"1st class": 43.3, "2nd class": 11.8}
    assert "没有规定百分比" in closures["advice_zh"]["1st class"]


def test_who_is_back_does_not_count_for_a_closure() -> None:
    case = {**FLU, "school_class": "3-1"}
    classes = [{"school_class": "3-1", "enrolled": 30, "ill": 2, "chance": 0.004}]
    for day, excluded in (("2025-01-19", 0), ("2025-01-20", 1), ("2025-01-26", 0)):
        closures = counted(case, classes=classes, day=day).closures.frame
        assert (closures["excluded"][0], closures["ill"][0]) == (excluded, 2)
        assert "p = 0.004" in closures["advice_en"][0]


@pytest.mark.parametrize(
    ("document", "input", "message"),
    [
        ({"cases": [{**FLU, "diagnosis": "Z99"}]}, "cases.0.diagnosis", "Z99 is neither a disease"),
        (
            {"cases": [FLU, {**FLU, "fever_end": "2025-01-19"}]},
            "cases.1.fever_end",
            "must not be before the first day of illness, 2025-01-20, but is 2025-01-19",
        ),
        (
            {"cases": [{**FLU, "onset": "9999-12-31", "fever_end": None}]},
            "cases.0.onset",
            "must be a day of the years 1800 to 2199, not 9999-12-31",
        ),
        (
            {"cases": [{**FLU, "status": "household"}], "country": "gb-eng"},
            "cases.0.status",
            "must be a status of the law table, not household",
        ),
        ({"cases": [FLU], "country": "cn"}, "country", "must be one of gb-eng, jp, not cn"),
        (
            {"cases": [FLU, {**FLU, "onset": "2020-01-01", "fever_end": None}]},
            "cases",
            "at most 400 days are counted at once",
        ),
        (
            {
                "cases": [{**FLU, "school_class": "3-2"}],
                "classes": [{"school_class": "3-1", "enrolled": 30}],
            },
            "cases.0.school_class",
            "3-2 is not among the classes",
        ),
        (
            {"cases": [FLU], "classes": [{"school_class": "3-1", "enrolled": 30}] * 2},
            "classes.1.school_class",
            "3-1 is there twice",
        ),
        (
            {
                "cases": [{**FLU, "school_class": "3-1"}],
                "classes": [{"school_class": "3-1", "enrolled": 3, "ill": 3}],
            },
            "classes.0.enrolled",
            "is 3, but 4 pupils of the class are ill or excluded on 2025-01-20",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_row_and_column(
    document: dict[str, Any], input: str, message: str
) -> None:
    with pytest.raises(BrickError) as refused:
        exclusion_days.run(document)
    assert refused.value.input == input
    assert message in str(refused.value)


def test_cases_may_come_as_a_csv_with_empty_cells_and_more_columns() -> None:
    text = (
        "case,diagnosis,onset,fever_end,fever,teacher\n"
        "007,J10.1,2025-01-20,,no,Sato\n"
        "8,measles,2025-01-20,2025-01-25,,\n"
    )
    outcome = exclusion_days.run({"cases": File.named("cases.csv", text.encode())})
    assert outcome.returns.frame["case"].tolist() == ["007", "8"]
    assert back(outcome) == ["2025-01-26", "2025-01-29"]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_page_is_in_the_language_of_the_reader_and_marks_the_clauses(language: str) -> None:
    words = translator(language, *exclusion_days.texts)
    page = page_of(exclusion_days, exclusion_days.run(EXAMPLE)).html(words, language)
    assert ("麻疹" in page) == (language == "zh-Hans")
    assert 'lang="ja"' in page
    assert words("a doctor has to say it: {facts}").split("{")[0] in page
    assert page.count("○") == 1 + 7  # the legend, and whose day of return is known


def test_without_days_or_classes_there_is_no_calendar_and_no_closure() -> None:
    page = page_of(exclusion_days, counted({"case": "1", "diagnosis": "B05"})).html()
    assert "Calendar" not in page
    assert "closure" not in page


def test_every_country_with_a_table_can_be_asked() -> None:
    for country in laws.available():
        assert counted({**FLU, "well": "2025-01-24"}, country=country).law.startswith(country)
