"""A ballot goes from the booth through the hub onto the board, and Belenios takes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.looks import findings
from tests.browser.test_booth import belenios
from tests.browser.voters import Voter
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

_HOLD = """
from citybricks.network.content.text import Text
from citybricks.services.voting.board.domain import board
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain import tokens
from citybricks.services.voting.roll.models import Voter
from tests.services.voting.booth import small_board
held = small_board.Election(
    (small_board.PICK, small_board.BLANK), 2, group="BELENIOS-2048", short=True
)
title = Text.of("en", "Mascot vote", zh_Hans="吉祥物投票")
row = Election.objects.create(uuid=held.uuid, city="tianjin", state="open", title=title)
trustees = held.trustees.write(held.group)
board.publish(held.uuid, held.election, trustees, held.public_credentials)
voters = [Voter.objects.create(election=row, voter_id=f"V{n}", key=f"v{n}") for n in range(2)]
print(json.dumps({
    "uuid": held.uuid,
    "credentials": held.credentials,
    "tokens": [tokens.print_for(voter, None) for voter in voters],
}))
"""


@dataclass
class Held:
    """An election on the hub: where it is, credentials of voters, and tokens of the desk."""

    hub: Hub
    uuid: str
    credentials: list[str]
    tokens: list[str]

    @property
    def booth(self) -> str:
        """Address of the booth."""
        return f"{self.hub.url}/voting/{self.uuid}/booth/"

    def get(self, part: str) -> httpx.Response:
        """Read from the board."""
        api = f"{self.hub.url}/voting/api/elections/{self.uuid}"
        return httpx.get(f"{api}{part}", trust_env=False)

    def status(self, tracker: str) -> str:
        """Look a tracker up."""
        told: str = self.get(f"/ballot/{quote(tracker, safe='')}").json()["status"]
        return told


@pytest.fixture
def held(hub: Hub) -> Held:
    """An election with two voters who were at the desk."""
    given: dict[str, Any] = hub.python(_HOLD)
    return Held(hub, **given)


def cast(voter: Voter, held: Held, number: int) -> str:
    """Cast a ballot with a token of the desk; return its tracker."""
    voter.enter(held.booth, held.credentials[number])
    voter.choose_one(number)
    voter.choose(number, 2)
    tracker = voter.seal()
    voter.press("#cast")
    voter.press("input[value=email]", "ArrowDown")
    voter.to("#token")
    voter.page.keyboard.type(held.tokens[number])
    voter.page.keyboard.press("Enter")
    expect(voter.page.locator(".verdict.good")).to_be_visible()
    return tracker


def test_a_ballot_goes_from_the_booth_onto_the_board(
    open_browser: Open, held: Held, language: str, tmp_path: Path
) -> None:
    page = open_browser(language)
    tracker = cast(Voter(page), held, 0)
    assert findings(page) == []
    assert page.context.cookies() == []
    assert held.status(tracker) == "found"
    path = tmp_path / f"{held.uuid}.bel"
    path.write_bytes(held.get("/archive.bel").content)
    assert "all checks passed" in belenios(tmp_path)
    assert held.credentials[0] not in held.hub.log()


def test_an_audited_ballot_is_never_taken(open_browser: Open, held: Held, tmp_path: Path) -> None:
    page = open_browser("en", accept_downloads=True)
    voter = Voter(page)
    voter.enter(held.booth, held.credentials[1])
    voter.choose_one(1)
    voter.choose(4)
    tracker = voter.seal()
    path = voter.audit(tmp_path)
    expect(page.locator("main").get_by_text("The board was told")).to_be_visible()
    page.goto(f"{held.booth}audit.html")
    page.set_input_files("#file", path)
    expect(page.locator("main h1")).to_have_text("The booth was honest with this ballot")
    expect(page.locator(".words").first).to_have_text("Cherry rabbit")
    assert held.status(tracker) == "spoiled"
    assert held.get("").json()["counts"]["spoiled"] == 1
