"""A scene for every test of writing for members."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.network.members.macao import browser, macao, people, profile, university  # noqa: F401 - fixtures
from tests.network.members.scene import Scene, settle


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    """Members and somebody in every role; pages are in English."""
    cache.clear()
    with translation.override("en"):
        yield settle()
