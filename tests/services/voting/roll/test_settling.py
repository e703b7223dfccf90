"""No row tells in which order people voted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from citybricks.services.voting.roll.domain import permits, settling
from citybricks.services.voting.roll.models import Asked, Permit, Voter
from tests.services.voting.roll.scene import Scene


def vote(scene: Scene, *voters: str) -> None:
    for voter in voters:
        permits.use(scene.election.uuid, permits.issue(scene.voter(voter)), False)


def test_settling_changes_no_mark(scene: Scene) -> None:
    vote(scene, "C3", "A1")
    before = list(Voter.objects.values_list("voter_id", "voted", "voted_on"))
    settling.settle_all()
    assert list(Voter.objects.values_list("voter_id", "voted", "voted_on")) == before


def test_what_has_expired_is_removed_and_what_has_not_stays(scene: Scene) -> None:
    permits.issue(scene.voter("A1"))
    permits.issue(scene.voter("B2"))
    Permit.objects.filter(voter__voter_id="A1").update(expires=timezone.now() - timedelta(1))
    Asked.objects.create(election=scene.election, typed="a1")
    settling.settle_all()
    assert Permit.objects.get().voter.voter_id == "B2"
    assert Asked.objects.exists()
    scene.move("closed")
    settling.settle_all()
    assert not Asked.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_neither_transactions_nor_places_of_rows_tell_an_order(scene: Scene) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL keeps them: run with CITYBRICKS_DATABASE_URL")
    vote(scene, "C3", "A1", "B2")
    query = "SELECT xmin::text, voter_id FROM voting_roll_voter ORDER BY ctid"
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert len({row[0] for row in cursor.fetchall()}) > 1
        settling.settle_all()
        cursor.execute(query)
        rows = cursor.fetchall()
    assert len({row[0] for row in rows}) == 1
    assert [row[1] for row in rows] == ["A1", "B2", "C3", "D4"]
