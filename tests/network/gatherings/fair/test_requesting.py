"""Requests for meetings: asked, refused, answered, taken in from a table."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.network.gatherings.fair.domain import requesting, setting
from citybricks.network.gatherings.fair.models import Request
from citybricks.network.gatherings.fair.vocabulary import Asked, Group, Restriction
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.gatherings.fair.stage import Stage, staged

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """A fair with slots."""
    made = staged()
    made.slots(3)
    return made


def refusal(stage: Stage, *pair: object, **values: object) -> dict[str, list[str]]:
    """Return why a request is refused."""
    with pytest.raises(ValidationError) as raised:
        stage.ask(*pair, **values)
    error = raised.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_nobody_asks_for_themselves(stage: Stage) -> None:
    one = stage.scene.participant()
    assert "themselves" in refusal(stage, one, one)["asked"][0]


def test_a_request_is_made_once_and_the_other_way_it_is_answered(stage: Stage) -> None:
    one, other = stage.people(2)
    stage.ask(one, other)
    assert "already" in refusal(stage, one, other)["asked"][0]
    assert "accept that request" in refusal(stage, other, one)["asked"][0]


def test_a_request_by_hand_says_why(stage: Stage) -> None:
    one, other = stage.people(2)
    assert "sentence" in refusal(stage, one, other, reason="  ")["reason"][0]
    assert "601" in refusal(stage, one, other, reason="x" * 601)["reason"][0]


def test_priorities_are_1_to_3(stage: Stage) -> None:
    one, other = stage.people(2)
    assert "“4”" in refusal(stage, one, other, priority=4)["priority"][0]


def test_groups_are_as_large_as_the_fair_allows(stage: Stage) -> None:
    one, other, third = stage.people(3)
    said = requesting.Asking(others=[third])
    assert "at most 2" in refusal(stage, one, other, said=said)["others"][0]
    stage.fair.people = 3
    stage.fair.save()
    assert stage.ask(one, other, said=said).numbers == (one.pk, other.pk, third.pk)


def test_rules_and_closed_requests_refuse(stage: Stage) -> None:
    home = {"member": stage.scene.tianjin}
    one, other = stage.people(2, **home)
    setting.add_rule(stage.fair, Restriction.SAME_MEMBER)
    assert "same member" in refusal(stage, one, other)["asked"][0]
    stranger = stage.people(1)[0]
    setting.add_rule(stage.fair, Restriction.NEVER, Group.CITY, Group.OTHER)
    assert "do not meet" in refusal(stage, one, stranger)["asked"][0]
    stage.act("freeze")
    assert "closed" in refusal(stage, one, stranger)[""][0]


def test_the_one_who_is_asked_answers_and_both_see_it(stage: Stage) -> None:
    of, by = stage.scene.participant("participant"), stage.scene.participant("exhibitor")
    asked = stage.ask(by, of)
    assert Notice.objects.filter(person=of.user, kind="fair.asked").exists()
    with pytest.raises(PermissionDenied):
        requesting.answer(asked, "accept", by)
    requesting.answer(asked, "accept", of, "Gladly.")
    assert Notice.objects.filter(person=by.user, kind="fair.accepted").exists()
    for role in ("participant", "exhibitor"):
        page = stage.scene.client(role).get(f"/gatherings/{stage.slug}/fair/requests/")
        assert "Gladly." in page.content.decode()


@settings(max_examples=15, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(st.tuples(st.sampled_from(["accept", "decline", "withdraw"]), st.booleans())))
def test_a_request_moves_by_its_table_only(stage: Stage, steps: list[tuple[str, bool]]) -> None:
    by, of = stage.people(2)
    asked = stage.ask(by, of)
    for action, as_asker in steps:
        before = Request.objects.get(pk=asked.pk).state
        who = by if as_asker else of
        allowed = action in requesting.LIFE.actions(before) and (action == "withdraw") == as_asker
        try:
            after = requesting.answer(asked, action, who).state
            assert allowed
            assert after == requesting.LIFE.step(before, action).to
        except (NotPossibleError, PermissionDenied):
            assert not allowed
    Request.objects.all().delete()


def test_what_was_typed_stays_when_it_is_refused(stage: Stage) -> None:
    of = stage.people(1)[0]
    client = stage.scene.client("participant")
    address = f"/gatherings/{stage.slug}/fair/people/{of.pk}/ask/"
    sent = {"reason": "Solar benches", "priority": "1"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "Solar benches" in again.content.decode()


def test_a_table_is_taken_in_whole_or_not_at_all(stage: Stage) -> None:
    stage.people(3)
    client = stage.scene.client("organiser")
    address = f"/gatherings/{stage.slug}/fair/all-requests/import/"

    def send(rows: str) -> object:
        file = SimpleUploadedFile("r.csv", f"asker,asked,priority,reason\n{rows}".encode())
        return client.post(address, {"table": file})

    wrong = send("P0,P1,1,Benches\nP0,P0,1,\nP1,Nobody,2,\nP1,P2,9,\nP1,P0,1,\n")
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert all(part in said for part in ("themselves", "Nobody", "“9”", "asked for already"))
    good = send("P0,P1,1,Benches\nP1,P2,,\n")
    token = good.context["upload"].token
    assert client.post(address, {"token": token, "confirm": "yes"}).status_code == 302
    assert Request.objects.count() == 2
    csv = client.get(f"/gatherings/{stage.slug}/fair/all-requests.csv").content.decode()
    assert csv.splitlines()[0].endswith("asker,asked,third,fourth,priority,reason,score,state")
    assert Asked.WAITING in csv
