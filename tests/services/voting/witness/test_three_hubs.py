"""Three hubs: a city whose board shows two views, and two that witness it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from citybricks.services.voting.board.domain.heads import SignedHead
from tests.live import Hub, live_hub

SECONDS = 15.0
"""Between two looks."""
OPEN = """
from tests.services.voting.board import scene
made = scene.opened()
ballots = [made.ballot(voter, 1, 0).decode() for voter in range(2)]
print(json.dumps({"uuid": made.uuid, "ballots": ballots}))
"""
CAST = """
from tests.services.voting.board import scene
print(json.dumps(scene.cast(sys.argv[1], sys.argv[2].encode()).json()))
"""
KNOW = """
from citybricks.services.voting.board.models import Witness
Witness.objects.create(name=sys.argv[1], key_id=sys.argv[2])
print("null")
"""
WATCH = """
from citybricks.services.voting.witness.domain import rounds
from citybricks.services.voting.witness.models import Peer, Watched
Watched.objects.create(city="Tsukuba", url=sys.argv[1])
Peer.objects.create(city="The other witness", url=sys.argv[2])
rounds.wake()
print("null")
"""


def asked(hub: Hub, path: str) -> Any:
    answer = httpx.get(f"{hub.url}/voting/{path}", trust_env=False)
    return answer.json() if answer.is_success else {}


def wait(until: Callable[[], Any], seconds: float) -> float:
    """Wait until something is so, and return how long it took, in seconds."""
    start = time.monotonic()
    while not until():
        assert time.monotonic() - start < seconds, "it has not happened"
        time.sleep(0.1)
    return time.monotonic() - start


@pytest.mark.long
def test_a_board_that_shows_two_views_is_flagged_within_one_interval(tmp_path: Path) -> None:
    with ExitStack() as stack:
        city = stack.enter_context(live_hub(tmp_path / "city", workers=0))
        for name in ("one", "two"):  # with a database that is there already
            shutil.copytree(city.home, tmp_path / name)
        made = city.python(OPEN)
        uuid = made["uuid"]
        shutil.copytree(city.home, tmp_path / "city-other")
        other = stack.enter_context(live_hub(tmp_path / "city-other", workers=0))
        given = {"head_seconds": str(SECONDS), "private_hrefs": "true"}
        one = stack.enter_context(live_hub(tmp_path / "one", **given))
        two = stack.enter_context(live_hub(tmp_path / "two", **given))
        city.python(KNOW, "Tianjin", asked(one, "witness/key")["key_id"])
        one.python(WATCH, f"{city.url}/voting/api/elections/{uuid}", two.url)
        two.python(WATCH, f"{other.url}/voting/api/elections/{uuid}", one.url)
        for hub in (one, two):
            wait(lambda hub=hub: asked(hub, f"witness/{uuid}/heads").get("heads"), 180)
        signed = asked(city, f"api/elections/{uuid}/heads/latest")["witnesses"]
        assert [each["witness"] for each in signed] == [one.url]
        city.python(CAST, uuid, made["ballots"][0])
        other.python(CAST, uuid, made["ballots"][1])

        def flagged() -> list[dict[str, Any]]:
            return [
                split
                for hub in (one, two)
                for split in asked(hub, f"witness/{uuid}/splits").get("splits", [])
            ]

        took = wait(flagged, 2 * SECONDS)
        print(f"flagged after {took:.1f} s of {SECONDS:.0f}")
        heads = [SignedHead.of(head) for head in flagged()[0]["heads"]]
        assert heads[0].contradicts(heads[1])
        assert took <= SECONDS
