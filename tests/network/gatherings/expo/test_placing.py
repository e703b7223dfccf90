"""Booths are placed by the brick; the organiser takes the plan over, or does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from citybricks.network.gatherings.expo import demonstration
from citybricks.network.gatherings.expo.domain import placing
from citybricks.network.gatherings.expo.models import Booth, Hall, Placing
from citybricks.network.gatherings.hosting.domain import planning
from citybricks.network.gatherings.hosting.models import Planning
from tests.network.gatherings.expo.showing import ROOT, Expo


def said(answer: Any) -> str:
    return str(answer.content.decode())


def planned(expo: Expo) -> Placing:
    """Have the brick place the booths, as the page and its errand do."""
    answer = expo.client("organiser").post(f"{ROOT}desk/place/")
    assert answer.status_code == 302, said(answer)
    planning.work_out(Planning.objects.latest("created").pk)
    return Placing.objects.get(state="proposed")


def test_booths_are_placed_shown_and_taken_over(expo: Expo) -> None:
    booths = [expo.another(f"Works {at}", theme="sustainability") for at in range(6)]
    fixed = booths[0]
    placing.put(fixed, {"size": "S", "hall": expo.hall, "row": 2, "column": 2, "fixed": True})
    proposed = planned(expo)
    desk = said(expo.client("organiser").get(f"{ROOT}desk/"))
    assert "By chance" in desk
    assert "By the alphabet" in desk
    assert Booth.objects.exclude(hall=None).count() == 1  # nothing moves before it is taken over
    address = f"{ROOT}desk/placings/{proposed.pk}/"
    assert expo.client("organiser").post(address, {"action": "take"}).status_code == 302
    assert not Booth.objects.filter(hall=None).exists()
    fixed.refresh_from_db()
    assert (fixed.row, fixed.column) == (2, 2)
    again = expo.client("organiser").post(address, {"action": "take"}, follow=True)
    assert "This was decided on already." in said(again)


def test_a_plan_that_is_discarded_moves_nothing(expo: Expo) -> None:
    proposed = planned(expo)
    address = f"{ROOT}desk/placings/{proposed.pk}/"
    expo.client("organiser").post(address, {"action": "discard"})
    assert Placing.objects.get().state == "discarded"
    assert not Booth.objects.exclude(hall=None).exists()


def test_without_halls_nothing_is_placed(expo: Expo) -> None:
    Hall.objects.all().delete()
    answer = expo.client("organiser").post(f"{ROOT}desk/place/")
    assert answer.status_code == 422
    assert "There are no halls yet; add one first." in said(answer)
    assert expo.client("exhibitor").post(f"{ROOT}desk/place/").status_code == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"row": 2, "column": 2}, "would both stand at A2-02."),
        ({"row": 9, "column": 12, "size": "L"}, "does not fit into hall a at row"),
        ({"row": "", "column": 3}, "A booth in a hall has a row and a column."),
    ],
)
def test_two_booths_do_not_stand_in_one_place(
    expo: Expo, given: dict[str, Any], wrong: str
) -> None:
    other = expo.another()
    placing.put(other, {"size": "S", "hall": expo.hall, "row": 2, "column": 2, "fixed": False})
    data = {"size": "M", "hall": expo.hall.pk} | given
    answer = expo.client("organiser").post(expo.page("put/"), data)
    assert answer.status_code == 422
    assert wrong in said(answer)
    assert Booth.objects.get(pk=expo.booth.pk).hall is None


def test_a_hall_does_not_shrink_under_its_booths(expo: Expo) -> None:
    placing.put(
        expo.booth, {"size": "S", "hall": expo.hall, "row": 8, "column": 11, "fixed": False}
    )
    data = {"code": "a", "name_en": "A", "rows": 6, "columns": 6, "entrances": ["south"]}
    answer = expo.client("organiser").post(f"{ROOT}desk/halls/a/", data)
    assert answer.status_code == 422
    assert Hall.objects.get().rows == 9


def test_a_demonstration_says_that_it_is_one(expo: Expo) -> None:
    Booth.objects.all().delete()
    Hall.objects.all().delete()
    made = demonstration.build(expo.scene.gathering, seed=3, booths=40)
    rows = Booth.objects.filter(pk__in=[one.pk for one in made])
    assert rows.filter(demonstration=True, state="published", hall__isnull=False).count() == 40
    assert len({row.country for row in rows}) == 40
    assert all(row.organisation.text.startswith("Demonstration exhibitor") for row in rows)
    assert rows.exclude(tools=None).count() == 5
    placing.check(rows.select_related("hall"))
    assert made[0].history.count() >= 1


@pytest.mark.parametrize("end", ["", "booths.json", "booths.csv", "print/", "desk/"])
def test_a_page_asks_as_often_for_many_booths_as_for_few(expo: Expo, end: str) -> None:
    def asked() -> int:
        client = expo.client("organiser")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(ROOT + end).status_code == 200
        return len(queries)

    expo.another()
    asked()
    few = asked()
    for at in range(30):
        expo.another(f"Works {at}", "厂", hall=expo.hall, row=1 + at // 10, column=1 + at % 10)
    assert asked() <= few + 1
