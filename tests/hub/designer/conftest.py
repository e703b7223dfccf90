"""Designs to try the designer with, and runs of them without a worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from citybricks.hub.designer.domain.designs import draft
from citybricks.hub.designer.models import Design
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.domain.steps import known_to
from citybricks.hub.jobs.models import UNFINISHED, Job, Status
from citybricks.hub.jobs.runs import store
from citybricks.kernel.brick import Brick
from citybricks.kernel.document import Document
from citybricks.kernel.errors import BrickError
from citybricks.kernel.execute import Account
from citybricks.kernel.perform import perform
from citybricks.kernel.registry import find

DRAWN: dict[str, Any] = {
    "title": "Enough light",
    "inputs": {"lamps": {}},
    "steps": {
        "count": {"brick": "count-lamps", "inputs": {"lamps": {"input": "lamps"}}},
        "enough": {
            "brick": "compare",
            "inputs": {
                "value": {"step": "count", "output": "hours"},
                "relation": {"value": "≥"},
                "limit": {"value": 10},
            },
        },
        "again": {
            "brick": "count-lamps",
            "inputs": {
                "lamps": {"step": "count", "output": "lamps"},
                "dimmed": {"step": "enough", "output": "holds"},
                "hours": {"value": 5},
            },
        },
    },
    "outputs": {"share": {"step": "again", "output": "share"}},
}
"""Count lamps, see whether they shine long enough, and count again what was counted."""


@pytest.fixture(autouse=True)
def _lamps(lamps: Brick[..., Any]) -> None:
    """Register `count-lamps`."""


@pytest.fixture
def client(db: None) -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def document() -> Document:
    """Three steps that can run."""
    return Document.model_validate(DRAWN)


@pytest.fixture
def drawn(client: Client, document: Document) -> Design:
    """A design of the client's, who has no account."""
    client.post("/designs/new/")
    visitor = client.session["visitor"]
    Design.objects.all().delete()
    return draft(document, by=Requester(visitor=visitor))


@pytest.fixture
def work() -> Callable[[], list[Job]]:
    """Do what a worker does with every job that waits."""

    def work() -> list[Job]:
        jobs = list(Job.objects.filter(status__in=UNFINISHED))
        for job in jobs:
            ended: list[Account] = []
            status, problems = Status.SUCCESSFUL, {}
            try:
                perform(find(job.brick), job.key, store(), known=known_to(job), tell=ended.append)
            except BrickError as error:
                said = [{"input": error.input, "message": "no"}]
                status, problems = Status.FAILED, {"en": said}
            steps = {
                one.step: {
                    "brick": one.brick, "version": one.version, "key": one.key,
                    "seconds": one.seconds, "kept": one.kept,
                    "ended": datetime.now(UTC).isoformat(),
                }
                for one in ended
            }  # fmt: skip
            Job.objects.filter(pk=job.pk).update(steps=steps, status=status, problems=problems)
        return jobs

    return work
