"""File and rows of a board agree, whatever happens between the one and the other."""

from __future__ import annotations

import hashlib
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from citybricks.methods.ballot.archive import read
from citybricks.services.voting.board.domain import appending, board, files, keys, reports
from citybricks.services.voting.board.models import Board, Head, Pending
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> scene.Small:
    return scene.opened()


def file_of(made: scene.Small) -> bytes:
    return files.path_of(made.uuid).read_bytes()


def test_what_is_appended_is_in_the_file_and_was_signed(made: scene.Small) -> None:
    before = file_of(made)
    raw = made.ballot(0, 1, 0)
    receipt = scene.cast(made.uuid, raw)
    after = file_of(made)
    assert after.startswith(before)
    assert hashlib.sha256(after).hexdigest() == receipt.head.sha256_prefix
    assert len(after) == receipt.head.bytes
    assert not Pending.objects.exists()
    assert list(read(io.BytesIO(after)))[-2].content == raw


def test_bytes_that_a_crash_kept_from_the_file_are_written_later(
    made: scene.Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as crash:
        crash.setattr(files, "append", lambda *_: (_ for _ in ()).throw(OSError("no power")))
        scene.cast(made.uuid, made.ballot(0, 1, 0))
    assert Pending.objects.count() == 1
    whole = b"".join(appending.content(found(made), 0, found(made).bytes))
    receipt = scene.cast(made.uuid, made.ballot(1, 1, 0))
    assert file_of(made).startswith(whole)
    assert hashlib.sha256(file_of(made)).hexdigest() == receipt.head.sha256_prefix


def found(made: scene.Small) -> Board:
    return Board.objects.get(pk=made.uuid)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_a_torn_write_is_completed_without_touching_what_is_there(
    made: scene.Small, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    """A crash in the middle of a write, or after it and before the rows knew."""

    def torn(uuid: str, start: int, content: bytes) -> int:
        with files.path_of(uuid).open("ab") as file:
            file.write(content[: int(share * len(content))])
        raise OSError("no power")

    with monkeypatch.context() as crash:
        crash.setattr(files, "append", torn)
        receipt = scene.cast(made.uuid, made.ballot(0, 1, 0))
    there = file_of(made)
    call_command("check_boards")
    assert file_of(made).startswith(there)
    assert hashlib.sha256(file_of(made)).hexdigest() == receipt.head.sha256_prefix


def test_a_restart_hashes_the_archive_before_it_appends(
    made: scene.Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.path_of(made.uuid)
    content = bytearray(path.read_bytes())
    content[700] ^= 1
    path.write_bytes(content)
    monkeypatch.setattr(appending, "_prefixes", appending.Prefixes())  # as in a new process
    with pytest.raises(board.BrokenBoardError, match="was changed"):
        scene.cast(made.uuid, made.ballot(0, 1, 0))
    with pytest.raises(SystemExit) as ended:
        call_command("check_boards")
    assert ended.value.code == 2
    assert path.read_bytes() == bytes(content)


@pytest.mark.parametrize("change", [b"", b"more"])
def test_a_file_of_another_length_stops_the_board(made: scene.Small, change: bytes) -> None:
    """As when the database, or the file, was restored from an older backup."""
    path = files.path_of(made.uuid)
    content = path.read_bytes() + change if change else path.read_bytes()[:-512]
    path.write_bytes(content)
    with pytest.raises(board.BrokenBoardError, match=f"the file has {len(content)} bytes"):
        scene.cast(made.uuid, made.ballot(0, 1, 0))
    assert Head.objects.filter(board=made.uuid).count() == 1
    assert path.read_bytes() == content


def test_what_a_transaction_took_back_is_nowhere(made: scene.Small) -> None:
    before = file_of(made)

    def no_permit(election: str, permit: str, known_credential: bool) -> None:
        raise ValueError("no permit")

    with pytest.raises(ValueError, match="no permit"):
        board.append_ballot(made.uuid, made.ballot(0, 1, 0), "", no_permit)
    assert file_of(made) == before
    assert found(made).height == 0
    receipt = scene.cast(made.uuid, made.ballot(1, 1, 0))
    assert hashlib.sha256(file_of(made)).hexdigest() == receipt.head.sha256_prefix


def test_keys_are_made_once_and_are_their_owners_alone(home: Path) -> None:
    first = keys.public_key("board")
    keys._key.cache_clear()
    assert keys.public_key("board") == first != keys.public_key("witness")
    for name in ("board-key", "witness-key"):
        assert (home / name).stat().st_mode & 0o777 == 0o600


def test_nothing_is_published_where_an_archive_is_already(made: scene.Small) -> None:
    content = file_of(made)
    Board.objects.all().delete()
    with pytest.raises(board.RefusedError, match="A4"):
        board.publish(made.uuid, *made.documents)
    assert file_of(made) == content


def test_ballots_that_come_at_once_stand_one_behind_the_other(made: scene.Small) -> None:
    def cast(raw: bytes) -> int:
        try:
            return scene.cast(made.uuid, raw).head.height
        finally:
            connections.close_all()

    raws = [made.ballot(number % 3, 1, 0) for number in range(12)]
    with ThreadPoolExecutor(4) as several:
        heights = list(several.map(cast, raws))
    assert sorted(heights) == list(range(1, 13))
    call_command("check_boards")
    reports.make(made.uuid)
    assert found(made).report.verdict == "incomplete"
    assert json.loads(found(made).report.document)["counts"]["ballots"] == 12
