"""Pages of the roll and of the desk: what they do, and for whom they are there."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from citybricks.services.voting.board.models import Board, Event
from citybricks.services.voting.roll.domain import commitment, desk, permits
from citybricks.services.voting.roll.models import Entry, Rejected, Voter
from tests.services.voting.roll.planted import roll
from tests.services.voting.roll.scene import Scene

ROLL = "voter_id,name,email,weight\nE5,恵,e@city.example,1\nF6,Fay,broken,1\nA1,Ana,,1\n"


@pytest.fixture
def draft(scene: Scene) -> Scene:
    """Its roll can still change."""
    scene.move("roll")
    return scene


def page(scene: Scene, name: str, *given: Any) -> str:
    return reverse(name, args=[scene.election.uuid, *given])


def send(scene: Scene, content: bytes, name: str = "roll.csv", client: Client | None = None) -> Any:
    by = client or scene.client("admin")
    sent = {"table": SimpleUploadedFile(name, content)}
    return by.post(page(scene, "voting-roll-import"), sent, follow=True)


def test_a_table_is_looked_at_before_it_is_taken_over(draft: Scene) -> None:
    looked = send(draft, ROLL.encode("shift_jis"))
    said = looked.content.decode()
    assert looked.status_code == 200
    assert "Shift_JIS" in said
    assert "恵" in said
    assert '<span lang="zh-Hans">email 为 “broken”，不是电子邮件地址。</span>' in said
    assert "email is “broken”; that is no e-mail address." in said
    assert "voter_id “A1” is on the roll already." in said
    assert not Voter.objects.filter(voter_id="E5").exists()


def test_what_fits_is_taken_over_and_what_does_not_is_kept_with_its_reasons(draft: Scene) -> None:
    admin = draft.client("admin")
    looked = send(draft, ROLL.encode(), client=admin)
    token = looked.context["upload"].token
    taken = admin.post(page(draft, "voting-roll-take", token), follow=True)
    assert draft.voter("E5").name == "恵"
    assert Rejected.objects.count() == 2
    assert "1 rows are on the roll, 2 were rejected" in taken.content.decode()
    written = admin.get(page(draft, "voting-roll-rejected")).content.decode()
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row["voter_id"] for row in rows] == ["F6", "A1"]
    assert "不是电子邮件地址" in rows[0]["reason_zh"]
    assert "no e-mail address" in rows[0]["reason_en"]
    admin.post(page(draft, "voting-roll-let-go"))
    assert not Rejected.objects.exists()


def test_the_file_of_rejected_rows_can_be_mended_and_sent_again(draft: Scene) -> None:
    admin = draft.client("admin")
    looked = send(draft, ROLL.encode(), client=admin)
    file = admin.get(page(draft, "voting-roll-look-rejected", looked.context["upload"].token))
    mended = file.content.decode().replace("broken", "fay@city.example")
    again = send(draft, mended.encode(), client=admin)
    assert [person.voter_id for _row, person in again.context["people"]] == ["F6"]


def test_ten_thousand_rows_are_looked_at_and_taken_over(draft: Scene) -> None:
    draft.election.weighted = True
    draft.election.save()
    content, planted = roll("gb18030")
    admin = draft.client("admin")
    looked = send(draft, content, client=admin)
    assert looked.context["rejected_count"] == len(planted) == 50
    admin.post(page(draft, "voting-roll-take", looked.context["upload"].token))
    assert Voter.objects.filter(election=draft.election).count() == 10_000 - 50 + 4
    assert Rejected.objects.count() == 50


def test_an_encoding_that_was_guessed_wrongly_can_be_named(draft: Scene) -> None:
    admin = draft.client("admin")
    content = "voter_id,name\nE5,ﾀﾅｶﾞ\n".encode("shift_jis")
    token = send(draft, content, client=admin).context["upload"].token
    address = page(draft, "voting-roll-look", token)
    named = admin.get(address, {"encoding": "shift_jis"})
    assert named.context["people"][0][1].name == "ﾀﾅｶﾞ"
    admin.post(page(draft, "voting-roll-take", token), {"encoding": "shift_jis"})
    assert draft.voter("E5").name == "ﾀﾅｶﾞ"


@pytest.mark.parametrize(("name", "content"), [("roll.pdf", b"x"), ("roll.csv", b"name\nAna\n")])
def test_a_file_that_is_no_roll_is_refused_with_words(
    draft: Scene, name: str, content: bytes
) -> None:
    answer = send(draft, content, name)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_no_file_is_told(draft: Scene) -> None:
    answer = draft.client("admin").post(page(draft, "voting-roll-import"))
    assert (answer.status_code, "Choose a file first." in answer.content.decode()) == (422, True)


def test_a_table_of_somebody_else_is_not_there(draft: Scene) -> None:
    token = send(draft, ROLL.encode()).context["upload"].token
    draft.election.officials.create(user=draft.people["outsider"], role="admin")
    assert draft.client("outsider").get(page(draft, "voting-roll-look", token)).status_code == 404


def test_voters_are_taken_off_the_roll_until_it_is_fixed(draft: Scene) -> None:
    admin = draft.client("admin")
    admin.post(page(draft, "voting-roll-remove"), {"voter": draft.voter("A1").pk})
    assert not Voter.objects.filter(voter_id="A1").exists()
    draft.move("registrar")
    admin.post(page(draft, "voting-roll-remove"), {"everybody": "yes"})
    assert Voter.objects.count() == 3
    assert send(draft, ROLL.encode(), client=admin).status_code == 404
    draft.move("roll")
    admin.post(page(draft, "voting-roll-remove"), {"everybody": "yes"})
    assert not Voter.objects.exists()


def test_an_observer_can_check_the_commitment_with_the_opened_roll(scene: Scene) -> None:
    answer = scene.client("auditor").get(page(scene, "voting-roll-opened"))
    written = answer.content.decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written)))
    salt = bytes.fromhex(rows[0]["salt"])
    told = [
        tuple(int(row[name]) if name == "weight" else row[name] for name in commitment.FIELDS)
        for row in rows
    ]
    assert commitment.commit(salt, told) == commitment.of(scene.election)


def test_the_commitment_is_what_its_description_says() -> None:
    """The same rows and digest stand in docs/roll.md, made without our code."""
    rows = [("A1", "Ana", "", "en", 1, "North", "both"), ("B2", "博", "", "zh", 2, "", "online")]
    made = commitment.commit(bytes(32), rows)
    assert made.document() == {
        "count": 2,
        "total_weight": 3,
        "sha256": "a304d66d9765c2b6bc83d48280135061f4cca1f3b59cc9eb4f49dcd707a5dcf2",
    }


def test_a_voter_is_marked_at_the_desk_and_the_mark_undone_with_a_reason(scene: Scene) -> None:
    clerk = scene.client("clerk")
    found = clerk.get(page(scene, "voting-desk"), {"voter": "ａ1"})
    assert found.context["voter"] == scene.voter("A1")
    address = page(scene, "voting-mark", scene.voter("A1").pk)
    clerk.post(address, {"what": "paper"})
    assert scene.voter("A1").voted == "paper"
    refused = clerk.post(address, {"what": "undo", "reason": " "}, follow=True)
    assert "Say why the mark is undone." in refused.content.decode()
    clerk.post(address, {"what": "undo", "reason": "wrong person"})
    assert scene.voter("A1").voted == ""
    entries = Entry.objects.order_by("pk").values_list("deed", "reason", "by__email")
    assert list(entries) == [
        ("paper", "", "clerk@city.example"),
        ("undo", "wrong person", "clerk@city.example"),
    ]


def test_who_voted_online_is_not_marked_at_the_desk(scene: Scene) -> None:
    permits.use(scene.election.uuid, permits.issue(scene.voter("A1")), False)
    clerk = scene.client("clerk")
    address = page(scene, "voting-mark", scene.voter("A1").pk)
    for what in ("paper", "post", "undo"):
        answer = clerk.post(address, {"what": what, "reason": "x"}, follow=True)
        assert "Has voted online already" in answer.content.decode()
    assert scene.voter("A1").voted == "online"
    assert not Entry.objects.exists()


def test_a_mark_is_undone_only_before_anything_else(scene: Scene) -> None:
    voter = scene.voter("A1")
    desk.mark(voter, "paper", None)
    Entry.objects.create(voter=voter, deed="token", day=scene.voter("A1").voted_on)
    with pytest.raises(desk.DeskError) as refused:
        desk.undo(voter, None, "wrong person")
    assert refused.value.code == "since"


@pytest.mark.parametrize("state", ["draft", "frozen", "tallying", "done", "cancelled"])
def test_nobody_is_marked_before_the_vote_opens_or_once_it_is_tallied(
    scene: Scene, state: str
) -> None:
    scene.move(state)
    with pytest.raises(desk.DeskError) as refused:
        desk.mark(scene.voter("A1"), "paper", None)
    assert refused.value.code == "closed"


def test_a_token_is_shown_once_and_its_entry_tells_the_day_only(scene: Scene) -> None:
    clerk = scene.client("clerk")
    answer = clerk.post(page(scene, "voting-token", scene.voter("C3").pk))
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert permits.for_token(scene.election, token)
    entry = Entry.objects.get()
    assert (entry.deed, entry.at) == ("token", None)


def test_counts_are_live(scene: Scene) -> None:
    clerk = scene.client("clerk")
    desk.mark(scene.voter("C3"), "post", None)
    permits.use(scene.election.uuid, permits.issue(scene.voter("A1")), False)
    live = clerk.get(page(scene, "voting-desk-live"))
    turnout = live.context["turnout"]
    assert (turnout.eligible, turnout.online, turnout.paper, turnout.post, turnout.none) == (
        4, 1, 0, 1, 2,
    )  # fmt: skip
    assert 'hx-trigger="every 10s"' in live.content.decode()


def on_board(scene: Scene, *credentials: str) -> None:
    """Put ballots on a board that were never let through."""
    board, _made = Board.objects.get_or_create(
        uuid=scene.election.uuid,
        defaults={"ranked": False, "credentials": 4, "timestamp": 1, "height": 0, "bytes": 1},
    )
    for height, credential in enumerate(credentials, board.events.count() + 1):
        kept = {"type": "Ballot", "offset": 0, "end": 1, "contents": [], "tracker": f"t{height}"}
        Event.objects.create(board=board, height=height, credential=credential, **kept)


def test_roll_board_and_journal_add_up(scene: Scene) -> None:
    desk.mark(scene.voter("C3"), "post", None)
    desk.mark(scene.voter("D4"), "paper", None)
    desk.undo(scene.voter("D4"), None, "wrong person")
    permits.use(scene.election.uuid, permits.issue(scene.voter("A1")), False)
    on_board(scene, "a", "a")
    answer = scene.client("auditor").get(page(scene, "voting-reconciliation"))
    assert answer.context["found"].adds_up
    assert "It adds up." in answer.content.decode()


def test_every_difference_is_named(scene: Scene) -> None:
    desk.mark(scene.voter("C3"), "post", None)
    Entry.objects.all().delete()
    Voter.objects.filter(voter_id="A1").update(weight=9)
    commitment.freeze(scene.election)
    Voter.objects.filter(voter_id="A1").update(weight=1)
    on_board(scene, "a", "b")
    answer = scene.client("clerk").get(page(scene, "voting-reconciliation"))
    said = answer.content.decode()
    assert "It does not add up." in said
    assert "The roll is not what was committed to." in said
    assert "<strong>C3</strong> is marked on the roll but not in the journal" in said
    assert "more voters on the board than marks on the roll: 0 by the roll, 2 on the board" in said


PAGES = {
    "voting-roll": {"admin", "auditor"},
    "voting-roll-opened": {"admin", "auditor"},
    "voting-roll-rejected": {"admin"},
    "voting-desk": {"clerk"},
    "voting-desk-live": {"clerk"},
    "voting-journal": {"admin", "clerk", "auditor"},
    "voting-reconciliation": {"admin", "clerk", "auditor"},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_there_for_those_whose_work_it_is(scene: Scene, name: str) -> None:
    for office in ("admin", "registrar", "clerk", "auditor", "outsider"):
        answer = scene.client(office).get(page(scene, name))
        assert answer.status_code == (200 if office in PAGES[name] else 404), office
    assert scene.client().get(page(scene, name)).status_code == 302


def test_what_changes_the_roll_is_not_there_for_others(scene: Scene) -> None:
    scene.move("roll")
    number = scene.voter("A1").pk
    for name, given, office in (
        ("voting-roll-import", (), "admin"),
        ("voting-roll-remove", (), "admin"),
        ("voting-roll-let-go", (), "admin"),
        ("voting-mark", (number,), "clerk"),
        ("voting-token", (number,), "clerk"),
    ):
        for other in {"admin", "registrar", "clerk", "auditor", "outsider"} - {office}:
            answer = scene.client(other).post(page(scene, name, *given))
            assert answer.status_code == 404, (name, other)
    assert Voter.objects.count() == 4


def test_a_voter_of_another_election_is_not_there(scene: Scene) -> None:
    voter = scene.voter("A1")
    other = type(scene.election).objects.create(city="tsukuba", state="open")
    other.officials.create(user=scene.people["clerk"], role="clerk")
    address = reverse("voting-mark", args=[other.uuid, voter.pk])
    assert scene.client("clerk").post(address, {"what": "paper"}).status_code == 404
