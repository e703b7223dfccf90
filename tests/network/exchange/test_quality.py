"""The checklist: each line says what is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import quality
from tests.network.exchange.scene import Scene


def test_a_complete_offer_lacks_nothing(scene: Scene) -> None:
    assert quality.missing(scene.listing("draft")) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", Text(text="Lamps")),
        ("summary", Text()),
        ("summary", Text(text=" ".join(["word"] * 61))),
        ("description", Text()),
        ("trl", None),
        ("partnerships", []),
        ("fields", []),
        ("expires", timezone.localdate() - timedelta(days=1)),
    ],
)
def test_what_is_missing_is_named(scene: Scene, field: str, value: Any) -> None:
    listing = scene.listing("draft", **{field: value})
    assert [item.field for item in quality.missing(listing)] == [field]


@pytest.mark.parametrize("changes", [{"side": "need"}, {"type": "talent"}])
def test_readiness_is_asked_of_offered_technology_only(
    scene: Scene, changes: dict[str, str]
) -> None:
    assert quality.missing(scene.listing("draft", trl=None, **changes)) == []
