"""A scene for every test, and a search index of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from citybricks.network.finding.domain import pooling
from tests.network.exchange.scene import Scene, settle


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Let nothing of one test be found in another."""
    pooling.forget()
    with translation.override("en"):
        yield
    pooling.forget()


@pytest.fixture
def scene(db: None) -> Scene:
    """Two members and somebody in every role, none of whom has asked for much yet."""
    cache.clear()
    return settle()
