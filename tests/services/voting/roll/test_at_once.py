"""What is asked for at the same moment: one is let through."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from citybricks.services.voting.roll.domain import desk, permits, tokens
from tests.services.voting.roll.scene import Scene

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[bool]:
    """Call functions at the same moment; return which were refused nothing."""
    start = Barrier(len(calls))

    def one(call: Callable[[], object]) -> bool:
        start.wait()
        try:
            call()
        except (permits.PermitError, desk.DeskError):
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(one, calls))


@pytest.mark.parametrize("_again", range(3))
def test_a_permit_used_twice_at_once_lets_one_ballot_through(scene: Scene, _again: int) -> None:
    permit, uuid = permits.issue(scene.voter("A1")), scene.election.uuid
    done = at_once(*[lambda: permits.use(uuid, permit, False)] * 4)
    assert sum(done) == 1


@pytest.mark.parametrize("_again", range(3))
def test_who_votes_online_and_at_the_desk_at_once_votes_once(scene: Scene, _again: int) -> None:
    voter, uuid = scene.voter("A1"), scene.election.uuid
    permit = permits.issue(voter)
    online, paper = at_once(
        lambda: permits.use(uuid, permit, False), lambda: desk.mark(voter, "paper", None)
    )
    assert online != paper
    assert scene.voter("A1").voted == ("online" if online else "paper")


def test_a_token_used_twice_at_once_gives_one_permit(scene: Scene) -> None:
    token = tokens.print_for(scene.voter("C3"), None)
    assert sum(at_once(*[lambda: permits.for_token(scene.election, token)] * 3)) == 1
