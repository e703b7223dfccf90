"""Processes that are killed while they append: every receipt they gave still holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from citybricks.services.voting.board.domain import reports
from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.models import Board, Report
from tests.live import ROOT
from tests.services.voting.board import scene

_CAST = """
import json, sys, django
django.setup()
from pathlib import Path
from citybricks.services.voting.board.domain import keys
keys.folder = lambda: Path(sys.argv[2])
from tests.services.voting.board import scene
for raw in json.load(sys.stdin):
    print(json.dumps(scene.cast(sys.argv[1], raw.encode()).head.json()), flush=True)
"""


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_a_board_outlives_processes_that_are_killed(home: Path) -> None:
    if settings.ENVIRONMENT.database_url:
        pytest.skip("another process finds the database of this test in SQLite only")
    made = scene.opened()
    receipts: list[SignedHead] = []
    for kill_after in (0.0, 0.03, 0.11, 0.23):
        ballots = json.dumps([made.ballot(number % 3, 1, 0).decode() for number in range(30)])
        cast = subprocess.Popen(
            [sys.executable, "-c", _CAST, made.uuid, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            cwd=ROOT,
            text=True,
        )
        assert cast.stdin
        assert cast.stdout
        with cast.stdin:
            cast.stdin.write(ballots)
        given = [cast.stdout.readline()]
        time.sleep(kill_after)
        cast.kill()
        given += cast.stdout.readlines()
        cast.wait()
        cast.stdout.close()
        lines = [line for line in given if line.endswith("}\n")]
        receipts += [SignedHead.of(json.loads(line)) for line in lines]
    assert len(receipts) >= 4
    call_command("check_boards")
    scene.cast(made.uuid, made.ballot(0, 0, 1))
    found = Board.objects.get(pk=made.uuid)
    for receipt in receipts:
        signed = found.heads.get(height=receipt.height).signed
        assert SignedHead.of(json.loads(signed)) == receipt
    reports.make(made.uuid)
    assert Report.objects.get().verdict == "incomplete"
    print(f"{len(receipts)} receipts of 4 killed processes, height {found.height}")
