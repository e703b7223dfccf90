"""Votes of Tsukuba come out as they were published, verifiably."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.urls import reverse

from citybricks.methods.ballot.counting import score
from citybricks.services.voting import demo
from citybricks.services.voting.elections.domain import published
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain import turnout
from tests.services.voting.elections.scene import Scene


def test_the_numbers_are_those_that_were_published() -> None:
    assert list(demo.TSUKUBA_2022.votes) == [452, 443, 418, 193]
    assert (sum(demo.TSUKUBA_2022.votes), demo.TSUKUBA_2022.eligible) == (1506, 14_000)
    points = dict(zip(range(100, -1, -10), demo.TSUKUBA_2024.votes, strict=True))
    known = {100: 219, 90: 101, 80: 160, 70: 133, 0: 119}
    assert points.items() >= known.items()
    assert sum(points.values()) == 1048
    assert round(score.mean(points) or Fraction(0), 1) == Fraction("62.7")


@pytest.mark.django_db
def test_they_are_held_again_smaller_through_the_same_machinery(scene: Scene) -> None:
    assert demo.hold_all(part=1 / 150) == 2
    held = Election.objects.filter(demonstration=True).order_by("opened_at")
    assert [each.state for each in held] == ["done", "done"]
    for election, vote in zip(held, demo.VOTES, strict=True):
        report = published.report(election)
        assert report["verdict"] == "ok"
        outcome = published.outcomes(election, report)[0]
        assert list(outcome.numbers) == list(vote.scaled(1 / 150).votes)
        assert turnout.of(election).online == sum(outcome.numbers)
        page = scene.client("visitor").get(reverse("election-results", args=[election.uuid]))
        assert "No real person voted here." in page.content.decode()
        assert "in one hand: the server could add votes" in page.content.decode()
    assert demo.hold_all(part=1 / 150) == 0
