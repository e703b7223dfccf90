"""More cases than usual are found; where the history is too short it is said, and not guessed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from citybricks import BrickError
from citybricks.bricks.outbreak_detect.brick import Detected, outbreak_detect
from citybricks.kernel.translation import translator
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((outbreak_detect.folder / "example.json").read_text("utf-8"))["inputs"]
MONDAY = date(2025, 9, 1)
Rows = list[dict[str, Any]]


def days(unit: str = "A", many: int = 60, mean: float = 5, seed: int = 1, **more: Any) -> Rows:
    """Rows of daily counts."""
    cases = np.random.default_rng(seed).poisson(mean, many)
    return [
        {"day": str(MONDAY + timedelta(at)), "unit": unit, "count": int(each), **more}
        for at, each in enumerate(cases)
    ]


def detect(rows: Rows, **more: Any) -> Detected:
    return outbreak_detect.run({"counts": rows, **more})


def test_the_outbreak_of_2011_is_found_in_the_states_that_it_struck() -> None:
    outcome = outbreak_detect.run(EXAMPLE)
    signals: Any = outcome.signals.frame
    assert {"Berlin", "Hamburg", "Saxony"} <= set(signals["unit"])
    assert signals["day"].astype(str).min() == "2011-11-07"
    assert outcome.method == "farrington-flexible"
    assert set(signals["parameters"]) == {outcome.parameters}
    assert outcome.clusters.frame["units"].tolist() == ["Berlin, Brandenburg"]
    assert len(outcome.sites) == 8


def test_equal_seeds_find_equal_clusters() -> None:
    first, again = (outbreak_detect.run({**EXAMPLE, "seed": 3}) for _ in range(2))
    assert first.clusters == again.clusters
    assert first.curves == again.curves


def test_a_day_of_many_cases_is_a_signal_with_its_numbers() -> None:
    rows = days()
    rows[-1]["count"] = 40
    outcome = detect(rows, method="ears-c1")
    (signal,) = [row for row in outcome.signals.frame.to_dict("records") if row["observed"] == 40]
    assert signal["observed"] > signal["upper"] > signal["expected"]
    assert 0 <= signal["p"] <= signal["adjusted"] < 0.001
    assert signal["score"] == pytest.approx(min(-np.log(signal["p"]), 700))
    last: Any = outcome.curves.frame.iloc[-1]
    assert last["alarm"]
    assert last["low_95"] <= last["low_50"] <= last["expected"] <= last["high_50"]


def test_zero_is_a_count_and_a_missing_row_is_none() -> None:
    rows = days(mean=0)
    rows[-2]["count"] = None
    del rows[-4]
    curve: Any = detect(rows, method="ears-c2", latest=5).curves.frame
    assert curve["observed"].tolist() == [0] * 5
    both = rows + days("B", mean=0)
    curve = detect(both, method="ears-c2", latest=5).curves.frame
    assert curve[curve["unit"] == "A"]["observed"].isna().tolist() == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert curve[curve["unit"] == "B"]["observed"].notna().all()


def test_a_unit_with_a_short_history_is_named_and_the_others_are_judged() -> None:
    outcome = detect([*days("old"), *days("new")[-9:], *days("silent")[:30]], latest=7)
    unjudged: Any = outcome.unjudged.frame.set_index("unit")
    assert unjudged.loc["new"].tolist()[1:] == [
        "The history is too short to say what is usual.",
        28,
        8,
    ]
    assert unjudged.loc["silent", "reason"] == "Nothing was reported on the times looked at."
    assert outcome.judged.value == pytest.approx(100 / 3)
    curve: Any = outcome.curves.frame.set_index("unit")
    assert curve.loc["old", "expected"].notna().all()
    assert curve.loc["new", ["expected", "upper", "low_95"]].isna().all().all()


@pytest.mark.parametrize("many", [1, 3, 12])
def test_without_any_history_nothing_is_guessed(many: int) -> None:
    outcome = detect(days(many=many))
    assert not len(outcome.signals)
    assert outcome.unjudged.frame["unit"].tolist() == ["A"]
    assert outcome.judged.value == 0


def test_holidays_close_schools_and_own_days_close_everything() -> None:
    rows = [row for row in days(many=60) if date.fromisoformat(row["day"]).weekday() < 5]
    golden = {"2025-10-01", "2025-10-02", "2025-10-03"}
    asked: dict[str, Any] = {"method": "ears-c2", "latest": 40, "country": "CN"}
    school: Any = detect(rows, level="school", **asked).curves.frame
    assert not golden & set(school["day"].astype(str))
    city: Any = detect(rows, level="city", **asked, closed=[{"day": "2025-10-10"}]).curves.frame
    assert golden <= set(city["day"].astype(str))
    assert "2025-10-10" not in set(city["day"].astype(str))


def classes(ill: int) -> Rows:
    """Rows of twelve classes of two schools; in two classes some are ill on the last day."""
    rows = [
        row
        for number in range(12)
        for row in days(f"{number}", 50, 0.3, seed=number, population=30, school=f"S{number // 6}")
    ]
    for row in rows:
        if row["day"] == str(MONDAY + timedelta(49)):
            row["count"] = ill if row["unit"] in {"0", "7"} else 0
    return rows


def test_few_ill_pupils_in_a_class_are_judged_by_their_exact_chance() -> None:
    outcome = detect(classes(5), level="class")
    assert outcome.method == "small-counts"
    signals: Any = outcome.signals.frame
    today: Any = signals[signals["day"].astype(str) == str(MONDAY + timedelta(49))]
    assert set(today["unit"]) == {"0", "7"}
    assert (today["p"] < 0.01).all()
    assert (today["upper"] < 5).all()
    two: Any = detect(classes(2), level="class").signals.frame
    assert str(MONDAY + timedelta(49)) not in set(two["day"].astype(str))


def test_linked_classes_are_a_cluster() -> None:
    links = [{"unit": "0", "other": "7"}]
    outcome = detect(classes(3), level="class", links=links)
    (cluster,) = outcome.clusters.frame.to_dict("records")
    assert (cluster["kind"], cluster["units"]) == ("linked classes", "0, 7")
    assert cluster["observed"] == 6
    assert not len(detect(classes(0), level="class", links=links).clusters)


@pytest.mark.parametrize(
    ("change", "input", "message"),
    [
        ({"counts": [*days(), days()[5]]}, "counts.60.day", "has two rows for 2025-09-06"),
        ({"every": "week"}, "counts.1.day", "weeks begin on different weekdays"),
        ({"country": "ZZ"}, "country", "not ZZ"),
        ({"method": "small-counts"}, "counts", "need the population"),
        ({"links": [{"unit": "A", "other": "X"}]}, "links.0.other", "no counts of X"),
        ({"counts": [{"day": "2025-09-01", "unit": "A"}]}, "counts", "nothing was reported"),
        ({"counts": days()[::7]}, "counts", "are these counts of weeks"),
        (
            {"counts": days()[::7], "every": "week", "method": "daily"},
            "method",
            "needs counts of days",
        ),
    ],
)
def test_what_cannot_be_judged_is_refused_by_name(
    change: dict[str, Any], input: str, message: str
) -> None:
    with pytest.raises(BrickError, match=message) as caught:
        outbreak_detect.run({"counts": days(), **change})
    assert caught.value.input == input


@pytest.mark.parametrize("count", [1e300, -1, 0.5, "many", float("inf")])
def test_a_count_that_is_none_is_refused_by_row_and_column(count: Any) -> None:
    rows = days()
    rows[3]["count"] = count
    with pytest.raises(ValueError, match=r"counts\.3\.count"):
        detect(rows)


def test_counts_in_a_csv_are_read_with_their_empty_cells() -> None:
    lines = [f"{row['day']},{row['unit']},{row['count']}" for row in days()]
    lines[-1] = lines[-1].rsplit(",", 1)[0] + ","
    file = File.named("counts.csv", "\n".join(["day,unit,count", *lines]).encode())
    outcome = outbreak_detect.run({"counts": file, "method": "ears-c2"})
    assert outcome.completeness.value == pytest.approx(100 * 59 / 60)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_shows_curves_with_words_and_a_calendar(language: str) -> None:
    rows = [*days("<A>"), *days("new")[-9:], *days("B", syndrome="fever")]
    rows[59]["count"] = 40
    words = translator(language, *outbreak_detect.texts)
    page = page_of(outbreak_detect, detect(rows)).html(words, language)
    assert words("Units that are not judged") in page
    assert words("The history is too short to say what is usual.") in page
    assert words("95 % of usual times") in page
    assert "&lt;A&gt;" in page
    assert "<A>" not in page
    assert "B · fever" in page
