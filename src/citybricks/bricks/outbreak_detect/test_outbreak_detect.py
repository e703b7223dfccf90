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
from citybricks.methods.surveillance.nowcasting import Triangle, nowcast
from citybricks.methods.surveillance.reproduction import cori, serial_interval
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((outbreak_detect.folder / "example.json").read_text("utf-8"))["inputs"]
MONDAY = date(2025, 9, 1)
FLU = {"interval_mean": 2.6, "interval_sd": 1.5}
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


def test_reproduction_numbers_are_those_of_coris_method() -> None:
    rows = days(many=40)
    found: Any = detect(rows, latest=40, **FLU).reproduction.frame
    weights = serial_interval(2.6, 1.5, 10)
    told = cori([row["count"] for row in rows], weights / weights.sum())
    np.testing.assert_allclose(found["mean"].to_numpy(float)[told.end], told.mean)
    ends = found[["lower", "upper"]].to_numpy(float)[told.end]
    np.testing.assert_allclose(ends, told.quantiles[:, [0, 2]])
    assert found["reason"][:7].tolist() == ["The days before are too few."] * 7
    assert found["reason"].isna().tolist() == found["mean"].notna().tolist()


@pytest.mark.parametrize(
    ("rows", "more", "reason"),
    [
        (
            days()[::7],
            {"every": "week"},
            "Counts of weeks do not tell it; counts of days are needed.",
        ),
        (days(mean=0), {}, "There were fewer than 12 cases until then."),
        (
            [*days()[:-7], *days(mean=0)[-7:]],
            {},
            "The cases of the seven days are too few to tell it well.",
        ),
        ([*days("B"), *days()[:-1]], {}, "A report is missing on the days that tell it."),
        (days(many=5), {}, "The days before are too few."),
    ],
)
def test_where_no_reproduction_number_is_told_it_is_said_why(
    rows: Rows, more: dict[str, Any], reason: str
) -> None:
    last: Any = detect(rows, **FLU, **more).reproduction.frame.iloc[-1]
    assert np.isnan([last["mean"], last["lower"], last["upper"]]).all()
    assert last["reason"] == reason


def test_what_is_counted_after_a_weekend_is_spread_over_it() -> None:
    flat = [{**row, "count": 6} for row in days(many=70)]
    school = [
        {**row, "count": 18 if day.weekday() == 0 else 6}
        for row in flat
        if (day := date.fromisoformat(row["day"])).weekday() < 5
    ]
    school[0]["count"] = 6
    by_day: Any = detect(flat, **FLU, latest=20).reproduction.frame.set_index("day")["mean"]
    found: Any = detect(school, **FLU, latest=14).reproduction.frame.set_index("day")["mean"]
    assert found.notna().all()
    np.testing.assert_allclose(found, by_day[found.index])


@pytest.mark.parametrize("given", ["interval_mean", "interval_sd"])
def test_half_a_serial_interval_is_refused(given: str) -> None:
    (missing,) = set(FLU) - {given}
    with pytest.raises(BrickError, match="give both or neither") as caught:
        detect(days(), **{given: 3.0})
    assert caught.value.input == missing
    said = translator("zh-Hans", *outbreak_detect.texts)(caught.value.message)
    assert "两项都给或都不给" in said


def late(many: int = 40, **more: Any) -> Rows:
    """Rows of cases that are reported on up to three days after they fell ill."""
    cases = np.random.default_rng(5).poisson([4, 3, 2, 1], (many, 4))
    return [
        {
            "onset": str(MONDAY + timedelta(day)),
            "report": str(MONDAY + timedelta(day + delay)),
            "count": int(cases[day, delay]),
            **more,
        }
        for day, delay in np.argwhere(cases).tolist()
        if day + delay < many
    ]


def test_a_nowcast_is_that_of_the_method() -> None:
    rows = late()
    onset, report, count = (
        np.array([row[name] for row in rows]) for name in ("onset", "report", "count")
    )
    each = np.repeat(np.arange(len(rows)), count)
    told = nowcast(Triangle.of(onset[each], report[each], MONDAY + timedelta(39), 3))
    found: Any = detect(days(), late=[*rows, *late(3, unit="B")]).nowcast.frame
    of_all = found[found["unit"] == ""]
    for name, values in (
        ("reported", told.known),
        ("expected", told.mean),
        ("lower", told.lower),
        ("upper", told.upper),
    ):
        np.testing.assert_allclose(of_all[name].to_numpy(float), values[-28:])
    assert of_all["expected"].iloc[-1] > of_all["reported"].iloc[-1]


def test_few_late_reports_are_shown_and_nothing_is_guessed_of_them() -> None:
    rows = [{"onset": str(MONDAY), "report": str(MONDAY), "count": 19, "unit": "A"}]
    (row,) = detect(days(), late=rows).nowcast.frame.to_dict("records")
    assert row["reported"] == 19
    assert np.isnan(row["expected"])
    assert row["reason"] == "Fewer than 20 cases are reported in all."


@pytest.mark.parametrize(
    ("change", "input", "message"),
    [
        ({"report": "2025-08-31"}, "late.3.report", "2025-08-31 is before the day"),
        ({"onset": "1900-01-01"}, "late.3.onset", "1900-01-01 is more than a century before"),
    ],
)
def test_a_late_report_of_impossible_days_is_refused_by_row(
    change: dict[str, str], input: str, message: str
) -> None:
    rows = late()
    rows[3].update(change)
    with pytest.raises(BrickError, match=message) as caught:
        detect(days(), late=rows)
    assert caught.value.input == input


def test_what_is_not_asked_for_is_empty() -> None:
    outcome = detect(days())
    assert not len(outcome.reproduction)
    assert not len(outcome.nowcast)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_page_shows_how_many_each_case_infects_and_what_is_still_to_come(language: str) -> None:
    words = translator(language, *outbreak_detect.texts)
    outcome = detect([*days("<A>"), *days("new")[-5:]], **FLU, late=[*late(), *late(2, unit="B")])
    page = page_of(outbreak_detect, outcome).html(words, language)
    assert words("{unit}: how many others each case infects").format(unit="&lt;A&gt;") in page
    assert words("1: neither grows nor shrinks") in page
    assert words("The days before are too few.") in page
    assert words("Cases that are still to be reported") in page
    assert words("still to be reported, estimated") in page
    assert words("{unit}: cases that are still to be reported").format(unit="B") in page
    weekly = page_of(outbreak_detect, outbreak_detect.run({**EXAMPLE, **FLU})).html(words, language)
    assert words("Of no unit it can be said how many others each case infects.") in weekly
