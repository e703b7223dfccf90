"""A scene for every test, and boards in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.services.voting.elections.scene import Scene, settle


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Ask for English, with nothing remembered."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def scene(db: None) -> Scene:
    """A draft of an election, and somebody in every role."""
    return settle()
