"""Detectors are compared on a city's own past, and a simpler one that does as well is named."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from citybricks import BrickError
from citybricks.bricks.backtest.brick import Backtested, backtest
from citybricks.kernel.translation import translator
from citybricks.views import page_of

EXAMPLE = json.loads((backtest.folder / "example.json").read_text("utf-8"))["inputs"]
MONDAY = date(2020, 1, 6)
Rows = list[dict[str, Any]]


def weeks(unit: str = "A", many: int = 200, mean: float = 5, seed: int = 1) -> Rows:
    """Rows of weekly counts."""
    cases = np.random.default_rng(seed).poisson(mean, many)
    return [
        {"day": str(MONDAY + timedelta(7 * at)), "unit": unit, "count": int(each)}
        for at, each in enumerate(cases)
    ]


def tried(rows: Rows, *detectors: str, **more: Any) -> Backtested:
    asked = {"every": "week", "latest": 100, "detectors": list(detectors), **more}
    return backtest.run({"counts": rows, **asked})


def test_the_example_says_honestly_which_detector_to_take() -> None:
    outcome = backtest.run(EXAMPLE)
    table: Any = outcome.detectors.frame.set_index("detector")
    assert outcome.best in table.index
    assert table.loc[outcome.best, "alarms_per_year"] <= outcome.budget
    assert table.loc["ears-c1", "verdict"] == "exceeds the budget"
    kept = table[table["alarms_per_year"] <= outcome.budget]
    assert table.loc[outcome.best, "found"] == kept["found"].max()
    assert (outcome.finding == "One detector is best within the budget.") == (
        not outcome.no_better_than
    )


def test_equal_seeds_give_equal_outcomes() -> None:
    first, again, other = (
        tried(weeks(), "bayes", "ears-c2", injections=3, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.searched != other.searched


def test_a_detector_is_no_better_than_a_simpler_one_that_finds_as_much() -> None:
    outcome = tried(
        [*weeks("A"), *weeks("B", seed=2)],
        "bayes",
        "cusum",
        size=30,
        budget=12,
        injections=5,
    )
    assert (outcome.best, outcome.no_better_than) in {("bayes", ""), ("cusum", "bayes")}
    assert outcome.found is not None
    assert outcome.found.value == 100


def test_intervals_hold_the_numbers_between_them() -> None:
    table: Any = tried(weeks(), "ears-c1", "ears-c2", "bayes").detectors.frame
    for name in ("found", "sensitivity", "late", "predictive"):
        assert (table[f"{name}_low"] <= table[name]).all()
        assert (table[name] <= table[f"{name}_high"]).all()
    assert (table["alarms_low"] <= table["alarms_per_year"]).all()
    assert (table["outbreaks"] == 10).all()


def test_a_known_outbreak_is_searched_and_its_alarms_are_not_false() -> None:
    rows = weeks()
    for at in (150, 151):
        rows[at]["count"] = 60
    days = {"first_day": rows[150]["day"], "last_day": rows[151]["day"]}
    told = tried(rows, "bayes", injections=0, outbreaks=[{"unit": "A", **days}])
    (row,) = told.searched.frame.to_dict("records")
    assert (row["source"], row["after"], row["length"], row["judged"]) == ("known", 0, 2, True)
    untold = tried(rows, "bayes", injections=0, budget=12)
    assert untold.finding == "Without outbreaks to find, only false alarms are counted."
    fewer: Any = told.detectors.frame["alarms_per_year"]
    assert fewer[0] < untold.detectors.frame["alarms_per_year"][0]


def test_a_short_history_is_said_for_each_detector() -> None:
    outcome = tried(weeks(many=10), "ears-c2", "rki")
    assert outcome.finding == "The history is too short for every detector."
    assert set(outcome.detectors.frame["verdict"]) == {"the history is too short"}
    assert outcome.best == ""
    some: Any = tried(weeks(many=60), "ears-c2", "rki").detectors.frame.set_index("detector")
    assert some.loc["rki", "verdict"] == "the history is too short"
    assert some.loc["ears-c2", "verdict"] != "the history is too short"


def test_when_none_keeps_the_budget_none_is_recommended() -> None:
    outcome = tried(weeks(), "ears-c1", budget=0.01)
    assert outcome.finding == "No detector keeps the budget."
    assert (outcome.best, outcome.found) == ("", None)


@pytest.mark.parametrize(
    ("change", "input", "message"),
    [
        ({"counts": [*weeks(), weeks()[5]]}, "counts.200.day", "has two rows"),
        ({"every": "day"}, "counts", "are these counts of weeks"),
        ({"detectors": ["daily"]}, "detectors", "needs counts of days"),
        (
            {"outbreaks": [{"unit": "X", "first_day": "2021-01-04", "last_day": "2021-01-04"}]},
            "outbreaks.0.unit",
            "no counts of X",
        ),
        (
            {"outbreaks": [{"unit": "A", "first_day": "2021-01-04", "last_day": "2021-01-01"}]},
            "outbreaks.0.last_day",
            "is 2021-01-01, before the first day 2021-01-04",
        ),
    ],
)
def test_what_cannot_be_tried_is_refused_by_name(
    change: dict[str, Any], input: str, message: str
) -> None:
    with pytest.raises(BrickError, match=message) as caught:
        backtest.run({"counts": weeks(), "every": "week", **change})
    assert caught.value.input == input


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_says_which_detector_is_no_better(language: str) -> None:
    words = translator(language, *backtest.texts)
    page = page_of(backtest, backtest.run(EXAMPLE)).html(words, language)
    assert words("The best within the budget is no better than a simpler one.") in page
    assert words("False alarms per unit and year") in page
    assert words("exceeds the budget") in page
