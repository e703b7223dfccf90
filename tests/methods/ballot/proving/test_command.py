"""Trustees make a key and use it by a command on their own machines, through a hub or by files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO, StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from citybricks.methods.ballot.archive import Writer
from citybricks.methods.ballot.documents import (
    PartialDecryption,
    Shuffle,
    Single,
    TrusteeKey,
    Trustees,
)
from citybricks.methods.ballot.documents.reading import read
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving import command, keys
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.ceremony import Ceremony
from citybricks.methods.ballot.proving.rounds import Rounds
from citybricks.methods.ballot.proving.tallying import decrypt
from tests.methods.ballot.proving.elections import PARK, RANKED, SHAPES

GROUP = by_name("Ed25519")
PLACE = "/voting/api/elections/uuid"
VOTERS = [Voter([[[1, 0, 0]]]), Voter([[[0, 0, 1]]]), Voter()]


class Hub:
    """A hub that keeps a ceremony of 2 of 3, and then asks for the decryption."""

    def __init__(self) -> None:
        self.answers: dict[int, dict[str, bytes]] = defaultdict(dict)
        self.rounds = Rounds(Ceremony(GROUP, 3, 2), self.answers)
        self.archive = b""
        self.shares: dict[int, bytes] = {}

    def task(self, number: int) -> tuple[str, Any]:
        """Return what a trustee does next."""
        if number in self.shares:
            return "done", {}
        if self.archive:
            key = self.rounds.private_key(number)
            return "decrypt", {"owner": number, "private_key": key}
        step, data = self.rounds.task(number)
        return ("wait", {}) if step == "done" else (step, data)

    def take(self, number: int, step: str, raw: bytes) -> None:
        """Keep an answer."""
        if step == "decrypt":
            self.shares[number] = raw
        else:
            self.rounds.take(number, step, raw)
            self.answers[number][step] = raw


@pytest.fixture
def hub() -> Iterator[tuple[Hub, str]]:
    hub = Hub()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == f"{PLACE}/archive.bel":
                return self._send(200, hub.archive)
            if (number := self._number("task")) is None:
                return None
            step, data = hub.task(number)
            return self._send(200, json.dumps({"step": step, "data": data}).encode())

        def do_POST(self) -> None:
            if (number := self._number("answer")) is not None:
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                hub.take(number, self.headers["X-Trustee-Step"], raw)
                self._send(201, b"{}")

        def _number(self, last: str) -> int | None:
            number = int(self.path.split("/")[-2])
            assert self.path == f"{PLACE}/trustees/{number}/{last}"
            if self.headers["Authorization"] == f"Bearer token {number}":
                return number
            refusal = {"code": "token", "en": "not your token", "zh": "令牌不对"}
            self._send(403, json.dumps(refusal).encode())
            return None

        def _send(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *given: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield hub, f"http://127.0.0.1:{server.server_port}{PLACE}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal key files fast, in English, without asking."""
    sealed = keys.sealed
    monkeypatch.setattr(keys, "sealed", lambda *given: sealed(*given, cost=1 << 10))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv(command.PASSPHRASE, "a long passphrase")


def takes_part(
    monkeypatch: pytest.MonkeyPatch, key: Path, address: str, number: int, token: str = ""
) -> int:
    """Let a trustee do what the hub asks for, as far as it goes."""
    monkeypatch.setenv(command.TOKEN, token or f"token {number}")
    return command.main(["part", str(key), f"{address}/trustees/{number}"])


def test_three_trustees_make_a_key_and_two_of_them_open_the_tally(
    hub: tuple[Hub, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    served, address = hub
    files = [tmp_path / f"key{number}.enc.json" for number in (1, 2, 3)]
    words = {}
    for file in files:
        assert command.main(["new", str(file), "--words", "en"]) == 0
        words[file] = [line.split()[1] for line in capsys.readouterr().out.splitlines()]
        assert file.stat().st_mode & 0o077 == 0
    for _ in range(3):
        for number, file in enumerate(files, 1):
            assert takes_part(monkeypatch, file, address, number) == 0
    pedersen = served.rounds.trustees()
    assert pedersen is not None
    made = Made(Plan([PARK], VOTERS, "Ed25519"), Trustees((pedersen,)))
    served.archive = b"".join(made.polled(Writer(1_793_000_000)))

    files[0].unlink()  # the first is lost for good; the second comes back from paper
    files[1].unlink()
    monkeypatch.setattr("sys.stdin", StringIO(" ".join(words[files[1]]) + "\n"))
    assert command.main(["recover", str(files[1])]) == 0
    for number in (2, 3):
        assert takes_part(monkeypatch, files[number - 1], address, number) == 0
    board = Board.read(BytesIO(served.archive))
    shares = {owner: PartialDecryption.parse(raw, GROUP) for owner, raw in served.shares.items()}
    assert board.sized is not None
    found = decrypt(board.setting, board.trustees, board.sized, board.to_decrypt(), shares)
    assert found.result.result == ((1, 0, 1),)
    assert "2 voters with the weight 2; last event EncryptedTally" in capsys.readouterr().err


def test_a_token_of_another_trustee_is_refused_with_the_words_of_the_hub(
    hub: tuple[Hub, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command.main(["new", str(tmp_path / "key")])
    assert takes_part(monkeypatch, tmp_path / "key", hub[1], 2, "token 1") == 2
    assert "not your token" in capsys.readouterr().err
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    takes_part(monkeypatch, tmp_path / "key", hub[1], 2, "token 1")
    assert "令牌不对" in capsys.readouterr().err


def test_a_token_is_sent_to_no_address_that_others_can_listen_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["new", str(tmp_path / "key")])
    assert takes_part(monkeypatch, tmp_path / "key", "http://city.example", 1) == 2
    assert "is not an https address" in capsys.readouterr().err


def test_ranked_ballots_are_shuffled_and_opened_from_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, public = tmp_path / "key.enc.json", tmp_path / "public.json"
    command.main(["new", str(key)])
    assert command.main(["public", str(key), "--group", "Ed25519", "-o", str(public)]) == 0
    trustee = TrusteeKey.of(read(public.read_bytes(), most_bytes=10_000), GROUP)
    plan = Plan([RANKED], SHAPES["ranked, two shuffles"].voters, "Ed25519")
    made = Made(plan, Trustees((Single(trustee),)))
    path = tmp_path / "board.bel"
    path.write_bytes(b"".join(made.polled(Writer(1_793_000_000))))

    assert command.main(["decrypt", str(key), str(path)]) == 2
    assert "nothing is decrypted after EncryptedTally" in capsys.readouterr().err
    output = tmp_path / "shuffle.json"
    assert command.main(["shuffle", str(key), str(path), "-o", str(output)]) == 0
    shuffle = Shuffle.parse(output.read_bytes(), GROUP)
    assert len(shuffle.ciphertexts[0]) == 3


def test_a_task_is_answered_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, task = tmp_path / "key.enc.json", tmp_path / "task.json"
    command.main(["new", str(key)])
    data = {"group": "Ed25519", "size": 3, "threshold": 2, "index": 1}
    task.write_text(json.dumps({"step": "certificate", "data": data}))
    capsys.readouterr()
    assert command.main(["task", str(key), str(task)]) == 0
    Rounds(Ceremony(GROUP, 3, 2)).take(1, "certificate", capsys.readouterr().out.strip().encode())
    task.write_text("[]")
    assert command.main(["task", str(key), str(task)]) == 2
    assert "is not a task" in capsys.readouterr().err


def test_a_board_that_the_verifier_refuses_sees_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, path = tmp_path / "key.enc.json", tmp_path / "board.bel"
    command.main(["new", str(key)])
    made = Made(Plan([PARK], VOTERS, "Ed25519", trustees=(1,)))
    raw = b"".join(made.polled(Writer(1_793_000_000)))
    path.write_bytes(raw.replace(b'"challenge":"1', b'"challenge":"2', 1))
    assert command.main(["decrypt", str(key), str(path)]) == 2
    assert "the verifier refuses this board; your key was not used" in capsys.readouterr().err


def test_a_key_of_nobody_decrypts_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, path = tmp_path / "key.enc.json", tmp_path / "board.bel"
    command.main(["new", str(key)])
    made = Made(Plan([PARK], VOTERS, "Ed25519", trustees=(1,)))
    path.write_bytes(b"".join(made.polled(Writer(1_793_000_000))))
    assert command.main(["decrypt", str(key), str(path)]) == 2
    assert "this key is not one of the election's trustees" in capsys.readouterr().err


def test_a_key_opens_one_tally_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, path, public = (tmp_path / name for name in ("key", "board.bel", "public"))
    command.main(["new", str(key)])
    command.main(["public", str(key), "--group", "Ed25519", "-o", str(public)])
    single = Single(TrusteeKey.of(read(public.read_bytes(), most_bytes=10_000), GROUP))
    made = Made(Plan([PARK], VOTERS, "Ed25519"), Trustees((single,)))
    *ballots, last = made.ballots()
    tallies = []
    for some in ([*ballots, last], ballots):
        made.ballots = lambda some=some: iter(some)  # type: ignore[method-assign]
        tallies.append(b"".join(made.polled(Writer(1_793_000_000))))
    for tally, code in ((tallies[0], 0), (tallies[0], 0), (tallies[1], 2), (tallies[0], 0)):
        path.write_bytes(tally)
        assert command.main(["decrypt", str(key), str(path)]) == code
    assert "has opened another tally already" in capsys.readouterr().err


def test_a_key_file_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = tmp_path / "key.enc.json"
    key.write_text("precious")
    assert command.main(["new", str(key)]) == 2
    assert "exists" in capsys.readouterr().err
    assert key.read_text() == "precious"


def test_a_short_passphrase_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(command.PASSPHRASE, "short")
    assert command.main(["new", str(tmp_path / "key")]) == 2
    assert "5 characters, at least 12" in capsys.readouterr().err
    assert not (tmp_path / "key").exists()
