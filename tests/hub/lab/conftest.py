"""A brick with every shape of field, people, and runs."""

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

with patch.dict(bricks):
    from tests.hub.lab.lamps import count_lamps

LAMPS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"watts": watts, "kind": kind},
            "geometry": {"type": "Point", "coordinates": [117.2, latitude]},
        }
        for watts, kind, latitude in ((30.0, "LED", 39.1), (70.0, "sodium", 39.2))
    ],
}
READINGS = [{"hour": 20, "load": 1.0}, {"hour": 2, "load": 0.5}]


@pytest.fixture(autouse=True)
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
def finished(db: None) -> Callable[..., Job]:
    """Finish a run: ``finished(by, visibility=Visibility.PUBLIC, hours=9.0)``."""

    def finished(
        by: Requester, *, visibility: Visibility = Visibility.PRIVATE, **inputs: Any
    ) -> Job:
        given = count_lamps.inputs.model_validate({"lamps": LAMPS, "readings": [READINGS]} | inputs)
        job = accept(count_lamps, given, by=by, request=Request(visibility=visibility))
        store().perform(count_lamps, job.key, count_lamps.apply)
        Job.objects.filter(pk=job.pk).update(status=Status.SUCCESSFUL, progress=1.0)
        job.refresh_from_db()
        return job

    return finished
