"""Workers killed at random: every outcome stored once, no job lost."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.conf import settings

from benchmarks.figure import Figure
from tools.postgres import programs

ROOT = settings.HERE.parents[2]
NO_POSTGRES = "PostgreSQL is not installed: apt-get install postgresql"
both = pytest.mark.parametrize(
    "database",
    [
        "sqlite",
        pytest.param(
            "postgresql",
            marks=[
                pytest.mark.postgres,
                pytest.mark.long,
                pytest.mark.skipif(not programs(), reason=NO_POSTGRES),
            ],
        ),
    ],
)
pytestmark = pytest.mark.xdist_group("workers")


def measured(name: str, database: str, jobs: int, workers: int) -> list[Figure]:
    command = [sys.executable, "-m", "benchmarks.jobs", name, "--on", database]
    numbers = ["--jobs", str(jobs), "--workers", str(workers)]
    ran = subprocess.run(
        [*command, *numbers], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.stdout, ran.stderr
    print(ran.stdout)
    return [Figure(**json.loads(line)) for line in ran.stdout.splitlines()]


def missed(figures: list[Figure]) -> list[Figure]:
    return [figure for figure in figures if not figure.holds]


@pytest.mark.long
@both
def test_every_outcome_is_stored_once_though_workers_are_killed(database: str) -> None:
    figures = measured("kills", database, jobs=60, workers=3)
    assert missed(figures) == []
    (attempts,) = [figure.value for figure in figures if "attempts" in figure.name]
    assert attempts > 60, "no kill hit a job"


@both
@pytest.mark.long
def test_five_hundred_jobs_survive_four_workers_that_are_killed(database: str) -> None:
    assert missed(measured("kills", database, jobs=500, workers=4)) == []


@pytest.mark.long
def test_three_workers_do_forty_jobs_a_second_on_sqlite() -> None:
    assert missed(measured("speed", "sqlite", jobs=300, workers=3)) == []
