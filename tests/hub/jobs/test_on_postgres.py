"""The same tests once more, with the queue in PostgreSQL: `make postgres`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.postgres import Server

TESTS = Path(__file__).parents[2]
PROMISES = [
    "hub/jobs/test_queue.py",
    "hub/jobs/test_acceptance.py",
    "hub/jobs/test_callbacks.py",
    "hub/jobs/test_visibility.py",
    "hub/jobs/test_worker.py",
    "property/test_job_state_machine.py",
]
ALIKE = [
    "deaf",
    "refuses",
    "too_long",
    "processes_of_a_killed",
    "costs_next_to_nothing",
    "two_slots",
]
"""Tests of what a database has no part in."""


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.xdist_group("workers")
def test_the_queue_keeps_all_its_promises_on_postgresql(postgres: Server) -> None:
    if "CITYBRICKS_DATABASE_URL" in os.environ:
        pytest.skip("this is the run on PostgreSQL")
    command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider"]
    command += [str(TESTS / promise) for promise in PROMISES]
    command += ["-k", f"not ({' or '.join(ALIKE)})"]
    environ = os.environ | {"CITYBRICKS_DATABASE_URL": postgres.url("hub")}
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    print(ran.stdout)
    assert ran.returncode == 0, ran.stdout + ran.stderr
