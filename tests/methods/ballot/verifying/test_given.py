"""Archives made with belenios-tool 2.0 and 2.5.1, honest and lying: each gets its verdict."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.methods.ballot.verifying.boards import GIVEN, verified

MANIFEST: list[dict[str, Any]] = (
    json.loads((GIVEN / "manifest.json").read_text()) if GIVEN.is_dir() else []
)
CHECKS = {
    "m1-enctally-swapped.bel": {"T1"},
    "m1-num-tallied-lie.bel": {"T2"},
    "m1-total-weight-lie.bel": {"T2"},
    "m1-replay.bel": {"B8"},
    "m1-ballot-after-EndBallots.bel": {"A4"},
    "m1-second-Setup.bel": {"A4"},
    "m1-no-EndBallots.bel": {"A4"},
    "m1-no-EncryptedTally.bel": {"A4"},
    "m1-result-changed.bel": {"R1"},
    "m1-false-then-true-Result.bel": {"A4", "R1"},
    "m1-pd-missing.bel": {"D2"},
    "m1-ballot-resp+1.bel": {"B4"},
    "m1-ballot-leading-zero.bel": {"B1"},
    "m1-ballot-extra-field.bel": {"B1"},
    "m1-ballot-whitespace.bel": {"B1"},
    "m1-ballot-foreign-credential.bel": {"B4", "B6", "B7"},
    "m1-byteflip@119045.bel": {"A2"},
    "m1-ranked-no-shuffle.bel": {"A4", "M1"},
}
"""What fails in each lie, and nothing else does."""
RESULTS = {
    "g1-v20-h.bel": [[3, 3, 4, 1, 0]],
    "g2-v20-threshold.bel": [[0, 2, 0, 1, 2]],
    "g4-v251-ed-h-blank-weights.bel": [[13, 25, 12, 27], [18, 18]],
    "g6-251-bel2048-basic.bel": [[0, 1, 1, 1, 1]],
}

pytestmark = pytest.mark.skipif(not MANIFEST, reason=f"no archives in {GIVEN}; set CITYBRICKS_DATA")


@pytest.mark.parametrize("given", MANIFEST, ids=[one["file"] for one in MANIFEST])
def test_every_archive_gets_its_verdict_for_the_right_reason(given: dict[str, Any]) -> None:
    report = verified((GIVEN / given["file"]).read_bytes())
    assert report.verdict == {"accept": "ok", "reject": "failed"}[given["expect"]]
    assert set(report.failed) == CHECKS.get(given["file"], set())
    if given["file"] in RESULTS:
        assert report.result == RESULTS[given["file"]]
    if report.verdict == "failed":
        assert report.result is None


def test_a_ceremony_of_an_old_version_is_accepted_with_a_warning() -> None:
    report = verified((GIVEN / "g2-v20-threshold.bel").read_bytes())
    assert (report.verdict, report.row("S3").status) == ("ok", "warn")


def test_counts_tell_voters_from_ballots() -> None:
    report = verified((GIVEN / "g4-v251-ed-h-blank-weights.bel").read_bytes())
    expected = {"credentials": 20, "ballots": 22, "voters": 20, "revotes": 2, "weight": 50}
    assert report.counts == expected
