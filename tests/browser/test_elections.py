"""Pages of elections: for everybody, on any screen, in both languages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_HELD = """
from datetime import timedelta
from citybricks.services.voting.board.domain import reports
from citybricks.services.voting.elections.models import Official
from citybricks.services.voting.roll.models import Voter
from citybricks.network.members.models import User
from tests.services.voting.elections.scene import MASCOTS, RANKED, settle
owner = User.objects.get(email="owner@cities.example")
found = {}
for state in ("draft", "trustees", "frozen", "open", "done"):
    scene = settle(MASCOTS, RANKED)
    scene.voters = 40
    scene.choices = [[[1, 0, 0], [1, 2, 3]], [[0, 1, 0], [2, 1, 3]], [[1, 0, 0], [1, 3, 2]]]
    Official.objects.create(election=scene.election, user=owner, role="admin")
    if state == "frozen":
        scene.election.opens += timedelta(days=1)  # not at once, by itself
        scene.election.save()
    if state != "draft":
        scene.reach("roll")
        scene.enrol()
        for at, voter in enumerate(Voter.objects.filter(election=scene.election)):
            Voter.objects.filter(pk=voter.pk).update(district=("North", "South")[at % 2])
        scene.PREPARED.pop("roll")
    scene.reach(state)
    if state == "trustees":
        scene.invite()
    if state == "done":
        reports.make(scene.election.uuid)
    found[state] = scene.election.uuid
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def elections(hub: Hub, sessions: dict[str, str]) -> dict[str, str]:
    """Elections that the owner runs, by their state."""
    del sessions
    found: dict[str, str] = hub.python(_HELD)
    return found


PAGES = {
    "list": "/voting/",
    "new": "/voting/new/",
    "election-open": "/voting/{open}/",
    "election-done": "/voting/{done}/",
    "results-open": "/voting/{open}/results/",
    "results-done": "/voting/{done}/results/",
    "desk-draft": "/voting/{draft}/desk/",
    "desk-trustees": "/voting/{trustees}/desk/",
    "desk-done": "/voting/{done}/desk/",
    "edit": "/voting/{draft}/desk/edit/",
    "question": "/voting/{draft}/desk/questions/1/",
    "trustees-none": "/voting/{draft}/desk/trustees/",
    "trustees": "/voting/{trustees}/desk/trustees/",
    "officials": "/voting/{draft}/desk/officials/",
    "step-ready": "/voting/{frozen}/desk/step/open/",
    "step-not-ready": "/voting/{trustees}/desk/step/freeze/",
    "history": "/voting/{draft}/desk/history/",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_elections_is_for_everybody(
    open_browser: Open, elections: dict[str, str], language: str, name: str
) -> None:
    role = "secretariat" if name in ("new", "list") else "owner"
    page = open_browser(language, role=role)
    page.goto(PAGES[name].format(**elections))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"voting-{name}-{language}")
    if language == "zh-CN":
        words = re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}", said_in_chinese(page))
        assert [one for one in words if one not in KNOWN] == []


KNOWN = {"RFC", "City of Tsukuba"}
"""English words that a page in Chinese has."""


def test_pages_are_for_everybody_in_the_dark(open_browser: Open, elections: dict[str, str]) -> None:
    page = open_browser("en", role="owner", color_scheme="dark")
    for name in ("election-done", "results-done", "desk-trustees"):
        page.goto(PAGES[name].format(**elections))
        is_for_everybody(page, "en")
        keep_picture(page, f"voting-{name}-dark")


def test_a_question_is_written_and_the_vote_taken_on_by_keyboard_without_javascript(
    open_browser: Open, elections: dict[str, str]
) -> None:
    page = open_browser("en", role="owner", java_script_enabled=False)
    page.goto(f"/voting/{elections['draft']}/desk/questions/new/")
    typed(page, "[name=question_en]", "Which park?")
    typed(page, "[name=answers_en]", "North park\nSouth park")
    page.locator("form .button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Officials' desk")
    expect(page.locator(".asked h3").last).to_have_text("Which park?")
    page.goto(f"/voting/{elections['frozen']}/desk/step/open/")
    page.locator(".panel .button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("Say that you are sure")
    page.locator("#sure").focus()
    page.keyboard.press("Space")
    page.locator(".panel .button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Open")


def typed(page: Page, selector: str, text: str) -> None:
    """Type into a field that has the focus."""
    page.locator(selector).focus()
    page.keyboard.type(text)
