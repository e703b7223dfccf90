"""Belenios's own tool votes on our board, and verifies what the board has filed."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from citybricks.methods.ballot.proving.credentials import short_credential
from citybricks.services.voting.roll.domain import permits
from tests.methods.ballot.proving.elections import belenios_accepts, tool
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db(transaction=True)


def test_belenios_tool_votes_on_our_board_and_verifies_it(home: Path, tmp_path: Path) -> None:
    made = scene.opened(group="BELENIOS-2048", credential=short_credential)
    voters = scene.enrol(made)
    (tmp_path / "credential").write_text(made.credentials[0])
    (tmp_path / "choice.json").write_text(json.dumps([[0, 1]]))
    command = [tool(), "election", "generate-ballot", "--dir", home]
    command += ["--privcred", tmp_path / "credential", "--ballot", tmp_path / "choice.json"]
    theirs = subprocess.run(command, capture_output=True, check=True).stdout.strip()
    for raw, voter in ((theirs, voters[0]), (made.ballot(1, 1, 1), voters[1])):
        answer = scene.post(made.uuid, "ballots", raw, permits.issue(voter))
        assert answer.status_code == 201, answer.content
    scene.finish(made)
    assert belenios_accepts(home)
