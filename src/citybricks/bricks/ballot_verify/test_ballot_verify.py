"""The brick says of an archive what the verifier finds, in rows and on a page."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from citybricks import BrickError, Cancelled, Run
from citybricks.bricks.ballot_verify.brick import Verified, ballot_verify
from citybricks.kernel.translation import translator
from citybricks.methods.ballot.archive import BLOCK
from citybricks.methods.ballot.digests import fingerprint
from citybricks.types.files import File
from citybricks.views import page_of

EXAMPLE = json.loads((ballot_verify.folder / "example.json").read_text("utf-8"))["inputs"]
RAW = base64.b64decode(EXAMPLE["archive"]["content"])


def run(raw: bytes = RAW, **more: Any) -> Verified:
    return ballot_verify.run({"archive": File.named("board.bel", raw), **more})


def test_the_example_is_verified_and_its_result_told() -> None:
    outcome = ballot_verify.run(EXAMPLE)
    assert (outcome.verdict, outcome.failed) == ("ok", 0)
    assert outcome.result.frame["votes"].tolist() == [4, 3, 2, 1]
    assert (outcome.credentials, outcome.voters, outcome.ballots, outcome.replaced) == (
        12,
        10,
        11,
        1,
    )


def test_a_changed_byte_fails_and_gives_no_result() -> None:
    raw = bytearray(RAW)
    raw[RAW.index(b'"alpha"') + 12] ^= 1
    outcome = run(bytes(raw))
    assert (outcome.verdict, outcome.failed) == ("failed", 1)
    assert not len(outcome.result)
    failed = outcome.checks.frame.set_index("status").loc["fail"]
    assert failed["check"] == "A2"


def test_a_board_without_a_result_is_incomplete() -> None:
    assert run(RAW[: -4 * BLOCK]).verdict == "incomplete"


def test_an_earlier_copy_and_a_tracker_are_held_against_it() -> None:
    earlier = File.named("before.bel", RAW[: -4 * BLOCK])
    start = RAW.index(b'{"election_uuid"')
    ballot = RAW[start : RAW.index(b"\0", start)]
    outcome = run(previous=earlier, tracker=fingerprint(ballot))
    statuses = outcome.checks.frame.set_index("check")["status"]
    assert (outcome.verdict, statuses["P1"], statuses["X1"]) == ("ok", "pass", "pass")
    other = File.named("other.bel", RAW[:-BLOCK] + b"x" * BLOCK)
    assert run(previous=other).verdict == "failed"


@pytest.mark.parametrize(
    ("inputs", "named"),
    [
        ({"tracker": "short"}, "tracker"),
        ({"heads": [File.named("head.json", b"[1]")]}, "heads.0"),
        ({"heads": [File.named("head.json", b"no JSON")]}, "heads.0"),
    ],
)
def test_an_input_that_cannot_be_read_is_named(inputs: dict[str, Any], named: str) -> None:
    with pytest.raises(BrickError) as caught:
        run(**inputs)
    assert caught.value.input == named


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Every check was passed"), ("zh-Hans", "所有检查均通过")]
)
def test_the_page_speaks_the_language_of_its_reader(language: str, said: str) -> None:
    words = translator(language, *ballot_verify.texts)
    page = page_of(ballot_verify, run()).html(words, language)
    assert said in page
    assert ("一条完整的链" in page) == (language == "zh-Hans")
    assert "Captain Fukkun" in page


def test_credentials_are_held_against_the_roll() -> None:
    assert run(voters=12).verdict == "ok"
    assert run(voters=13).verdict == "failed"
    statuses = run(voters=12, weight=12).checks.frame.set_index("check")["status"]
    assert statuses["S7"] == "pass"


def test_a_run_that_was_dismissed_stops() -> None:
    with pytest.raises(Cancelled):
        ballot_verify.run(EXAMPLE, Run(cancelled=lambda: True))
