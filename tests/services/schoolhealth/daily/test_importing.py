"""Files of daily reports: what is right is taken over, what is wrong is named."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.services.schoolhealth import numbers
from citybricks.services.schoolhealth.daily.domain.importing import (
    READERS,
    findings_of,
    take_over,
)
from citybricks.services.schoolhealth.daily.domain.known import counts, reports
from citybricks.services.schoolhealth.daily.models import ImportFile, Report
from citybricks.services.schoolhealth.findings import Finding
from citybricks.services.schoolhealth.rules import RULES
from citybricks.services.schoolhealth.schools.models import DayOff
from citybricks.services.schoolhealth.tables import UnreadableError
from tests.services.schoolhealth.daily import files
from tests.services.schoolhealth.daily.files import DAY, MALFORMED, table
from tests.services.schoolhealth.scene import MONDAY, Scene


def send(scene: Scene, content: bytes, source: str = "csv", by: str = "board") -> ImportFile:
    """Take a file over as somebody."""
    return take_over(scene.city, scene.people[by], source, f"file.{source}", content)


def ill(scene: Scene) -> dict[tuple[str, str, str], int]:
    """Return who is ill on Monday by class, syndrome and diagnosis."""
    found = counts(scene.city, MONDAY, MONDAY)
    names = {one.pk: name for name, one in scene.classes.items()}
    return {
        (names[row["class"]], row["syndrome"], row["diagnosis"]): row["ill"]
        for row in found.to_dict("records")
    }


@pytest.mark.parametrize(
    ("source", "content", "rule", "row", "column", "rest_is_taken"),
    MALFORMED,
    ids=[f"{at}-{one[0]}-{one[2]}" for at, one in enumerate(MALFORMED)],
)
def test_each_malformed_file_is_answered_with_row_column_and_rule(
    scene: Scene,
    source: str,
    content: bytes,
    rule: str,
    row: int,
    column: str,
    rest_is_taken: bool,
) -> None:
    DayOff.objects.create(city=scene.city, day=date(2025, 11, 24), kind="holiday")
    kept = send(scene, content, source)
    found = [(one.rule, one.row, one.column) for one in findings_of(kept) if not one.warning]
    assert (rule, row, column) in found
    assert bytes(ImportFile.objects.get().content) == content
    assert (ill(scene).get(("east 1-B", "fever", "influenza")) == 3) is rest_is_taken


def test_characters_that_are_none_are_shown_as_such(scene: Scene) -> None:
    broken = files.dhis2({"dataElement": "\ud800\x00", "value": 1})
    kept = send(scene, broken, "dhis2")
    assert [one.value for one in findings_of(kept)] == ["��"]


def test_every_rule_says_what_is_wrong_and_what_would_mend_it() -> None:
    for rule in RULES:
        one = Finding(rule, "absent", "7", "5")
        for text in (one.en, one.zh, one.mend_en, one.mend_zh):
            assert text
            assert "{" not in text


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("csv", table()),
        ("dhis2", files.dhis2({"dataElement": "absent", "value": 2})),
        ("fhir", files.bundle()),
        ("fhir", json.dumps(files.report()).encode()),
        ("adx", files.adx()),
    ],
)
def test_every_format_says_the_same(scene: Scene, source: str, content: bytes) -> None:
    kept = send(scene, content, source)
    assert not list(findings_of(kept))
    assert ill(scene) == {("east 1-B", "fever", "influenza"): 3}
    assert Report.objects.get().source == source


def test_what_fhir_r5_writes_is_read_too(scene: Scene) -> None:
    made = files.report()
    for one in made["group"][0]["stratifier"][0]["stratum"][0]["component"]:
        one["valueCodeableConcept"] = one.pop("value")
        one["linkId"] = one["code"]["coding"][0]["code"]
    send(scene, json.dumps(made).encode(), "fhir")
    assert ill(scene) == {("east 1-B", "fever", "influenza"): 3}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_a_table_of_a_japanese_spreadsheet_is_read(scene: Scene, encoding: str) -> None:
    row = f"{DAY},東小学校,１,Ａ,３０,２,fever,J10,０,３"
    kept = send(scene, f"{files.HEADING}\n{row}\n".encode(encoding))
    assert [one.rule for one in findings_of(kept)] == []
    assert ill(scene) == {("east 1-A", "fever", "influenza"): 3}


def test_an_explicit_zero_is_a_report(scene: Scene) -> None:
    send(scene, table(f"{DAY},east,1,A,30,0,,,0,"))
    assert ill(scene)["east 1-A", "", ""] == 0
    assert reports(scene.city, MONDAY, MONDAY)["zero"].tolist().count(True) == 1


def test_a_small_class_is_taken_over_with_a_warning(scene: Scene) -> None:
    kept = send(scene, table(f"{DAY},west,1,A,4,1,fever,,0,1"))
    assert [(one.rule, one.warning) for one in findings_of(kept)] == [("small-class", True)]
    assert ill(scene)["west 1-A", "fever", ""] == 1


def test_a_row_that_is_said_twice_counts_once(scene: Scene) -> None:
    kept = send(scene, table(files.GOOD))
    assert [one.rule for one in findings_of(kept)] == ["said-twice"]
    assert ill(scene) == {("east 1-B", "fever", "influenza"): 3}


def test_a_mended_row_sent_alone_is_laid_over_what_is_known(scene: Scene) -> None:
    send(scene, table(f"{DAY},east,1,B,28,-1,rash,,0,1"))
    send(scene, table(f"{DAY},east,1,B,28,1,rash,,0,1"))
    assert ill(scene) == {("east 1-B", "fever", "influenza"): 3, ("east 1-B", "rash", ""): 1}
    assert reports(scene.city, MONDAY, MONDAY)["absent"].tolist() == [3]


def test_a_row_for_the_whole_class_says_it_anew(scene: Scene) -> None:
    send(scene, table())
    send(scene, f"{files.HEADING}\n{DAY},east,1,B,28,0,,,0,\n".encode())
    assert ill(scene) == {("east 1-B", "", ""): 0}


def test_a_file_that_is_sent_twice_makes_no_second_report(scene: Scene) -> None:
    send(scene, table())
    again = send(scene, table())
    assert (again.reports, again.unchanged) == (0, 1)
    assert Report.objects.count() == 1


def test_a_nurse_sends_for_her_own_school_alone(scene: Scene) -> None:
    kept = send(scene, table(f"{DAY},west,1,A,4,1,fever,,0,1"), by="nurse")
    assert [(one.rule, one.row) for one in findings_of(kept)] == [("school-not-yours", 3)]
    assert set(ill(scene)) == {("east 1-B", "fever", "influenza")}


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.none()))
def test_no_value_is_taken_for_a_count_that_is_none(value: object) -> None:
    found = numbers.whole("ill", value)
    assert isinstance(found, Finding) or 0 <= found <= 9_999


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_no_bytes_end_in_an_error(source: str, content: bytes) -> None:
    with suppress(UnreadableError):
        READERS[source](content)


_NAMES = [
    *("resourceType", "entry", "resource", "group", "population", "count", "code", "coding"),
    *("stratum", "stratifier", "component", "subject", "identifier", "status", "text"),
    *("dataValues", "dataElement", "value", "orgUnit", "period"),
]
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(_NAMES),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.sampled_from(["fhir", "dhis2"]), _JSON)
def test_no_json_ends_in_an_error(scene: Scene, source: str, document: object) -> None:
    report = {"resourceType": "MeasureReport", "status": "complete", "group": document}
    values = {"dataValues": document if isinstance(document, list) else [document]}
    for one in (document, report, values):
        send(scene, json.dumps(one).encode(), source)
