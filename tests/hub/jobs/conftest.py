"""Bricks to try the queue with, and workers in processes of their own."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
from citybricks.hub.jobs.models import Job
from citybricks.kernel.brick import Brick, bricks
from citybricks.kernel.registry import find

SITE = Path(__file__).parent / "site"
SOURCE = Path(settings.HERE).parents[1]


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Bricks that behave and bricks that do not, registered for this test only."""
    monkeypatch.syspath_prepend(str(SITE))
    with patch.dict(bricks):
        module = importlib.import_module("trial_bricks.trial.brick")
    for value in vars(module).values():
        if isinstance(value, Brick):
            monkeypatch.setitem(bricks, value.id, value)
    return module


@pytest.fixture
def submit(trial: ModuleType) -> Callable[..., Job]:
    """Accept a run: ``submit("count-up", steps=3)``."""

    def submit(name: str, *, asked: dict[str, Any] | None = None, **inputs: Any) -> Job:
        brick = find(name)
        request = Request(asked=asked or {})
        by = Requester(visitor="somebody")
        return accept(brick, brick.inputs(**inputs), by=by, request=request)

    return submit


def environment(**changed: str) -> dict[str, str]:
    """Return the environment of a worker that shares the test's database and run store."""
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(SITE)])} | changed
    if settings.ENVIRONMENT.database_url:
        address = urlsplit(settings.ENVIRONMENT.database_url)
        name = connection.settings_dict["NAME"]
        environ["CITYBRICKS_DATABASE_URL"] = address._replace(path=f"/{name}").geturl()
    return environ


Work = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def work(transactional_db: None) -> Iterator[Work]:
    """Start workers: ``work(1, CITYBRICKS_LEASE_SECONDS="2")``; they are gone after the test."""
    started = []

    def work(slots: int = 1, **changed: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "citybricks", "work", "--workers", str(slots)]
        changed = {"CITYBRICKS_LEASE_SECONDS": "2", **changed}
        started.append(subprocess.Popen(command, env=environment(**changed)))
        return started[-1]

    yield work
    for process in started:
        process.kill()
        process.wait()


def until(seen: Callable[[], Any], seconds: float = 90.0) -> Any:
    """Wait for something to be true, and return it."""
    give_up = time.monotonic() + seconds
    while not (value := seen()):
        assert time.monotonic() < give_up, "it did not happen"
        time.sleep(0.01)
    return value


def is_status(job: Job, *statuses: str) -> Callable[[], bool]:
    """Return whether the job has one of the statuses by now."""

    def seen() -> bool:
        job.refresh_from_db()
        return job.status in statuses

    return seen
