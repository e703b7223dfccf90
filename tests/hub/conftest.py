"""A brick with every shape of field, people in every role, and finished runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.utils import translation

from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.hub.jobs.runs import store
from citybricks.hub.lab import catalogue
from citybricks.kernel.brick import Brick, bricks
from tests.hub.cast import Cast, settle
from tests.hub.data import LAMPS, READINGS

with patch.dict(bricks):
    from tests.hub.lamps import count_lamps


@pytest.fixture
def lamps(monkeypatch: pytest.MonkeyPatch) -> Iterator[Brick[..., Any]]:
    """The brick `count-lamps`, registered for the test only."""
    monkeypatch.setitem(bricks, count_lamps.id, count_lamps)
    catalogue.entries.cache_clear()
    cache.clear()
    yield count_lamps
    catalogue.entries.cache_clear()
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    """Two members and somebody in every role."""
    return settle()


@pytest.fixture
def finished(db: None, lamps: Brick[..., Any]) -> Callable[..., Job]:
    """Finish a run: ``finished(by, visibility=Visibility.PUBLIC, hours=9.0)``."""

    def finished(
        by: Requester, *, visibility: Visibility = Visibility.PRIVATE, **inputs: Any
    ) -> Job:
        given = lamps.inputs.model_validate({"lamps": LAMPS, "readings": [READINGS]} | inputs)
        job = accept(lamps, given, by=by, request=Request(visibility=visibility))
        store().perform(lamps, job.key, lamps.apply)
        Job.objects.filter(pk=job.pk).update(status=Status.SUCCESSFUL, progress=1.0)
        job.refresh_from_db()
        return job

    return finished
