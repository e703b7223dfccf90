"""Complaints: signed by a credential or in words, answered by who runs the election."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.proofs import prove
from citybricks.network.members.models import User
from citybricks.services.voting.board.domain.complaints import statement
from citybricks.services.voting.board.models import Answer, Complaint
from citybricks.services.voting.elections.models import Election, Official
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db
WORDS = "The board shows none with my tracker."


@pytest.fixture
def made() -> scene.Small:
    return scene.opened()


def complaint(made: scene.Small, voter: int = 0, **changed: Any) -> bytes:
    """Return a complaint that a voter has signed, some fields being changed afterwards."""
    group = made.setting.group
    secret = credentials.exponent(group, made.uuid, made.credentials[voter])
    public = group.write(group.generator_power(secret))
    said = {
        "uuid": made.uuid,
        "tracker": "A" * 43,
        "credential": public,
        "claim": "missing",
        "text": WORDS,
    }
    proof = prove(group, secret, [group.generator_power], statement(said))
    return strict_json.dumps(said | {"signature": proof.json()} | changed)


def page(made: scene.Small, person: User | None = None, query: str = "", **headers: str) -> str:
    client = Client(headers=headers)
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/voting/{made.uuid}/dispute/{query}")
    assert answer.status_code == 200
    return str(answer.text)


def test_a_signed_complaint_is_taken_once_and_shown(made: scene.Small) -> None:
    raw = complaint(made)
    for _time in range(2):
        assert scene.post(made.uuid, "complaints", raw).status_code == 201
    listed = scene.get(made.uuid, "complaints").json()["complaints"]
    assert [one["complaint"] for one in listed] == [raw.decode()]
    assert WORDS in page(made)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": "Something else."}, "signature"),
        ({"tracker": "B" * 43}, "signature"),
        ({"claim": "made up"}, "document"),
        ({"uuid": "1" * 14}, "document"),
        ({"text": "x" * 2001}, "document"),
        ({"more": "x"}, "document"),
    ],
)
def test_a_complaint_that_is_not_as_it_was_signed_is_refused(
    made: scene.Small, changed: dict[str, str], code: str
) -> None:
    answer = scene.post(made.uuid, "complaints", complaint(made, **changed))
    assert (answer.status_code, answer.json()["code"]) == (422, code)


def test_a_complaint_of_no_credential_of_the_election_is_refused(made: scene.Small) -> None:
    stranger = scene.small()
    own = scene.Small(made.uuid, made.documents, made.setting, stranger.credentials, stranger.key)
    assert scene.post(made.uuid, "complaints", complaint(own)).json()["code"] == "signature"


def test_a_signed_file_is_taken_on_the_page(made: scene.Small) -> None:
    file = SimpleUploadedFile("complaint.json", complaint(made))
    sent = Client().post(
        f"/voting/{made.uuid}/dispute/complain/", {"document": file, "signed": "yes"}
    )
    assert sent.status_code == 302
    assert Complaint.objects.get().document
    wrong = SimpleUploadedFile("complaint.json", complaint(made, text="Other."))
    refused = Client(headers={"Accept-Language": "zh-CN"}).post(
        f"/voting/{made.uuid}/dispute/complain/", {"document": wrong, "signed": "yes"}
    )
    assert refused.status_code == 422
    assert "签名与凭证不符。" in refused.text


def test_a_complaint_in_words_is_shown_with_its_answer(made: scene.Small) -> None:
    admin, other = User.objects.create_user("a@x.example"), User.objects.create_user("b@x.example")
    election = Election.objects.create(city="tsukuba", uuid=made.uuid)
    Official.objects.create(election=election, user=admin, role="admin")
    said = {"claim": "refused", "text": "<b>My ballot</b> was refused.", "tracker": ""}
    assert Client().post(f"/voting/{made.uuid}/dispute/complain/", said).status_code == 302
    assert "was refused." not in page(made)
    one = Complaint.objects.get()
    address = f"/voting/{made.uuid}/dispute/{one.pk}/answer/"
    for person, status in ((None, 302), (other, 404), (admin, 302)):
        client = Client()
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(address, {"text": "We look into it."}).status_code == status
    assert Answer.objects.get().by == admin
    shown = page(made)
    assert "We look into it." in shown
    assert "&lt;b&gt;My ballot&lt;/b&gt; was refused." in shown
    assert Answer.history.get().history_user == admin


def test_what_is_wrong_with_a_complaint_is_said_beside_it(made: scene.Small) -> None:
    said = {"claim": "missing", "text": "", "tracker": "A"}
    answer = Client().post(f"/voting/{made.uuid}/dispute/complain/", said)
    assert answer.status_code == 422
    assert "errorlist" in answer.text
    assert not Complaint.objects.exists()


def test_a_tracker_is_looked_up_on_the_page_in_either_language(made: scene.Small) -> None:
    tracker = scene.cast(made.uuid, made.ballot(0, 1, 0)).tracker
    scene.cast(made.uuid, made.ballot(0, 1, 1))
    from urllib.parse import quote

    replaced = page(made, query=f"?tracker={quote(tracker)}", **{"Accept-Language": "en"})
    assert "a later one with the same credential counts in its place" in replaced
    unknown = page(made, query="?tracker=AAAA", **{"Accept-Language": "zh-CN"})
    assert "公告板上没有这张选票" in unknown
