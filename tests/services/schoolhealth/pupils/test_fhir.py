"""Check-ins of another system come in as FHIR; what is wrong is told by entry, field and rule."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.network.members.domain.people import issue_token
from citybricks.services.schoolhealth.pupils.domain import fhir, records, wording
from citybricks.services.schoolhealth.pupils.domain.chain import Reader
from citybricks.services.schoolhealth.pupils.models import AccessEntry, CheckIn
from tests.services.schoolhealth.pupils.scene import Day
from tests.services.schoolhealth.scene import MONDAY

pytestmark = pytest.mark.django_db(databases=["default", "pupils"])
Json = dict[str, Any]
Change = Callable[[Json], object]
AT = "2025-11-10T07:20:00+09:00"


def item(name: str, *answers: Json) -> Json:
    """Return an item with its answers."""
    return {"linkId": name, "answer": list(answers)}


def coded(code: str) -> Json:
    """Return an answer that is a code."""
    return {"valueCoding": {"code": code}}


def degrees(value: Any, code: str = "Cel") -> Json:
    """Return an answer that is a temperature."""
    return {"valueQuantity": {"value": value, "code": code}}


def response(number: str = "1001", **more: Any) -> Json:
    """Return a response as another system sends it."""
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "https://checks.example/Questionnaire/morning",
        "authored": AT,
        "subject": {"identifier": {"system": "https://checks.example/pupil", "value": number}},
        "item": [
            item("8310-5", degrees(38.2)),
            item("symptoms", coded("respiratory"), coded("rash")),
            item("attendance", coded("absent")),
            item("diagnosis", coded("J10")),
            item("onset", {"valueDate": "2025-11-09"}),
        ],
    } | more


def bundle(*resources: Any) -> bytes:
    """Return a bundle of some resources."""
    entries = [{"resource": one} for one in resources]
    document = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    return json.dumps(document).encode()


@pytest.fixture
def sender(day: Day) -> Callable[..., Any]:
    """Send bytes as a program of the nurse's; two pupils have consented."""
    day.child("ana", "1001")
    day.child("bo", "1002")
    secret = issue_token(user=day.scene.people["nurse"], name="checks")

    def send(content: bytes, version: str = "4.3", token: str = secret, code: str = "east") -> Any:
        return Client().post(
            f"/schoolhealth/tsukuba/nurse/files/{code}/",
            content,
            content_type=f"application/fhir+json; fhirVersion={version}",
            headers={"Authorization": f"Bearer {token}"},
        )

    return send


@pytest.mark.parametrize("version", ["4.3", "5.0"])
def test_a_bundle_is_taken_in(day: Day, sender: Callable[..., Any], version: str) -> None:
    answer = sender(bundle(response(), response("1002", item=[item("attendance")])), version)
    assert answer.json() == {"taken": 2, "faults": []}
    assert "no-store" in answer.headers["Cache-Control"]
    by = Reader(day.scene.people["nurse"].pk, "nurse", "care")
    found = records.read([day.pupil("1001")], by, since=MONDAY, until=MONDAY)[0].check_ins[0]
    said = found.morning
    assert (said.temperature, said.symptoms, said.attendance) == (
        382, ("respiratory", "rash"), "absent",
    )  # fmt: skip
    assert said.diagnosis == "influenza"
    assert said.course["onset"].isoformat() == "2025-11-09"
    assert found.at.isoformat() == "2025-11-09T22:20:00+00:00"
    assert AccessEntry.objects.filter(action="check in").count() == 2


def test_a_single_response_is_taken_in(sender: Callable[..., Any]) -> None:
    assert sender(json.dumps(response()).encode()).json()["taken"] == 1


def test_the_same_bundle_twice_is_taken_in_once_and_an_amended_one_replaces_it(
    sender: Callable[..., Any],
) -> None:
    assert sender(bundle(response())).status_code == 200
    again = sender(bundle(response()))
    assert again.status_code == 422
    assert again.json()["faults"][0]["rule"] == "newer"
    later = response(status="amended", authored="2025-11-10T07:25:00+09:00")
    assert sender(bundle(later)).json()["taken"] == 1
    assert CheckIn.objects.get().changed_at is not None


def _set(path: str, value: Any) -> Change:
    def change(one: Json) -> None:
        *places, last = [int(part) if part.isdecimal() else part for part in path.split("/")]
        for place in places:
            one = one[place]
        one[last] = value

    return change


def _drop(name: str) -> Change:
    return lambda one: one.pop(name)


WRONG: list[tuple[Change, str, str]] = [
    (_set("resourceType", "Patient"), "resource", "resource"),
    (_set("status", "in-progress"), "status", "status"),
    (_set("status", "finished"), "status", "status"),
    (_set("status", 7), "status", "structure"),
    (_drop("authored"), "authored", "authored"),
    (_set("authored", "2025-11-10"), "authored", "authored"),
    (_set("authored", "yesterday"), "authored", "structure"),
    (_set("authored", "2025-11-10T07:20:00"), "authored", "structure"),
    (_set("authored", "2025-11-10T08:20:00+09:00"), "authored", "not yet"),
    (_set("authored", "2025-10-10T07:20:00+09:00"), "authored", "too old"),
    (_set("authored", "9999-12-31T23:59:59-12:00"), "authored", "not yet"),
    (_drop("subject"), "subject.identifier.value", "subject"),
    (_set("subject", {"display": "Sato Hanako"}), "subject.identifier.value", "subject"),
    (_set("subject", "Sato"), "subject", "structure"),
    (_set("subject/identifier/value", " "), "subject.identifier.value", "subject"),
    (_set("subject/identifier/value", "9999"), "subject.identifier.value", "unknown pupil"),
    (_set("subject/identifier/value", "1003"), "subject", "no consent"),
    (_set("subject/identifier/value", "9" * 400), "subject.identifier.value", "subject"),
    (_drop("item"), "item", "nothing said"),
    (_set("item", []), "item", "nothing said"),
    (_set("item", "none"), "item", "structure"),
    (_set("item/0/linkId", "29463-7"), "item[0].linkId", "unknown item"),
    (_set("item/1/linkId", "8310-5"), "item[1].linkId", "item twice"),
    (_set("item/0/answer", [degrees(36), degrees(37)]), "item[0].answer", "one answer"),
    (_set("item/0/answer", [{"valueString": "warm"}]), "item[0].answer[0]", "unit"),
    (_set("item/0/answer", [degrees(100.8, "[degF]")]),
     "item[0].answer[0].valueQuantity.code", "unit"),
    (_set("item/0/answer", [degrees("hot")]), "item[0].answer[0].valueQuantity.value", "structure"),
    (_set("item/0/answer", [degrees(50)]), "item.where(linkId = '8310-5').answer", "temperature"),
    (_set("item/0/answer", [degrees(-3)]), "item.where(linkId = '8310-5').answer", "temperature"),
    (_set("item/0/answer", [degrees(1e300)]),
     "item[0].answer[0].valueQuantity.value", "temperature"),
    (_set("item/1/answer", [{"valueBoolean": True}]), "item[1].answer[0].valueCoding.code", "code"),
    (_set("item/1/answer", [coded("plague")]), "item.where(linkId = 'symptoms').answer", "symptom"),
    (_set("item/1/answer", [coded("none")]), "item.where(linkId = 'symptoms').answer", "symptom"),
    (_set("item/2/answer", [coded("sleeps")]),
     "item.where(linkId = 'attendance').answer", "attendance"),
    (_set("item/2/answer", [coded("late"), coded("absent")]), "item[2].answer", "one answer"),
    (_set("item/3/answer", [coded("X99")]),
     "item.where(linkId = 'diagnosis').answer", "diagnosis"),
    (_set("item/4/answer", [{"valueDate": "2025-11-31"}]),
     "item[4].answer[0].valueDate", "structure"),
    (_set("item/4/answer", [{"valueDate": "2025-11"}]), "item[4].answer[0].valueDate", "date"),
    (_set("item/4/answer", [{"valueString": "Sunday"}]), "item[4].answer[0].valueDate", "date"),
    (_set("item/4/answer", [{"valueDate": "2025-11-30"}]),
     "item.where(linkId = 'onset').answer", "future"),
    (_set("item/4/answer", [{"valueDate": "1925-11-09"}]),
     "item.where(linkId = 'onset').answer", "long ago"),
    (_set("surname", "Sato"), "surname", "structure"),
]  # fmt: skip


def test_what_is_wrong_is_told_and_the_other_entry_is_taken_in(
    sender: Callable[..., Any],
) -> None:
    for change, field, rule in WRONG:
        wrong = copy.deepcopy(response())
        change(wrong)
        answer = sender(bundle(response("1002"), wrong))
        told = answer.json()
        assert (answer.status_code, told["taken"]) == (207, 1), (field, rule)
        found = [(one["entry"], one["field"], one["rule"]) for one in told["faults"]]
        assert found == [(2, field, rule)]
        fault = told["faults"][0]
        assert all(fault[language] for language in wording.LANGUAGES)
        assert "Sato" not in json.dumps(told)
        assert CheckIn.objects.count() == 1
        CheckIn.objects.all().delete()


FILES = [
    (b"", "json"), (b"date,school\n", "json"), (b"\xff\xfe\x00", "json"),
    (b'{"resourceType": "Bundle", "entry": [NaN]}', "json"), (b"[" * 100_000, "json"),
    (b"[]", "bundle"), (b"7", "bundle"), (b"null", "bundle"), (b"{}", "bundle"),
    (b'{"resourceType": "Bundle"}', "bundle"),
    (b'{"resourceType": "Bundle", "entry": []}', "bundle"),
    (b'{"resourceType": "Bundle", "entry": {"resource": 1}}', "bundle"),
    (b'{"resourceType": "MeasureReport"}', "bundle"),
]  # fmt: skip


def test_a_file_that_is_no_bundle_is_told(sender: Callable[..., Any]) -> None:
    for content, rule in FILES:
        answer = sender(content)
        assert answer.status_code == 422
        assert [(one["entry"], one["rule"]) for one in answer.json()["faults"]] == [(0, rule)]


def test_an_entry_that_is_no_resource_is_told() -> None:
    entries = [None, 7, "x", [], {}, {"resource": None}]
    document = {"resourceType": "Bundle", "type": "batch", "entry": entries}
    answered, faults = fhir.read(json.dumps(document).encode())
    assert not answered
    assert [(one.entry, one.rule) for one in faults] == [(at, "resource") for at in range(1, 7)]


def test_one_pupil_twice_in_a_bundle_is_taken_in_once(sender: Callable[..., Any]) -> None:
    told = sender(bundle(response(), response())).json()
    assert (told["taken"], told["faults"][0]["rule"]) == (1, "twice")


def test_too_many_entries_are_refused_at_once(sender: Callable[..., Any]) -> None:
    told = sender(bundle(*[{}] * (fhir.MOST + 1))).json()
    assert [one["rule"] for one in told["faults"]] == ["too many"]


def test_only_who_brings_rosters_in_may_send(day: Day, sender: Callable[..., Any]) -> None:
    content = bundle(response())
    assert sender(content, token="cb_nobody").status_code == 401
    assert sender(content, code="west").status_code == 404
    assert sender(content, code="north").status_code == 404
    for role, status in (("teacher", 404), ("doctor", 404), ("stranger", 404),
                         ("secretariat", 404), ("administrator", 200)):  # fmt: skip
        token = issue_token(user=day.scene.people[role], name="checks")
        assert sender(content, token=token).status_code == status, role
        CheckIn.objects.all().delete()


def test_no_number_of_a_pupil_is_repeated(sender: Callable[..., Any]) -> None:
    answer = sender(bundle(response("7777")))
    assert "7777" not in answer.content.decode()


def test_a_file_is_uploaded_on_the_page_and_what_is_wrong_is_shown(day: Day) -> None:
    day.child("ana", "1001")
    wrong = response("1002", status="draft")
    file = SimpleUploadedFile("b.json", bundle(response(), wrong))
    sent = {"school": "east", "version": "4.3", "bundle": file}
    answer = day.post("nurse", "nurse/files/", sent)
    said = answer.content.decode()
    assert "1 check-in was taken in." in said
    assert "<code>status</code>" in said
    assert CheckIn.objects.count() == 1
    nothing = day.post("nurse", "nurse/files/", {"school": "east"})
    assert nothing.status_code == 422
    assert day.post("nurse", "nurse/files/", {"school": "west"}).status_code == 404


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["resourceType", "status", "item", "answer", "linkId", "authored",
                             "subject", "valueQuantity", "value", "entry", "resource"]),
            inner,
        ),
        max_leaves=12,
    )
)  # fmt: skip
def test_whatever_is_sent_is_read_or_told(sent: Any) -> None:
    resource = {**response(), **sent} if isinstance(sent, dict) else sent
    answered, faults = fhir.read(bundle(resource))
    assert len(answered) + len(faults) == 1
