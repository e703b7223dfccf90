"""Any past view equals what was known then, whatever is reported later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.services.schoolhealth.daily.domain.completeness import completeness, indicators
from citybricks.services.schoolhealth.daily.domain.entering import Entry, enter
from citybricks.services.schoolhealth.daily.domain.known import counts, reports
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.models import City
from tests.services.schoolhealth.scene import MONDAY, Scene

DAYS = [MONDAY + timedelta(days=number) for number in range(3)]
START = datetime(2025, 11, 10, tzinfo=UTC)
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["east 1-A", "east 1-B", "west 1-A"]),
        st.sampled_from(DAYS),
        st.dictionaries(
            st.sampled_from(["fever", "rash", "respiratory"]), st.integers(0, 4), max_size=2
        ),
        st.integers(0, 3),  # hours until the next
    ),
    max_size=8,
)


@contextmanager
def forgotten() -> Iterator[None]:
    """Undo everything."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def view(city: City, as_of: datetime | None = None) -> list[tuple[Any, ...]]:
    """Return what is known of the days as plain rows."""
    found = counts(city, DAYS[0], DAYS[-1], as_of)
    return [tuple(row) for row in found.itertuples(index=False)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(EVENTS)
def test_any_past_view_equals_what_was_known_then(
    scene: Scene, events: list[tuple[str, date, dict[str, int], int]]
) -> None:
    with forgotten():
        moment, seen = START, []
        for name, day, ill, hours in events:
            lines = [Entry(code, ill=count) for code, count in ill.items()]
            made = enter(scene.classes[name], day, lines, at=moment)
            seen.append((made.recorded_at, view(scene.city)))
            moment += timedelta(hours=hours, seconds=1)
        for at, then in seen:
            assert view(scene.city, at) == then
        assert view(scene.city, START - timedelta(seconds=1)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(EVENTS)
def test_a_class_is_counted_as_its_latest_report_says(
    scene: Scene, events: list[tuple[str, date, dict[str, int], int]]
) -> None:
    with forgotten():
        expected: dict[tuple[str, date], dict[str, int]] = {}
        for name, day, ill, _hours in events:
            lines = [Entry(code, ill=count) for code, count in ill.items()]
            enter(scene.classes[name], day, lines, at=START)
            expected[scene.classes[name].pk, day] = {
                code: count for code, count in ill.items() if count
            } or {"": 0}
        found: dict[tuple[str, date], dict[str, int]] = {}
        for row in counts(scene.city, DAYS[0], DAYS[-1]).to_dict("records"):
            found.setdefault((row["class"], row["day"]), {})[row["syndrome"]] = row["ill"]
        assert found == expected
        assert len(reports(scene.city, DAYS[0], DAYS[-1])) == len(expected)


def test_the_database_itself_refuses_to_change_a_report(scene: Scene) -> None:
    report = enter(scene.classes["east 1-A"], MONDAY, [Entry("fever", ill=1)])
    for statement in (
        "UPDATE schoolhealth_daily_report SET absent = 7",
        "UPDATE schoolhealth_daily_line SET ill = 7",
    ):
        with (
            pytest.raises(DatabaseError, match="reports stay"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert Report.objects.get(pk=report.pk).lines.get().ill == 1


def test_a_report_outlives_the_account_of_who_made_it(scene: Scene) -> None:
    enter(scene.classes["east 1-A"], MONDAY, [], by=scene.people["nurse"])
    scene.people["nurse"].delete()
    assert Report.objects.get().recorded_by is None


def test_completeness_counts_what_was_to_be_reported(scene: Scene) -> None:
    at = datetime(2025, 11, 10, 3, tzinfo=UTC)  # noon in Tsukuba
    enter(scene.classes["east 1-A"], MONDAY, [], at=at)
    enter(scene.classes["east 1-B"], MONDAY, [Entry("fever", ill=1, absent=1)], at=at)
    enter(scene.classes["east 2-A"], MONDAY, [], at=at + timedelta(hours=2))
    table = completeness(scene.city, MONDAY - timedelta(days=1), MONDAY)
    east = table[table["school"] == scene.schools["east"].pk].iloc[0]
    west = table[table["school"] == scene.schools["west"].pk].iloc[0]
    assert (east["classes"], east["reported"], east["in_time"], east["zero"]) == (3, 3, 2, 2)
    assert east["hours_late"] == 2
    assert (west["classes"], west["reported"]) == (1, 0)
    assert set(table["day"]) == {MONDAY}  # Sunday is no school day


def test_a_correction_after_the_deadline_does_not_make_a_report_late(scene: Scene) -> None:
    at = datetime(2025, 11, 10, 2, tzinfo=UTC)
    enter(scene.classes["west 1-A"], MONDAY, [], at=at)
    enter(scene.classes["west 1-A"], MONDAY, [Entry("fever", ill=1)], at=at + timedelta(days=1))
    table = completeness(scene.city, MONDAY, MONDAY)
    assert table["in_time"].tolist() == [0, 1]


def test_days_lost_are_counted_on_reported_days_only(scene: Scene) -> None:
    enter(scene.classes["east 1-A"], MONDAY, [Entry("fever", ill=3, absent=3)])
    enter(scene.classes["east 1-A"], DAYS[1], [Entry("fever", ill=3, absent=3)])
    found = indicators(scene.city, DAYS[0], DAYS[-1])
    assert found.days_lost == 0.2  # six days of thirty pupils
    assert (found.school_days, found.completeness, found.timeliness) == (3, 16.7, 0.0)


def test_nothing_to_report_has_no_share(scene: Scene) -> None:
    found = indicators(scene.city, MONDAY - timedelta(days=1), MONDAY - timedelta(days=1))
    assert (found.completeness, found.timeliness, found.days_lost) == (None, None, None)
    assert completeness(scene.city, MONDAY - timedelta(days=1), MONDAY).shape[0] == 2
