"""What asks the database much, once more with PostgreSQL under the hub."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.conformance.conftest import DATABASE
from tools.postgres import Server

HERE = Path(__file__).parent
ASKING = ("test_core_jobs.py", "test_job_list.py", "test_callback_and_dismiss.py",
          "test_visibility.py")  # fmt: skip


@pytest.mark.long
@pytest.mark.postgres
def test_the_api_keeps_its_promises_on_postgresql(postgres: Server) -> None:
    if DATABASE in os.environ:
        pytest.skip("this is the run on PostgreSQL")
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE conformance")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-k", "not solar-street and not service-area", *(str(HERE / at) for at in ASKING)]
    environ = os.environ | {DATABASE: postgres.url("conformance")}
    ran = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
    print(ran.stdout)
