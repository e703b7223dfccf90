"""The board makes of an honest election what Belenios has made of it, byte for byte."""

from __future__ import annotations

import pytest

from citybricks.services.voting.board.models import Board
from tests.services.voting.board import scene

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [scene.COUNTED, scene.RANKED])
def test_an_election_played_again_has_the_same_events(name: str) -> None:
    played = scene.archive(name)
    scene.play(played)
    events = Board.objects.get(pk=played.uuid).events
    assert list(events.values_list("hash", flat=True)) == played.hashes
