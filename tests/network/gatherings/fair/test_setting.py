"""Slots, rules and pairs of a fair."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from citybricks.network.gatherings.fair.domain import setting
from citybricks.network.gatherings.fair.models import Request, Slot
from citybricks.network.gatherings.fair.vocabulary import Bond, Group, Restriction
from tests.network.gatherings.fair.stage import NINE, staged

HALF = timedelta(minutes=30)


def test_slots_of_a_day_leave_lunch_out() -> None:
    spans = setting.spans_of_day(
        date(2023, 11, 18), time(9), time(16), length=60, pause=0, lunch=(time(12), time(14)),
        zone="Asia/Shanghai",
    )  # fmt: skip
    assert [start.hour for start, _end in spans] == [1, 2, 3, 6, 7]


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Asia/Kolkata", date(2026, 3, 8), 8),
        ("Australia/Adelaide", date(2026, 4, 5), 9),  # clocks are put back at 3
        ("Australia/Adelaide", date(2026, 10, 4), 7),  # and forward at 2
        ("Europe/Lisbon", date(2026, 3, 29), 7),
    ],
)
def test_slots_last_as_long_as_they_say_when_clocks_are_put(
    zone: str, day: date, hours: int
) -> None:
    spans = setting.spans_of_day(day, time(0), time(8), length=60, pause=0, lunch=None, zone=zone)
    assert len(spans) == hours
    assert {end - start for start, end in spans} == {timedelta(hours=1)}


def test_a_time_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(ValidationError, match="does not exist"):
        setting.spans_of_day(
            date(2026, 3, 29), time(1, 30), time(9), length=30, pause=0, lunch=None,
            zone="Europe/Lisbon",
        )  # fmt: skip


@pytest.mark.django_db
def test_slots_that_overlap_are_refused_and_none_is_kept() -> None:
    stage = staged()
    stage.slots(2)
    half_later = NINE + timedelta(minutes=15)
    with pytest.raises(ValidationError, match=r"overlaps .*09:15"):
        setting.add_slots(
            stage.fair, [(NINE + 9 * HALF, NINE + 10 * HALF), (half_later, half_later + HALF)], 1
        )
    assert Slot.objects.count() == 2


@pytest.mark.django_db
def test_a_slot_without_time_zone_is_refused_with_what_to_write() -> None:
    naive = datetime(2023, 11, 18, 9)  # noqa: DTZ001 - as people send it
    with pytest.raises(ValidationError, match=r"2023-11-18 09:00.* has no time zone.*\+08:00"):
        setting.add_slots(staged().fair, [(naive, naive + HALF)], 1)


@pytest.mark.django_db
def test_a_slot_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="not after it begins"):
        setting.add_slots(staged().fair, [(NINE, NINE - HALF)], 1)


@pytest.mark.django_db
def test_two_who_have_to_meet_are_asked_for() -> None:
    stage = staged()
    one, other = stage.people(2)
    setting.bind(stage.fair, one, other, Bond.MUST)
    assert Request.objects.get().numbers == tuple(sorted((one.pk, other.pk)))


@pytest.mark.django_db
def test_nobody_is_bound_to_themselves_or_twice() -> None:
    stage = staged()
    one, other = stage.people(2)
    setting.bind(stage.fair, one, other, Bond.NEVER)
    for pair in ((one, one), (other, one)):
        with pytest.raises(ValidationError):
            setting.bind(stage.fair, *pair, Bond.MUST)


@pytest.mark.django_db
def test_a_rule_of_two_groups_needs_both() -> None:
    fair = staged().fair
    with pytest.raises(ValidationError, match="both groups"):
        setting.add_rule(fair, Restriction.NEVER, Group.FIRM)


@pytest.mark.django_db
def test_the_form_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    stage = staged()
    address = f"/gatherings/{stage.slug}/fair/setup/"
    sent = {
        "form": "slots", "slots-days": ["2023-11-18"], "slots-first": "09:00",
        "slots-last": "12:00", "slots-length": "30", "slots-pause": "0", "slots-tables": "2",
    }  # fmt: skip
    client = stage.scene.client("organiser")
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"slots-tables": "7"})
    assert again.status_code == 422
    assert "overlaps" in again.content.decode()
    assert 'value="7"' in again.content.decode()
    assert client.post(address, sent | {"slots-length": "0"}).status_code == 422
    assert Slot.objects.count() == 6
    assert Slot.objects.earliest("start").start == datetime(2023, 11, 18, 1, tzinfo=UTC)
