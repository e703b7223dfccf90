"""Hours that suit speakers: fixed offsets, real zones, both changes of the clock."""

from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.gatherings.programme.comfort import Hours, penalties, zone_of

HOURS = Hours()


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (time(9, 30), time(21, 30), "good"),
        (time(7), time(8, 30), "early or late"),
        (time(9, 29), time(11), "early or late"),
        (time(20), time(21, 31), "early or late"),
        (time(21), time(23), "early or late"),
        (time(6, 59), time(8), "night"),
        (time(22), time(23, 1), "night"),
        (time(22), time(0, 30), "night"),
        (time(23, 30), time(1), "night"),
    ],
)
def test_day_suits_and_night_does_not(start: time, end: time, said: str) -> None:
    assert HOURS.suits(start, end) == said
    assert HOURS.penalty(start, end) == {"good": 0, "early or late": 1, "night": 10}[said]


@pytest.mark.parametrize(
    ("name", "hours"), [("GMT+8", 8), ("GMT-12", -12), ("GMT+0", 0), ("GMT-0", 0)]
)
def test_a_fixed_offset_is_east_of_greenwich(name: str, hours: int) -> None:
    assert zone_of(name) == timezone(timedelta(hours=hours))


@pytest.mark.parametrize("name", ["GMT+13", "GMT+5:30", "Mars/Olympus", "", "../etc"])
def test_other_names_are_no_zones(name: str) -> None:
    assert zone_of(name) is None


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-10-24", [0]), ("2026-10-25", [1]), ("2026-03-28", [1]),
                          ("2026-03-29", [0])]
)  # fmt: skip
def test_summer_time_counts_on_the_day_it_begins_and_ends(day: str, expected: list[int]) -> None:
    lisbon = ZoneInfo("Europe/Lisbon")  # 08:30 UTC is 9:30 in summer, 8:30 in winter
    start = datetime.fromisoformat(f"{day}T08:30+00:00")
    assert penalties([lisbon], [start], [start + timedelta(hours=1)], HOURS).tolist() == [expected]


def test_half_an_hour_counts() -> None:
    start = datetime(2026, 11, 18, 1, 45, tzinfo=UTC)
    zones = [ZoneInfo(name) for name in ("Asia/Kolkata", "Australia/Adelaide")]  # 7:15 and 12:15
    assert penalties(zones, [start], [start + timedelta(hours=1)], HOURS).tolist() == [[1], [0]]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        penalties([UTC], [datetime(2026, 11, 18, 9)], [datetime(2026, 11, 18, 10)], HOURS)  # noqa: DTZ001


@given(st.datetimes(), st.integers(-12, 12), st.integers(10, 180))
def test_a_fixed_offset_is_the_same_every_day(moment: datetime, hours: int, minutes: int) -> None:
    zone = timezone(timedelta(hours=hours))
    start = moment.replace(year=2025, tzinfo=UTC, day=min(moment.day, 28))
    other = start.replace(year=2021, month=7)
    length = timedelta(minutes=minutes)
    both = penalties([zone], [start, other], [start + length, other + length], HOURS)
    assert both[0, 0] == both[0, 1]
