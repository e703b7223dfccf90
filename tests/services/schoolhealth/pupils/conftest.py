"""A morning at half past seven, on a school day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.services.schoolhealth.pupils.scene import Day, morning
from tests.services.schoolhealth.scene import MONDAY

Clock = Callable[[datetime], None]
HALF_PAST_SEVEN = datetime(
    MONDAY.year, MONDAY.month, MONDAY.day, 7, 30, tzinfo=ZoneInfo("Asia/Tokyo")
)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set what time it is; it goes on by a millisecond each time somebody looks."""
    now = [HALF_PAST_SEVEN]

    def look() -> datetime:
        now[0] += timedelta(milliseconds=1)
        return now[0]

    def turn(to: datetime) -> None:
        now[0] = to

    monkeypatch.setattr(timezone, "now", look)
    return turn


@pytest.fixture
def day(db: None, clock: Clock) -> Day:
    """The scene."""
    cache.clear()
    return morning()
