"""A small city for every test of pupil health."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.services.schoolhealth.scene import Scene, settle


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    """Ask for English."""
    with translation.override("en"):
        yield


@pytest.fixture
def scene(db: None) -> Scene:
    """A city with two schools, and somebody in every role; nothing is remembered."""
    cache.clear()
    return settle()
