"""A protected table hides what is small, gives nothing away, and says plainly what it cannot do."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from citybricks import BrickError
from citybricks.bricks.suppress.brick import Suppressed, suppress
from citybricks.views import page_of

EXAMPLE = json.loads((suppress.folder / "example.json").read_text("utf-8"))["inputs"]


def rows(counts: dict[str, list[int]], week: str = "47") -> list[dict[str, Any]]:
    """Counts of groups a, b, c … by place."""
    return [
        {"week": week, "place": place, "group": "abcdef"[at], "count": count}
        for place, numbers in counts.items()
        for at, count in enumerate(numbers)
    ]


def released(outcome: Suppressed) -> list[dict[str, Any]]:
    """What the public has, as the next release is given it."""
    told = json.loads(outcome.table.frame.to_json(orient="records"))
    return [{name: value for name, value in row.items() if name != "status"} for row in told]


def numbers(outcome: Suppressed) -> dict[tuple[str, str, str], Any]:
    """The shown numbers by what they are of."""
    frame = outcome.table.frame
    shown = frame[frame["status"] == "shown"]
    keys = zip(shown["week"], shown["place"], shown["group"], strict=True)
    return dict(zip(keys, shown["count"], strict=True))


CITY = {"north": [20, 3, 40], "south": [31, 25, 9], "west": [12, 14, 16]}


def test_a_small_number_and_its_company_are_hidden() -> None:
    outcome = suppress.run({"counts": rows(CITY)})
    shown = numbers(outcome)
    assert ("47", "north", "b") not in shown
    assert shown["47", "", ""] == 170
    assert (outcome.small, outcome.level) == (1, "table")
    assert outcome.hidden == 4
    assert outcome.narrowest is not None
    assert outcome.narrowest >= 5
    assert set(outcome.audit.frame["reason"]) == {"is small", "would give others away"}


def test_the_public_table_does_not_tell_which_number_is_small() -> None:
    frame = suppress.run({"counts": rows(CITY)}).table.frame
    assert set(frame["status"]) == {"shown", "hidden"}
    assert "reason" not in frame


def test_the_last_week_of_the_example_gives_nothing_of_the_earlier_ones_away() -> None:
    outcome = suppress.run(EXAMPLE)
    before = {
        (row["week"], row["place"], row["group"]): row.get("count") for row in EXAMPLE["earlier"]
    }
    shown = numbers(outcome)
    assert all(shown[key] == before[key] for key in shown if key in before and key[0])
    hidden = {key for key, count in before.items() if count is None and key[0]}
    assert hidden
    assert not hidden & set(shown)
    assert outcome.narrowest is not None
    assert outcome.narrowest >= 5


def test_a_correction_that_came_late_is_not_told() -> None:
    first = suppress.run({"counts": rows(CITY)})
    corrected = {**CITY, "west": [13, 14, 16]}
    again = suppress.run({"counts": rows(corrected), "earlier": released(first)})
    assert numbers(again) == numbers(first)
    assert again.standing > 0


def test_districts_are_sums_too() -> None:
    counts = [{**row, "district": "old" if row["place"] != "west" else ""} for row in rows(CITY)]
    shown = numbers(suppress.run({"counts": counts}))
    assert shown["47", "old", "a"] == 51


def test_an_earlier_release_by_district_is_not_undone() -> None:
    counts = [{**row, "district": "old"} for row in rows({**CITY, "west": [12, 14, 4]})]
    by_district = [
        {"week": "47", "place": place, "group": group, "count": None if hidden else 1}
        for place, group, hidden in product(["old"], "abc", [True])
    ]
    outcome = suppress.run({"counts": counts, "earlier": by_district})
    assert not {key for key in numbers(outcome) if key[1] == "old" and key[2]}


def test_zero_is_hidden_where_few_could_have_been_counted() -> None:
    counts = [
        {**row, "population": 10 if row["place"] == "north" else 500}
        for row in rows({"north": [0, 8, 9], "south": [31, 0, 9], "west": [12, 14, 16]})
    ]
    outcome = suppress.run({"counts": counts})
    assert outcome.small == 1
    assert ("47", "north", "a") not in numbers(outcome)


def test_where_nothing_can_be_shown_nothing_is() -> None:
    outcome = suppress.run({"counts": rows({"north": [1, 0], "south": [0, 1]}), "few": 0})
    assert not {key for key, count in numbers(outcome).items() if count}
    page = page_of(suppress, suppress.run({"counts": rows({"north": [1, 2]})})).html()
    assert "No number can be shown" in page


def test_hidden_numbers_are_hatched_and_not_zero() -> None:
    page = page_of(suppress, suppress.run({"counts": rows(CITY)})).html()
    assert page.count('fill="url(#') == 4
    assert "It is not zero" in page


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        (lambda rows: [*rows, rows[0]], "counts.9", "there twice"),
        (lambda rows: rows[1:], "counts", "zero needs a row too"),
        (
            lambda rows: [{**row, "population": 19} for row in rows],
            "counts.0.count",
            "only 19 could have been",
        ),
        (
            lambda rows: [{**row, "district": row["group"]} for row in rows],
            "counts.1.district",
            "in another row",
        ),
        (
            lambda rows: [{**row, "district": "west"} for row in rows],
            "counts",
            "of a place and of a district",
        ),
    ],
)
def test_rows_that_cannot_be_are_refused_by_their_place(change: Any, field: str, said: str) -> None:
    with pytest.raises(BrickError) as error:
        suppress.run({"counts": change(rows(CITY))})
    assert str(error.value).startswith(f"{field}: ")
    assert said in str(error.value)


def test_an_earlier_release_of_other_places_is_refused() -> None:
    with pytest.raises(BrickError, match="east is not in the counts"):
        suppress.run(
            {
                "counts": rows(CITY),
                "earlier": [{"week": "47", "place": "east", "group": "a", "count": 9}],
            }
        )


def test_releases_that_contradict_each_other_are_refused() -> None:
    earlier = [
        {"week": "47", "place": "north", "group": "a", "count": count, "release": str(count)}
        for count in (19, 20)
    ]
    with pytest.raises(BrickError, match="contradict each other"):
        suppress.run({"counts": rows(CITY), "earlier": earlier})


def test_a_table_that_is_too_large_is_refused() -> None:
    counts = [
        {"week": str(week), "place": str(place), "group": "a", "count": 9}
        for week, place in product(range(55), range(55))
    ]
    with pytest.raises(BrickError, match="more than the 3000"):
        suppress.run({"counts": counts})
