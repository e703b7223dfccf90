"""Processes that do errands: killed at random, told to stop, without a database for a while."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django import db

from citybricks.network.errands import tending
from citybricks.network.errands.domain.errands import owe
from citybricks.network.errands.models import Errand
from citybricks.network.finding.models import Entry
from tests.hub.jobs.conftest import environment, until
from tests.network.errands.conftest import Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("workers")]

TENDER = """
import django, os, signal, time
django.setup()
from citybricks.network.errands import tending
from citybricks.network.errands.domain import errands
errands.LEASE_SECONDS = tending.LEASE_SECONDS = 1.0
def note(path, number, seconds):
    for word in ("begun", "done"):
        with open(path, "a") as file:
            file.write(f"{word} {number}\\n")
        time.sleep(seconds if word == "begun" else 0)
errands._functions.clear()
errands._hours.clear()
errands._functions["trial"] = note
tender = tending.Tender()
signal.signal(signal.SIGTERM, tender.stop)
tender.tend()
"""
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start processes with the test's database; they are gone after the test."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*command: str) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, *command], env=environment()))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def words(path: Path) -> Counter[str]:
    return Counter(path.read_text().splitlines()) if path.exists() else Counter()


@pytest.mark.long
def test_nothing_is_lost_though_processes_are_killed_at_random(
    start: Start, trial: Trial, tmp_path: Path
) -> None:
    path = tmp_path / "notes"
    for number in range(30):
        owe("trial", path=str(path), number=number, seconds=0.15)
    running = [start("-c", TENDER) for _ in range(2)]
    chance = random.Random(4)  # noqa: S311 - the same each time
    for _ in range(4):
        before = sum(words(path).values())
        until(lambda before=before: sum(words(path).values()) > before + 6)
        time.sleep(chance.random() / 5)
        at = chance.randrange(2)
        running[at].kill()
        running[at] = start("-c", TENDER)
    until(lambda: not Errand.objects.filter(done__isnull=True).exists(), 60)
    seen = words(path)
    assert all(seen[f"done {number}"] >= 1 for number in range(30))
    begun = sum(count for word, count in seen.items() if word.startswith("begun"))
    assert begun > 30, "no kill hit an errand"
    assert begun <= 30 + 4, "an errand that nobody lost was done twice"


def test_an_errand_longer_than_the_lease_is_done_by_one(
    start: Start, trial: Trial, tmp_path: Path
) -> None:
    path = tmp_path / "notes"
    owe("trial", path=str(path), number=1, seconds=3)
    for _ in range(2):
        start("-c", TENDER)
    until(lambda: Errand.objects.get().done)
    assert words(path) == {"begun 1": 1, "done 1": 1}


def test_told_to_stop_it_ends_the_errand_at_hand(
    start: Start, trial: Trial, tmp_path: Path
) -> None:
    path = tmp_path / "notes"
    for number in range(3):
        owe("trial", path=str(path), number=number, seconds=1)
    process = start("-c", TENDER)
    until(lambda: words(path))
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert Errand.objects.filter(done__isnull=False).count() == 1
    assert not Errand.objects.filter(lease__isnull=False).exists()


def test_a_database_that_is_away_is_waited_for(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe("trial")
    away, tender = [3], tending.Tender()
    real = tending.run_due

    def run_due(*arguments: object) -> int:
        if away[0]:
            away[0] -= 1
            raise db.OperationalError("server closed the connection")
        return real(1)

    monkeypatch.setattr(tending, "run_due", run_due)
    monkeypatch.setattr(tending, "_AWAY_SECONDS", 0.01)
    threading.Timer(1.0, tender.stop).start()
    tender.tend()
    assert away == [0]
    assert trial.calls == [{}]


@pytest.mark.long
def test_the_command_finds_a_place_for_every_brick(start: Start) -> None:
    process = start("-m", "citybricks", "tend")
    embedded = Entry.objects.exclude(embedded="")
    until(lambda: embedded.exists() and not Entry.objects.filter(embedded="").exists(), 90)
    assert set(embedded.values_list("kind", flat=True)) == {"brick"}
    assert os.getpriority(os.PRIO_PROCESS, process.pid) > 0, "it takes time from web and worker"
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
