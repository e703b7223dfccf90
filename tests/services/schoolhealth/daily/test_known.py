"""What was known of a day at any moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from citybricks.services.appending import AppendOnlyError
from citybricks.services.schoolhealth.daily.domain.entering import (
    Entry,
    RefusedReportError,
    enter,
)
from citybricks.services.schoolhealth.daily.domain.known import counts, reports
from citybricks.services.schoolhealth.daily.models import Report
from tests.services.schoolhealth.scene import MONDAY, Scene


def test_a_correction_is_known_from_when_it_was_recorded(scene: Scene) -> None:
    first = datetime(2025, 11, 10, 2, tzinfo=UTC)
    one = scene.classes["east 1-A"]
    enter(one, MONDAY, [Entry("fever", ill=3, absent=3)], at=first)
    enter(one, MONDAY, [Entry("fever", ill=4, absent=3)], at=first + timedelta(hours=1))
    before = counts(scene.city, MONDAY, MONDAY, first + timedelta(minutes=59))
    after = counts(scene.city, MONDAY, MONDAY)
    assert before["ill"].tolist() == [3]
    assert after["ill"].tolist() == [4]
    assert counts(scene.city, MONDAY, MONDAY, first - timedelta(seconds=1)).empty


def test_zero_is_a_report_and_missing_is_none(scene: Scene) -> None:
    enter(scene.classes["east 1-A"], MONDAY, [])
    found = counts(scene.city, MONDAY, MONDAY)
    assert found[["class", "syndrome", "ill", "enrolled"]].to_numpy().tolist() == [
        [scene.classes["east 1-A"].pk, "", 0, 30]
    ]
    assert reports(scene.city, MONDAY, MONDAY)["zero"].tolist() == [True]


def test_whoever_is_absent_without_being_ill_makes_no_report_of_illness(scene: Scene) -> None:
    one = scene.classes["east 1-A"]
    assert enter(one, MONDAY, [Entry("none", absent=2)]).zero
    assert not enter(one, MONDAY, [], absent=2).zero


@pytest.mark.parametrize(
    ("day", "lines", "absent", "rule"),
    [
        (date(2999, 3, 1), [], 0, "future-day"),
        (date(2025, 11, 9), [], 0, "not-a-school-day"),
        (MONDAY, [], 31, "absent-over-enrolled"),
        (MONDAY, [Entry("fever", ill=31)], 0, "ill-over-enrolled"),
        (MONDAY, [Entry("flu", ill=1)], 0, "unknown-syndrome"),
        (MONDAY, [Entry("fever", "plague of frogs", 1)], 0, "unknown-diagnosis"),
        (MONDAY, [Entry("fever", ill=-1)], 0, "negative"),
        (MONDAY, [Entry("fever", ill=3, absent=3)], 2, "lines-over-absent"),
        (MONDAY, [Entry("fever", ill=3, absent=1, excluded=2)], 2, "excluded-over-absent"),
    ],
)
def test_what_cannot_be_is_refused_by_a_named_rule(
    scene: Scene, day: date, lines: list[Entry], absent: int, rule: str
) -> None:
    with pytest.raises(RefusedReportError) as refused:
        enter(scene.classes["east 1-A"], day, lines, absent)
    assert [one.rule for one in refused.value.findings] == [rule]
    assert not Report.objects.exists()


def test_a_report_is_neither_changed_nor_deleted(scene: Scene) -> None:
    report = enter(scene.classes["east 1-A"], MONDAY, [Entry("fever", ill=1)])
    for change in (
        report.save,
        report.delete,
        Report.objects.all().delete,
        lambda: Report.objects.update(absent=2),
    ):
        with pytest.raises(AppendOnlyError):
            change()
