"""The health endpoint: well, and not."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import OperationalError
from django.db.models import F
from django.test import Client

from citybricks.hub import health
from citybricks.hub.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_a_healthy_hub_says_how_long_the_queue_is(client: Client) -> None:
    Job.objects.create(brick="b", version="1.0.0", key="0" * 32)
    Job.objects.update(created=F("created") - timedelta(minutes=1))
    answer = client.get("/health")
    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["healthy"] is True
    assert answer.json()["database"]["waiting_jobs"] == 1
    assert 60 <= answer.json()["database"]["oldest_seconds"] < 300


def test_an_empty_queue_is_healthy_too(client: Client) -> None:
    assert client.get("/health").json()["database"] == {"waiting_jobs": 0, "oldest_seconds": 0.0}


@pytest.mark.parametrize("part", ["database", "store"])
def test_a_hub_without_database_or_run_store_is_not_healthy_and_gives_nothing_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def fail() -> dict[str, object]:
        raise {"database": OperationalError, "store": PermissionError}[part]("password=secret")

    monkeypatch.setattr(health, f"_{part}", fail)
    answer = client.get("/health")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["healthy"] is False
    assert answer.json()[part]["error"] in ("OperationalError", "PermissionError")
    assert "secret" not in answer.content.decode()
