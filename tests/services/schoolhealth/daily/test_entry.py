"""A school's day on its page: who sees and reports which class, zero, corrections, history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from citybricks.services.schoolhealth.daily.domain.entering import Entry, Said, enter
from citybricks.services.schoolhealth.daily.domain.known import counts, reports
from citybricks.services.schoolhealth.daily.models import Report
from citybricks.services.schoolhealth.schools.domain.calendar import today_in
from citybricks.services.schoolhealth.schools.models import SchoolClass
from tests.services.schoolhealth.scene import MONDAY, Scene

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])
PAGE = f"entry/east/{MONDAY}/"


def cells(scene: Scene, name: str, **written: Any) -> dict[str, str]:
    """Return the fields of a class: ``fever_ill=3`` is written into the field ``ID-fever-ill``."""
    pk = scene.classes[name].pk
    return {f"{pk}-{field.replace('_', '-')}": str(value) for field, value in written.items()}


def known(scene: Scene) -> dict[str, dict[tuple[str, str], int]]:
    """Return who is ill on Monday, by class."""
    found: dict[str, dict[tuple[str, str], int]] = {}
    names = {one.pk: name for name, one in scene.classes.items()}
    for row in counts(scene.city, MONDAY, MONDAY).to_dict("records"):
        of_class = found.setdefault(names[row["class"]], {})
        of_class[row["syndrome"], row["diagnosis"]] = row["ill"]
    return found


@pytest.mark.parametrize(
    ("role", "east", "west"),
    [
        ("teacher", {"1-A"}, None),
        ("nurse", {"1-A", "1-B", "2-A"}, None),
        ("doctor", {"1-A", "1-B", "2-A"}, None),
        ("board", {"1-A", "1-B", "2-A"}, {"1-A"}),
        ("health_centre", {"1-A", "1-B", "2-A"}, {"1-A"}),
        ("epidemiologist", {"1-A", "1-B", "2-A"}, {"1-A"}),
        ("administrator", {"1-A", "1-B", "2-A"}, {"1-A"}),
        ("secretariat", None, None),
        ("stranger", None, None),
    ],
)
def test_rows_are_seen_by_class_school_and_city(
    scene: Scene, role: str, east: set[str] | None, west: set[str] | None
) -> None:
    for school, seen in (("east", east), ("west", west)):
        answer = scene.get(role, f"entry/{school}/{MONDAY}/")
        assert answer.status_code == (404 if seen is None else 200)
        if seen is not None:
            shown = {str(line.day.school_class) for line in answer.context["lines"]}
            assert shown == seen


@pytest.mark.parametrize(
    "role", ["doctor", "board", "health_centre", "epidemiologist", "administrator", "secretariat"]
)
def test_only_teachers_and_nurses_report(scene: Scene, role: str) -> None:
    answer = scene.post(role, PAGE, cells(scene, "east 1-A", zero="on"))
    assert answer.status_code == 404
    assert not Report.objects.exists()


def test_a_teacher_reports_for_the_own_class_alone(scene: Scene) -> None:
    sent = cells(scene, "east 1-A", fever_ill=2) | cells(scene, "east 1-B", fever_ill=9)
    assert scene.post("teacher", PAGE, sent).status_code == 302
    assert known(scene) == {"east 1-A": {("fever", ""): 2}}


def test_a_nurse_reports_ill_pupils_diagnoses_and_nobody_ill(scene: Scene) -> None:
    sent = (
        cells(scene, "east 1-A", fever_ill=3, fever_absent=2, rash_ill=1, absent=4)
        | cells(scene, "east 1-B", **{"0_code": "influenza", "0_ill": 2, "0_excluded": 2})
        | cells(scene, "east 2-A", zero="on", absent=1)
    )
    assert scene.post("nurse", PAGE, sent).status_code == 302
    assert known(scene) == {
        "east 1-A": {("fever", ""): 3, ("rash", ""): 1},
        "east 1-B": {("fever", "influenza"): 2}
        if ("fever", "influenza") in known(scene)["east 1-B"]
        else {("respiratory", "influenza"): 2},
        "east 2-A": {("none", ""): 0},
    }
    table = reports(scene.city, MONDAY, MONDAY).set_index("class")
    assert table.loc[scene.classes["east 1-A"].pk, "absent"] == 4
    assert table["zero"].sum() == 1


def test_a_class_that_is_left_empty_is_missing_unless_all_others_are_zero(scene: Scene) -> None:
    sent = cells(scene, "east 1-A", fever_ill=2)
    scene.post("nurse", PAGE, sent)
    assert set(known(scene)) == {"east 1-A"}
    page = scene.get("nurse", PAGE)
    assert [str(one) for one in page.context["missing"]] == ["1-B", "2-A"]
    scene.post("nurse", PAGE, sent | {"others": "zero"})
    assert known(scene)["east 1-B"] == {("", ""): 0}
    assert Report.objects.count() == 3


def test_what_was_typed_survives_an_error_and_other_classes_are_kept(scene: Scene) -> None:
    sent = cells(scene, "east 1-A", fever_ill="many", rash_ill=1) | cells(
        scene, "east 1-B", zero="on"
    )
    answer = scene.post("nurse", PAGE, sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="many"' in text
    assert 'aria-invalid="true"' in text
    assert set(known(scene)) == {"east 1-B"}


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ({"zero": "on", "fever_ill": 1}, "zero-but-ill"),
        ({"absent": 2}, "nothing-said"),
        ({"fever_ill": 31}, "ill-over-enrolled"),
        ({"fever_ill": "1e300"}, "too-many"),
        ({"fever_ill": "inf"}, "not-finite"),
        ({"fever_ill": "-1"}, "negative"),
        ({"fever_ill": 2, "fever_absent": 2, "absent": 1}, "lines-over-absent"),
        ({"0_ill": 1}, "missing-value"),
        ({"0_code": "frogs", "0_ill": 1}, "unknown-diagnosis"),
    ],
)
def test_each_wrong_cell_names_its_rule(scene: Scene, written: dict[str, Any], rule: str) -> None:
    answer = scene.post("nurse", PAGE, cells(scene, "east 1-A", **written))
    assert answer.status_code == 422
    findings = [one.rule for line in answer.context["lines"] for one in line.findings]
    assert rule in findings
    assert not Report.objects.exists()


def test_a_correction_is_a_new_report_and_the_past_is_still_seen(scene: Scene) -> None:
    early = datetime(2025, 11, 10, 1, tzinfo=UTC)
    enter(scene.classes["east 1-A"], MONDAY, [Entry("fever", ill=3)], at=early)
    scene.post("nurse", PAGE, cells(scene, "east 1-A", fever_ill=5))
    assert known(scene) == {"east 1-A": {("fever", ""): 5}}
    then = scene.client("nurse").get(
        f"/schoolhealth/tsukuba/{PAGE}", {"as_of": "2025-11-10T02:00:00+00:00"}
    )
    lines = {str(line.day.school_class): line for line in then.context["lines"]}
    assert lines["1-A"].cells == {"fever-ill": "3"}
    assert not lines["1-A"].writable
    assert "As it was known on" in then.content.decode()


def test_sending_what_is_known_again_makes_no_report(scene: Scene) -> None:
    sent = cells(scene, "east 1-A", fever_ill=3, fever_absent=1, absent=1)
    scene.post("nurse", PAGE, sent)
    scene.post("nurse", PAGE, sent)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("day", ["2025-11-09", "2999-03-01"])
def test_there_is_nothing_to_report_on_days_without_school(scene: Scene, day: str) -> None:
    page = scene.get("nurse", f"entry/east/{day}/")
    assert page.status_code == 200
    assert not any(line.writable for line in page.context["lines"])
    scene.post("nurse", f"entry/east/{day}/", cells(scene, "east 1-A", zero="on"))
    assert not Report.objects.exists()


def test_an_address_with_no_day_in_it_is_not_there(scene: Scene) -> None:
    assert scene.get("nurse", "entry/east/monday/").status_code == 404


def test_a_late_report_is_marked_as_late(scene: Scene) -> None:
    enter(scene.classes["east 1-A"], MONDAY, [], at=datetime(2025, 11, 10, 2, 59, tzinfo=UTC))
    enter(scene.classes["east 1-B"], MONDAY, [], at=datetime(2025, 11, 10, 3, 1, tzinfo=UTC))
    lines = {str(line.day.school_class): line for line in scene.get("nurse", PAGE).context["lines"]}
    assert not lines["1-A"].day.late
    assert lines["1-B"].day.late


def test_check_ins_of_the_morning_fill_empty_classes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def morning(school: Any, day: date, classes: list[SchoolClass]) -> dict[str, tuple[Said, int]]:
        del school
        return {
            one.pk: (Said(one, day, (Entry("fever", ill=2, absent=1),)), 20)
            for one in classes
            if str(one) == "1-A"
        }

    page = "citybricks.services.schoolhealth.daily.pages.entry"
    monkeypatch.setattr(f"{page}.said_in_the_morning", morning)
    answer = scene.get("nurse", PAGE)
    lines = {str(line.day.school_class): line for line in answer.context["lines"]}
    assert lines["1-A"].cells == {"fever-ill": "2", "fever-absent": "1", "absent": "1"}
    assert "20 pupils" in answer.content.decode()
    assert not Report.objects.exists()


def test_home_says_what_is_to_be_reported_today(scene: Scene) -> None:
    today = today_in(scene.city)
    SchoolClass.objects.update(school_year=today.year if today.month >= 4 else today.year - 1)
    scene.city.terms.all().delete()
    tasks = scene.get("nurse", "").context["tasks"]
    if today.weekday() < 5:
        assert "0 of 3" in tasks[0].detail
    else:
        assert not tasks
