"""An election that waits for its credentials."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from citybricks.services.voting.registrar.domain import sealing
from tests.services.voting.roll.scene import Scene, settle

PASSPHRASE = "eleven mascots sing 筑波"


@pytest.fixture
def waiting(db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """Its roll is fixed; stretching the passphrase is made cheap, as there are many tests."""
    monkeypatch.setattr(sealing, "COST", 1 << 4)
    cache.clear()
    return settle("registrar")
