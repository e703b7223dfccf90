"""Booths stand in halls of their theme, alike ones together, and what cannot be is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.bricks.booth_plan.brick import BoothPlan, booth_plan
from citybricks.kernel.translation import translator
from citybricks.views import page_of

EXAMPLE = json.loads((booth_plan.folder / "example.json").read_text("utf-8"))["inputs"]
HALL = {"id": "A", "width": 24, "depth": 15}


def planned(*booths: dict[str, Any], halls: Any = None, **more: Any) -> BoothPlan:
    given = [{"size": "S", **booth} for booth in booths]
    return booth_plan.run({"booths": given, "halls": halls or [HALL], "iterations": 2_000, **more})


def places(outcome: BoothPlan) -> dict[str, tuple[str, int, int]]:
    rows = outcome.places.frame.to_dict("records")
    return {row["booth"]: (row["hall"], row["row"], row["column"]) for row in rows}


@pytest.fixture(scope="module")
def example() -> BoothPlan:
    return booth_plan.run(EXAMPLE)


def test_the_plan_brings_what_is_alike_nearer_than_other_placings_do(example: BoothPlan) -> None:
    scores = example.scores.frame.set_index("placing")
    assert scores["alike"]["planned"] < 0.75 * min(
        scores["alike"]["random"], scores["alike"]["alphabetical"]
    )
    assert scores["cost"]["planned"] == scores["cost"].min()
    assert scores["wishes"]["planned"] < scores["wishes"]["random"]
    assert example.proof.feasible
    assert not len(example.violations)


def test_a_plan_says_the_stand_the_metres_and_the_side_of_each_booth(example: BoothPlan) -> None:
    row = example.places.frame.set_index("booth").loc["B01"]
    assert (row["stand"], row["hall"], row["row"], row["column"]) == ("A5-02", "A", 5, 2)
    assert (row["east"], row["south"], row["width"], row["depth"]) == (3, 12, 3, 3)
    assert (row["faces"], row["stayed"]) == ("north", True)


def test_booths_of_one_field_stand_side_by_side() -> None:
    booths = [{"id": f"{field}{at}", "fields": field} for field in "xy" for at in range(4)]
    outcome = planned(*booths, halls=[HALL | {"width": 18}])
    assert outcome.beside == 100


def test_members_can_be_spread_or_brought_together() -> None:
    booths = [{"id": str(at), "member": "ab"[at % 2]} for at in range(10)]
    metres = {
        members: planned(*booths, members=members).scores.frame["members"][0]
        for members in ("apart", "together")
    }
    assert metres["apart"] > 1.3 * metres["together"]


def test_a_booth_may_be_in_a_hall_of_its_theme_or_of_none() -> None:
    halls = [HALL | {"id": "A", "theme": "health"}, HALL | {"id": "B"}]
    health = [{"id": f"h{at}", "size": "L", "theme": "health"} for at in range(4)]
    outcome = planned(*health, {"id": "w", "size": "L", "theme": "water"}, halls=halls)
    assert places(outcome)["w"][0] == "B"
    assert [hall for hall, _, _ in places(outcome).values()].count("A") == 3


def test_booths_that_were_placed_stay_when_others_join(example: BoothPlan) -> None:
    before = places(example)
    placed = [
        {"booth": name, "hall": h, "row": r, "column": c} for name, (h, r, c) in before.items()
    ]
    joined = [*EXAMPLE["booths"], {"id": "new", "size": "S", "theme": "health", "fields": "ageing"}]
    after = booth_plan.run(EXAMPLE | {"booths": joined, "placed": placed})
    assert {name: place for name, place in places(after).items() if name != "new"} == before
    assert after.proof.feasible


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_page_draws_each_hall_with_the_names_in_the_language_of_the_reader(
    language: str, example: BoothPlan
) -> None:
    page = page_of(booth_plan, example)
    html = page.html(translator(language, *booth_plan.texts), language)
    assert html.count("<svg") == 3
    chinese = language == "zh-Hans"
    assert ("远程医疗" in html, "School Health" in html) == (chinese, not chinese)
    assert ("入口：南" in html) == chinese
    assert set(page.svgs()) == {"halldrawing-1", "halldrawing-2", "halldrawing-3"}


@pytest.mark.parametrize(
    ("changes", "input", "message"),
    [
        (
            {"booths": [{"id": "1", "size": "S"}] * 2},
            "booths.1.id",
            "1 is there twice",
        ),
        ({"halls": [HALL, HALL]}, "halls.1.id", "A is there twice"),
        (
            {
                "halls": [HALL | {"theme": "water"}],
                "booths": [{"id": "1", "size": "S", "theme": "air"}],
            },
            "booths.0.theme",
            "no hall is about air; halls are about water",
        ),
        (
            {"halls": [HALL | {"depth": 11}]},
            "halls.0",
            "A is 24 m by 11 m; stands with aisles around them need 12 m by 12 m",
        ),
        (
            {"booths": [{"id": str(at), "size": "L"} for at in range(4)]},
            "halls",
            "the booths take 16 cells of 9 m²; the halls have 12",
        ),
        (
            {
                "halls": [HALL | {"theme": "air"}, HALL | {"id": "B", "theme": "water"}],
                "booths": [{"id": str(at), "size": "L", "theme": "air"} for at in range(4)],
            },
            "halls",
            "the booths about air take 16 cells of 9 m²; the halls that may hold them have 12",
        ),
        (
            {
                "halls": [HALL | {"width": 300, "depth": 300}] * 1
                + [HALL | {"id": "B", "width": 300}]
            },
            "halls",
            "at most 4000 are planned at once",
        ),
        ({"halls": [HALL | {"entrances": "up"}]}, "halls.0.entrances", "up is no wall"),
        ({"halls": [HALL | {"entrances": ","}]}, "halls.0.entrances", "is empty"),
        (
            {"placed": [{"booth": "2", "hall": "A", "row": 2, "column": 2}]},
            "placed.0.booth",
            "2 is not known; known are 1",
        ),
        (
            {"placed": [{"booth": "1", "hall": "Z", "row": 2, "column": 2}]},
            "placed.0.hall",
            "Z is not known",
        ),
        (
            {"placed": [{"booth": "1", "hall": "A", "row": 9, "column": 2}]},
            "placed.0",
            "row 9, column 2 is outside hall A, which has 5 rows and 8 columns",
        ),
        (
            {"placed": [{"booth": "1", "hall": "A", "row": 1, "column": 2}]},
            "placed.0",
            "at row 1, column 2 of hall A; the nearest place is row 2, column 2",
        ),
        (
            {
                "booths": [{"id": "1", "size": "M"}],
                "placed": [{"booth": "1", "hall": "A", "row": 2, "column": 3}],
            },
            "placed.0",
            "no M booth can start at row 2, column 3",
        ),
        (
            {
                "booths": [{"id": "1", "size": "L"}, {"id": "2", "size": "S"}],
                "placed": [
                    {"booth": "1", "hall": "A", "row": 2, "column": 2},
                    {"booth": "2", "hall": "A", "row": 3, "column": 3},
                ],
            },
            "placed.1",
            "2 would stand on 1",
        ),
        (
            {
                "halls": [HALL | {"theme": "air"}, HALL | {"id": "B"}],
                "booths": [{"id": "1", "size": "S", "theme": "water"}],
                "placed": [{"booth": "1", "hall": "A", "row": 2, "column": 2}],
            },
            "placed.0.hall",
            "1 is about water, hall A about air",
        ),
        (
            {
                "booths": [{"id": str(at), "size": "S"} for at in range(3)]
                + [{"id": "L", "size": "L"}],
                "placed": [
                    {"booth": str(at), "hall": "A", "row": 2, "column": 2 + 2 * at}
                    for at in range(3)
                ],
            },
            "booths.3",
            "L finds no place beside the booths that stay",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_row_and_column(
    changes: dict[str, Any], input: str, message: str
) -> None:
    given = {"booths": [{"id": "1", "size": "S"}], "halls": [HALL], "iterations": 0}
    with pytest.raises(BrickError) as refused:
        booth_plan.run(given | changes)
    assert refused.value.input == input
    assert message in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "where", "message"),
    [
        ({"booths": [{"id": "1", "size": "XL"}]}, ("booths", 0, "size"), "'S', 'M' or 'L'"),
        ({"booths": [{"size": "S"}]}, ("booths", "id"), "column is missing"),
        ({"halls": [HALL | {"width": 0}]}, ("halls", 0, "width"), "greater than 0"),
        ({"halls": [HALL | {"depth": 301}]}, ("halls", 0, "depth"), "less than or equal to 300"),
        ({"members": "mixed"}, ("members",), "'apart', 'together' or 'free'"),
    ],
)
def test_what_no_table_may_hold_is_refused_by_its_cell(
    changes: dict[str, Any], where: tuple[str | int, ...], message: str
) -> None:
    given = {"booths": [{"id": "1", "size": "S"}], "halls": [HALL], "iterations": 0}
    with pytest.raises(ValidationError) as refused:
        booth_plan.run(given | changes)
    (fault,) = refused.value.errors()
    assert fault["loc"] == where
    assert message in fault["msg"]
