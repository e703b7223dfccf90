"""The services' tests once more, with their rows in PostgreSQL: part of `make long`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.postgres import Server


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.xdist_group("services on postgresql")
def test_the_services_keep_all_their_promises_on_postgresql(
    postgres: Server, tmp_path: Path
) -> None:
    """What failed is asked once more, alone: a busy machine may miss a second."""
    if "CITYBRICKS_DATABASE_URL" in os.environ:
        pytest.skip("this is the run on PostgreSQL")
    command = [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={tmp_path / 'cache'}"]
    command += ["-m", "not long", str(Path(__file__).parent)]
    environ = os.environ | {
        "CITYBRICKS_DATABASE_URL": postgres.url("hub"),
        "CITYBRICKS_REGISTRAR_DATABASE_URL": postgres.url("registrar"),
        "CITYBRICKS_PUPILS_DATABASE_URL": postgres.url("pupils"),
    }
    for asked in (["-n", "2"], ["--last-failed", "--last-failed-no-failures", "none"]):
        ran = subprocess.run(
            [*command, *asked], env=environ, capture_output=True, text=True, check=False
        )
        if ran.returncode == 0:
            return
    pytest.fail(ran.stdout + ran.stderr)
