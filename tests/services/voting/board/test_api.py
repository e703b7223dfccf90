"""What programs ask of the board: everybody may read it, whoever has a permit may cast."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from citybricks.methods.ballot.digests import fingerprint
from citybricks.services.voting.board.domain import board, files, keys
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.roll.domain import permits
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> scene.Small:
    return scene.opened()


def body(response: Any) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)
    content: bytes = response.content
    return content


def test_a_ballot_is_cast_with_a_permit_and_receipted(made: scene.Small) -> None:
    voter, raw = scene.enrol(made)[0], made.ballot(0, 1, 0)
    answer = scene.post(made.uuid, "ballots", raw, permits.issue(voter))
    assert answer.status_code == 201
    said = answer.json()
    head = SignedHead.of(said["head"])
    assert (said["tracker"], said["height"]) == (fingerprint(raw), 1)
    assert (head.height, head.key_id) == (1, keys.public_key("board"))
    whole = body(scene.get(made.uuid, "archive.bel"))
    assert hashlib.sha256(whole[: head.bytes]).hexdigest() == head.sha256_prefix


def test_a_vote_can_be_replaced_while_the_board_is_open(made: scene.Small) -> None:
    voter = scene.enrol(made)[0]
    first, second = made.ballot(0, 1, 0), made.ballot(0, 0, 1)
    for raw in (first, second):
        assert scene.post(made.uuid, "ballots", raw, permits.issue(voter)).status_code == 201
    replaced = scene.get(made.uuid, f"ballot/{quote(fingerprint(first), safe='')}").json()
    assert (replaced["status"], replaced["replaced_at"]) == ("replaced", 2)
    found = scene.get(made.uuid, f"ballot/{quote(fingerprint(second), safe='')}").json()
    assert (found["status"], found["height"]) == ("found", 2)
    unknown = scene.get(made.uuid, "ballot/" + "A" * 43)
    assert (unknown.status_code, unknown.json()) == (404, {"status": "unknown"})


def test_the_documents_of_an_election_are_given_byte_for_byte(made: scene.Small) -> None:
    for name, content in zip(("election", "trustees", "credentials"), made.documents, strict=True):
        answer = scene.get(made.uuid, name)
        assert answer.content == content
        assert answer["Access-Control-Allow-Origin"] == "*"
        again = scene.get(made.uuid, name, If_None_Match=answer["ETag"])
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [("bytes=0-511", 0, 512), ("bytes=512-", 512, None), ("bytes=100-9999999", 100, None)],
)
def test_a_part_of_the_archive_is_given(
    made: scene.Small, asked: str, first: int, end: int | None
) -> None:
    whole = body(scene.get(made.uuid, "archive.bel"))
    answer = scene.get(made.uuid, "archive.bel", Range=asked)
    part = whole[first:end]
    assert (answer.status_code, body(answer)) == (206, part)
    last = first + len(part) - 1
    assert answer["Content-Range"] == f"bytes {first}-{last}/{len(whole)}"


def test_what_is_behind_the_end_is_not_there(made: scene.Small) -> None:
    size = board.index(made.uuid)["bytes"]
    answer = scene.get(made.uuid, "archive.bel", Range=f"bytes={size}-")
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=-5", "lines=1-2", "bytes=a-", "bytes=1-2,4-5"]
)
def test_a_range_that_is_none_gives_the_whole(made: scene.Small, asked: str) -> None:
    assert scene.get(made.uuid, "archive.bel", Range=asked).status_code == 200


def test_a_copy_that_is_older_is_not_continued_blindly(made: scene.Small) -> None:
    tag = scene.get(made.uuid, "archive.bel")["ETag"]
    scene.cast(made.uuid, made.ballot(0, 1, 0))
    answer = scene.get(made.uuid, "archive.bel", Range="bytes=512-", If_Range=tag)
    assert answer.status_code == 200


def test_ballots_and_heads_are_listed_from_a_height_on(made: scene.Small) -> None:
    trackers = [scene.cast(made.uuid, made.ballot(voter, 1, 0)).tracker for voter in range(3)]
    listed = scene.get(made.uuid, "ballots?from=2").json()
    assert [one["tracker"] for one in listed["ballots"]] == trackers[1:]
    assert listed["next"] is None
    heads = scene.get(made.uuid, "heads?from=2").json()["heads"]
    assert [one["head"]["height"] for one in heads] == [2, 3]
    assert scene.get(made.uuid, "heads/latest").json()["head"] == heads[-1]["head"]


def test_the_index_leads_everywhere(made: scene.Small) -> None:
    index = scene.get(made.uuid).json()
    assert (index["state"], index["board_key"]) == ("open", keys.public_key("board"))
    for name, link in index["links"].items():
        answer = Client().get("/" + link.split("/", 3)[3])
        assert answer.status_code == (404 if name == "report" else 200), name


def test_a_page_of_another_origin_may_ask_first(made: scene.Small) -> None:
    answer = Client().options(f"/voting/api/elections/{made.uuid}/ballots")
    assert answer.status_code == 204
    assert "Authorization" in answer["Access-Control-Allow-Headers"]


def test_an_election_without_a_board_has_nothing() -> None:
    for answer in (scene.get("1" * 14), scene.post("1" * 14, "ballots", b"{}")):
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown")
        assert answer["Access-Control-Allow-Origin"] == "*"


def test_who_sends_too_often_waits(made: scene.Small) -> None:
    answers = [scene.post(made.uuid, "complaints", b"{}").status_code for _ in range(61)]
    assert set(answers[:60]) == {422}
    assert answers[60] == 429


def test_refusals_are_in_two_languages(made: scene.Small) -> None:
    said = json.loads(scene.post(made.uuid, "ballots", b"[]").content)
    assert said["code"] == "B1"
    assert said["en"].isascii()
    assert not said["zh"].isascii()


def test_a_board_that_stands_still_says_so_and_takes_nothing(
    made: scene.Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    permit = permits.issue(scene.enrol(made)[0])
    with monkeypatch.context() as broken:
        broken.setattr(files, "check_length", lambda *_: _broken())
        answer = scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), permit)
        assert (answer.status_code, answer.json()["code"]) == (503, "board")
        assert scene.get(made.uuid, "heads/latest").status_code == 200
    assert scene.post(made.uuid, "ballots", made.ballot(0, 1, 0), permit).status_code == 201


def _broken() -> None:
    raise board.BrokenBoardError("the file is shorter")
