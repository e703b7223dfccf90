"""The city of the other tests, with a week of reports."""

from __future__ import annotations

import pytest

from tests.services.schoolhealth.releases.scene import reported
from tests.services.schoolhealth.scene import Scene


@pytest.fixture
def week(scene: Scene) -> Scene:
    """The city with a week that can be released."""
    reported(scene)
    return scene
