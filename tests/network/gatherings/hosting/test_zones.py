"""Clock times are read without guessing, and shown with their zone."""

# ruff: noqa: DTZ001 - times on walls have no zone

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.gatherings.hosting.domain import zones

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""When clocks are put forward and back in Berlin."""


def test_a_time_that_clocks_jump_over_is_refused() -> None:
    with pytest.raises(ValidationError, match="2026-03-29 02:30 does not exist in Europe/Berlin"):
        zones.from_wall(SPRING, time(2, 30), "Europe/Berlin")


def test_a_time_that_comes_twice_is_asked_about() -> None:
    with pytest.raises(ValidationError, match=r"UTC\+02:00 or UTC\+01:00"):
        zones.from_wall(AUTUMN, time(2, 30), "Europe/Berlin")


@pytest.mark.parametrize(("fold", "hour"), [(0, 0), (1, 1)])
def test_of_a_time_that_comes_twice_either_can_be_meant(fold: int, hour: int) -> None:
    found = zones.from_wall(AUTUMN, time(2, 30), "Europe/Berlin", fold=fold)
    assert found == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_southern_clocks_go_the_other_way() -> None:
    with pytest.raises(ValidationError, match="does not exist in Australia/Adelaide"):
        zones.from_wall(date(2026, 10, 4), time(2, 15), "Australia/Adelaide")
    with pytest.raises(ValidationError, match=r"UTC\+10:30 or UTC\+09:30"):
        zones.from_wall(date(2026, 4, 5), time(2, 15), "Australia/Adelaide")


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        ("Asia/Kolkata", "Kolkata (UTC+05:30)"),
        ("Australia/Adelaide", "Adelaide (UTC+10:30)"),
        ("America/St_Johns", "St. John’s (UTC−03:30)"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_printed_with_place_and_offset(zone: str, printed: str) -> None:
    assert zones.zone_printed(zone, datetime(2026, 11, 22, 12, tzinfo=UTC), "en") == printed


def test_a_time_says_its_zone_in_both_languages() -> None:
    instant = datetime(2021, 11, 18, 1, 0, tzinfo=UTC)
    assert zones.in_zone(instant, "Asia/Shanghai", "en") == (
        "Thu 18 Nov 2021, 09:00, Shanghai (UTC+08:00)"
    )
    assert "上海 (UTC+08:00)" in zones.in_zone(instant, "Asia/Shanghai", "zh-Hans")
    assert "2021年11月18日周四 09:00" in zones.in_zone(instant, "Asia/Shanghai", "zh-Hans")


def test_a_zone_nobody_knows_is_refused_with_names_that_are_near() -> None:
    with translation.override("en"), pytest.raises(ValidationError, match="Asia/Shanghai"):
        zones.zone_named("Asia/Shangai")


@given(
    st.sampled_from(["Asia/Kolkata", "Australia/Adelaide", "Europe/Berlin", "America/New_York"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_what_the_clock_shows_is_read_back_as_the_same_instant(zone: str, at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    local = at.astimezone(ZoneInfo(zone))
    assert zones.from_wall(local.date(), local.time(), zone, fold=local.fold) == at


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))
def test_a_reading_that_is_taken_shows_what_was_typed(wall: datetime) -> None:
    wall = wall.replace(second=0, microsecond=0)
    try:
        instant = zones.from_wall(wall.date(), wall.time(), "Europe/Berlin")
    except ValidationError:
        assert wall.month in (3, 10)  # when clocks change
        assert wall.hour == 2
        return
    assert instant.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None) == wall
