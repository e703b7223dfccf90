"""The network's tests once more, with its rows in PostgreSQL: `make postgres`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.postgres import Server


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.xdist_group("network on postgresql")
def test_the_network_keeps_all_its_promises_on_postgresql(postgres: Server) -> None:
    if "CITYBRICKS_DATABASE_URL" in os.environ:
        pytest.skip("this is the run on PostgreSQL")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not long", "-n", "2"]
    environ = os.environ | {"CITYBRICKS_DATABASE_URL": postgres.url("hub")}
    ran = subprocess.run(
        [*command, str(Path(__file__).parent)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
