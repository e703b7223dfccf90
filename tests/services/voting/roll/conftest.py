"""An election with a small roll."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.services.voting.roll.scene import Scene, settle


@pytest.fixture
def scene(db: None) -> Scene:
    """An open election; nobody has voted."""
    cache.clear()
    return settle()
