"""The same tests once more, with the queue in PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.postgres import Server

HERE = Path(__file__)


@pytest.mark.postgres
def test_the_queue_keeps_all_its_promises_on_postgresql(postgres: Server) -> None:
    if "CITYBRICKS_DATABASE_URL" in os.environ:
        pytest.skip("this is the run on PostgreSQL")
    folders = [HERE.parent, HERE.parents[1] / "members", HERE.parents[2] / "property"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *map(str, folders)]
    environ = os.environ | {"CITYBRICKS_DATABASE_URL": postgres.url("hub")}
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
