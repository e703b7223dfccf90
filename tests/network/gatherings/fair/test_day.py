"""On the day an organiser sees who is where, checks people in, and has idle people meet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from citybricks.network.gatherings.fair.day import showing, swapping, turning_up
from citybricks.network.gatherings.fair.models import Presence, Turnout
from tests.network.gatherings.fair.running import running
from tests.network.gatherings.fair.stage import NINE, Stage, staged

pytestmark = pytest.mark.django_db


def slots(stage: Stage) -> list[Any]:
    return list(stage.fair.slots.order_by("start"))


def sitting(stage: Stage, at: int = 0) -> Any:
    """Return the first meeting of a slot."""
    rows = showing.tables(stage.fair, slots(stage)[at])
    assert rows
    return rows[0]


def post(stage: Stage, name: str, *args: Any, role: str = "organiser", **sent: Any) -> Any:
    client = stage.scene.client(role)
    return client.post(reverse(name, args=[stage.slug, *args]), sent, follow=True)


@pytest.mark.parametrize(
    ("minutes", "at", "runs"), [(-60, 0, False), (10, 0, True), (30, 1, True), (600, 3, False)]
)
def test_the_slot_that_runs_or_comes_next_is_shown(minutes: int, at: int, runs: bool) -> None:
    stage, _people = running()
    now = showing.now_at(slots(stage), NINE + timedelta(minutes=minutes))
    assert now is not None
    assert (now.slot, now.runs) == (slots(stage)[at], runs)
    assert showing.now_at([], NINE) is None


def test_who_comes_to_a_meeting_is_checked_in_for_the_day() -> None:
    stage, _people = running()
    one = sitting(stage).sittings[0]
    turning_up.turn_out(one.seat, stage.scene.people["organiser"], came=True)
    again = sitting(stage).sittings[0]
    assert (again.here, again.came) == (True, True)
    assert Presence.objects.get().day == stage.scene.gathering.first_day
    turning_up.turn_out(one.seat, stage.scene.people["organiser"], came=None)
    assert not Turnout.objects.exists()


def test_checking_in_twice_is_once_and_can_be_taken_back() -> None:
    stage, people = running()
    day = stage.scene.gathering.first_day
    for _time in range(2):
        turning_up.check_in(stage.fair, people[0], day, None)
    assert showing.present(stage.fair, day) == {people[0].pk}
    assert people[0] not in showing.expected(stage.fair, slots(stage), day)
    turning_up.check_out(stage.fair, people[0], day)
    assert people[0] in showing.expected(stage.fair, slots(stage), day)


def test_a_meeting_that_too_few_came_to_is_given_up_and_its_people_are_told() -> None:
    stage, _people = running()
    row = sitting(stage)
    with pytest.raises(ValidationError, match="who did not come"):
        turning_up.give_up(row.meeting)
    turning_up.turn_out(row.sittings[0].seat, None, came=False)
    assert sitting(stage).lost
    turning_up.give_up(row.meeting)
    row.meeting.refresh_from_db()
    assert (row.meeting.state, row.meeting.sequence) == ("cancelled", 1)
    refusal = stage.fair.refusals.get(request=row.meeting.request)
    name = row.sittings[0].person.name
    assert refusal.why.shown("en").text == f"{name} did not come."
    assert refusal.why.shown("zh-Hans").text == f"{name} 未到场。"
    with pytest.raises(ValidationError, match="does not take place"):
        turning_up.give_up(row.meeting)
    with pytest.raises(ValidationError, match="does not take place"):
        turning_up.turn_out(row.sittings[1].seat, None, came=True)


def test_idle_people_who_are_there_are_offered_a_meeting_that_nothing_speaks_against() -> None:
    stage, people = running(4)
    first = slots(stage)[0]
    for one in people:
        turning_up.check_in(stage.fair, one, stage.scene.gathering.first_day, None)
    for row in showing.tables(stage.fair, first):
        turning_up.turn_out(row.sittings[0].seat, None, came=False)
        turning_up.give_up(row.meeting)
    idle = showing.idle(stage.fair, first)
    assert {one.pk for one in idle} == {one.pk for one in people}
    offers = swapping.offers(stage.fair, first, idle)
    assert offers
    given_up = set(stage.fair.refusals.values_list("request", flat=True))
    assert not given_up & {offer.request.pk for offer in offers}
    post(stage, "fair-swap", slot=first.key, request=offers[0].request.pk)
    assert stage.meeting(offers[0].request).slot == first
    assert not {one.pk for one in offers[0].people} & {
        one.pk for one in showing.idle(stage.fair, first)
    }


def test_nobody_is_offered_a_meeting_while_busy_or_away() -> None:
    stage, people = running()
    first = slots(stage)[0]
    assert swapping.offers(stage.fair, first, people[:1]) == []
    for one in people:
        turning_up.check_in(stage.fair, one, stage.scene.gathering.first_day, None)
    idle = {one.pk for one in showing.idle(stage.fair, first)}
    for row in showing.tables(stage.fair, first):
        assert not idle & {one.person.pk for one in row.sittings}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_the_day_names_tables_people_and_what_can_be_done(language: str) -> None:
    stage, people = running()
    client = stage.scene.client("organiser")
    client.cookies["django_language"] = language
    key = slots(stage)[0].key
    page = client.get(reverse("fair-day", args=[stage.slug]) + f"?slot={key}")
    assert page.status_code == 200
    said = page.content.decode()
    assert "UTC+08:00" in said
    assert people[0].name in said
    assert ("签到" if language == "zh-hans" else "Check in") in said


def test_the_buttons_of_the_day_do_what_they_say() -> None:
    stage, people = running()
    key, row = slots(stage)[0].key, sitting(stage)
    post(stage, "fair-check-in", people[0].pk, slot=key, action="in")
    assert Presence.objects.filter(participant=people[0]).exists()
    post(stage, "fair-check-in", people[0].pk, slot=key, action="out")
    assert not Presence.objects.exists()
    post(stage, "fair-turn-out", row.sittings[0].seat.pk, slot=key, action="missed")
    assert not Turnout.objects.get().came
    post(stage, "fair-give-up", row.meeting.pk, slot=key)
    row.meeting.refresh_from_db()
    assert row.meeting.state == "cancelled"
    said = post(stage, "fair-swap", slot=key, request="nothing").content.decode()
    assert "error" in said


@pytest.mark.parametrize("role", ["participant", "reviewer", "outsider"])
def test_the_day_is_for_organisers_only(role: str) -> None:
    stage, people = running()
    client = stage.scene.client(role)
    assert client.get(reverse("fair-day", args=[stage.slug])).status_code == 404
    assert post(stage, "fair-check-in", people[0].pk, role=role).status_code == 404
    assert not Presence.objects.exists()


def test_there_is_no_day_before_the_plan_is_published() -> None:
    stage = staged()
    page = stage.scene.client("organiser").get(reverse("fair-day", args=[stage.slug]))
    assert page.status_code == 404
