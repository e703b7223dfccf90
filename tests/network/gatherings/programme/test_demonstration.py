"""The demonstration: what is reported is there, the rest is marked, and all of it goes together."""

from __future__ import annotations

import pytest

from citybricks.network.gatherings.programme import demonstration
from citybricks.network.gatherings.programme.domain.board import published_of
from citybricks.network.gatherings.programme.domain.clashes import clashes_of
from tests.network.gatherings.scene import held


@pytest.mark.long
@pytest.mark.django_db
def test_the_forum_of_shenzhen_is_planned_and_published() -> None:
    gathering = held(("forum",)).gathering
    demonstration.build(gathering)
    board = published_of(gathering)
    assert board is not None
    titles = {one.row.title.text for one in board.sessions}
    assert "International Roundtable on Artificial Intelligence and Global Governance" in titles
    assert not board.loose
    assert [one for one in clashes_of(board) if one.is_hard] == []
    made_up = [talk for talk, _held in board.talks.values() if talk.row.demonstration]
    assert len(made_up) == demonstration.TALKS
    demonstration.build(gathering)
    again = published_of(gathering)
    assert again is not None
    assert again.version == board.version
