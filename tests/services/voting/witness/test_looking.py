"""A witness follows an honest board, and catches one that lies by what it has signed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.ballot.strict_json import dumps
from citybricks.network.members.models import User
from citybricks.network.notices.models import Notice
from citybricks.services.voting.board.domain.heads import SignedHead, Witnessed
from citybricks.services.voting.witness.domain import copies
from citybricks.services.voting.witness.domain.looking import look
from citybricks.services.voting.witness.models import Peer, Split, Watched
from tests.services.voting.witness.lying import UUID, Lying, lying


def kinds() -> list[str]:
    return list(Split.objects.values_list("kind", flat=True))


def look_again(watched: Watched) -> Watched:
    look(Watched.objects.get(pk=watched.pk))
    return Watched.objects.get(pk=watched.pk)


def test_an_honest_board_is_followed_and_its_heads_are_signed(
    board: Lying, watched: Watched
) -> None:
    first = board.head
    look(watched)
    second = board.show(board.archive + b"ballot ", 3)
    seen = look_again(watched)
    assert (seen.height, seen.bytes, seen.problem) == (3, second.bytes, "")
    assert seen.key_id == second.key_id
    assert copies.path_of(seen).read_bytes() == board.archive
    posted = [Witnessed.read(dumps(one)) for one in board.posted]
    assert [one.head for one in posted] == [first, second]
    assert kinds() == []
    look_again(watched)
    assert len(board.posted) == 2


def test_two_heads_of_one_height_are_evidence(board: Lying, watched: Watched) -> None:
    secretary = User.objects.create_user("desk@network.example", is_staff=True)
    first = board.head
    look(watched)
    second = board.show(b"setup ballot BALLOT ", 2)
    for _time in range(2):
        look_again(watched)
    assert kinds() == ["split"]
    shown = Client().get(f"/voting/witness/{UUID}/splits").json()["splits"][0]
    assert first is not None
    found = [SignedHead.of(one) for one in shown["heads"]]
    assert sorted(found, key=str) == sorted([first, second], key=str)
    assert found[0].contradicts(found[1])
    assert Notice.objects.get(person=secretary).kind == "witness.split"
    page = Client().get(f"/voting/witness/{UUID}/")
    assert second.sig in page.text
    assert Client().get("/voting/witness/").status_code == 200


def test_a_board_that_changes_what_was_on_it_is_caught(board: Lying, watched: Watched) -> None:
    look(watched)
    before = copies.path_of(watched).read_bytes()
    board.show(b"setup BALLOT ballot ballot ", 3)
    seen = look_again(watched)
    assert kinds() == ["rewritten"]
    assert "has changed" in seen.problem
    assert (seen.height, copies.path_of(seen).read_bytes()) == (2, before)
    assert len(board.posted) == 1


def test_a_board_that_shows_an_older_head_is_caught(board: Lying, watched: Watched) -> None:
    look(watched)
    board.show(b"setup ballot ", 1)
    look_again(watched)
    assert kinds() == ["withheld"]


@pytest.mark.parametrize(
    ("archive", "time"), [(b"setup ", None), (b"setup ballot ballot more ", 1_000)]
)
def test_a_higher_head_that_is_shorter_or_older_is_evidence(
    board: Lying, watched: Watched, archive: bytes, time: int | None
) -> None:
    look(watched)
    board.show(archive, 3, time)
    look_again(watched)
    assert kinds() == ["split"]


def test_a_board_that_changes_its_key_is_caught(board: Lying, watched: Watched) -> None:
    look(watched)
    with lying() as other:
        board.key = other.key
        board.show(board.archive + b"ballot ", 3)
        look_again(watched)
    assert kinds() == ["key"]


def test_a_key_that_is_given_is_not_replaced_by_the_first_seen(
    board: Lying, watched: Watched
) -> None:
    watched.key_id = "0" * 64
    watched.save()
    look(watched)
    assert kinds() == ["key"]
    assert Watched.objects.get().key_id == "0" * 64
    assert board.posted == []


def test_bytes_that_are_not_what_the_head_says_are_a_problem_and_no_evidence(
    board: Lying, watched: Watched
) -> None:
    """As when a proxy spoils them: the board has signed nothing wrong."""
    board.archive = b"setup ballot spoiled"
    look(watched)
    assert "not what the head" in watched.problem
    board.archive = b"setup"
    assert "has no bytes" in look_again(watched).problem
    assert kinds() == []


def test_a_head_that_nobody_has_signed_is_a_problem(board: Lying, watched: Watched) -> None:
    assert board.head
    board.head = replace(board.head, height=7)
    look(watched)
    assert "not signed" in watched.problem
    assert kinds() == []


def test_a_board_that_is_away_is_a_problem_and_the_next_look_goes_on(
    board: Lying, watched: Watched
) -> None:
    head, board.head = board.head, None
    look(watched)
    assert watched.problem
    board.head = head
    assert look_again(watched).problem == ""


def test_what_another_witness_was_shown_is_compared(board: Lying, watched: Watched) -> None:
    with lying() as peer:
        Peer.objects.create(city="Tianjin", url=peer.url)
        peer.told = [board.sign(b"setup ballot OTHER! ", 2)]
        look(watched)
        assert kinds() == ["split"]
        assert Split.objects.get().sources == peer.url


def test_heads_of_other_heights_are_compared_by_the_copy(board: Lying, watched: Watched) -> None:
    """Another witness was shown an earlier head of another board."""
    with lying() as peer:
        Peer.objects.create(city="Tianjin", url=peer.url)
        peer.told = [board.sign(b"setup ballot ", 1)]
        look(watched)
        assert kinds() == []
        peer.told += [board.sign(b"SETUP ", 0)]
        look_again(watched)
        assert kinds() == ["split"]


def test_a_board_that_hides_from_us_what_it_shows_to_others_is_caught(
    board: Lying, watched: Watched
) -> None:
    with lying() as peer:
        Peer.objects.create(city="Tianjin", url=peer.url)
        peer.told = [board.sign(board.archive + b"ballot ", 3)]
        look(watched)
        assert kinds() == ["withheld"]


def test_a_witness_cannot_slander_a_board(board: Lying, watched: Watched) -> None:
    with lying() as peer:
        Peer.objects.create(city="Tianjin", url=peer.url)
        peer.told = [peer.sign(b"setup ballot OTHER! ", 2)]  # signed with its own key
        look(watched)
        peer.told = [replace(board.sign(b"setup ", 2), height=1)]
        assert "not signed" in look_again(watched).problem
    assert kinds() == []
    assert board.posted


def test_one_board_at_two_addresses_is_compared(board: Lying, watched: Watched) -> None:
    with lying() as mirror:
        mirror.key = board.key
        mirror.show(b"setup ballot BALLOT ", 2)
        look(watched)
        look(Watched.objects.create(city="Tsukuba", url=mirror.board))
    assert kinds() == ["split"]


def test_private_addresses_are_not_asked(
    board: Lying, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = settings.ENVIRONMENT.model_copy(update={"private_hrefs": False})
    monkeypatch.setattr(settings, "ENVIRONMENT", public)
    look(watched)
    assert "must be an https address" in watched.problem
    watched.url = watched.url.replace("http:", "https:")
    look(watched)
    assert "is not a public address" in watched.problem
    assert board.posted == []


def test_heads_are_published_with_our_signature(board: Lying, watched: Watched) -> None:
    look(watched)
    listed = json.loads(Client().get(f"/voting/witness/{UUID}/heads").content)["heads"]
    assert [Witnessed.read(dumps(one)).head for one in listed] == [board.head]
    key = Client().get("/voting/witness/key").json()["key_id"]
    assert listed[0]["key_id"] == key


def head(height: int, size: int, time: int) -> SignedHead:
    return SignedHead("u", height, f"{height}", size, f"{size}", time, "k", "")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=2, max_size=8))
def test_heads_of_an_honest_board_never_contradict_each_other(
    steps: list[tuple[int, int]],
) -> None:
    size = time = 0
    heads = []
    for height, (more, later) in enumerate(steps):
        size, time = size + more, time + later
        heads.append(head(height, size, time))
    assert not any(one.contradicts(other) for one in heads for other in heads)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(1, 99), st.integers(1, 99))
def test_contradiction_does_not_depend_on_the_order(a: int, b: int, x: int, y: int) -> None:
    one, other = head(a, x, a), head(b, y, b)
    assert one.contradicts(other) == other.contradicts(one)
    if a == b:
        assert one.contradicts(other) == (x != y)
