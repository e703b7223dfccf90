"""A forum for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.network.gatherings.programme import scene
from tests.network.gatherings.programme.scene import Forum


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English."""
    with translation.override("en"):
        yield


@pytest.fixture
def forum(db: None) -> Forum:
    """A forum whose programme is not published."""
    cache.clear()
    return scene.forum()
