"""Pages of a matching fair: for everybody, on any screen; meetings move by drag and by keyboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_MADE = """
from citybricks.network.gatherings.fair import demonstration
from citybricks.network.gatherings.fair.domain import editing, loading
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.members.models import Member, User
from tests.network.gatherings import scene
host = Member.objects.get(slug="shanghai")
made = Gathering.objects.create(**scene.described(host, ["fair"], "open"))
owner, officer = (User.objects.get(email=f"{one}@cities.example") for one in ("owner", "officer"))
scene.staffed(made, owner, owner)
own = scene.joined(made, officer, Member.objects.get(slug="tianjin"))
own.time_zone = "Asia/Kolkata"
own.save()
demonstration.build(made)
fair = Fair.objects.get(gathering=made)
loaded = loading.load(fair)
day = [slot.pk for slot in loaded.slots][:10]
number, slot = next(
    (number, one.slot.key)
    for number, meeting in loaded.meetings.items() if meeting.slot_id in day
    for one in editing.choices(loaded, number)
    if one.free and not one.here and one.slot.pk in day
)
other = made.participants.exclude(user=officer).first()
print(json.dumps({"slug": made.slug, "pick": number, "slot": slot, "other": other.pk}))
"""
PAGES = {
    "": "visitor",
    "setup/": "owner",
    "plan/": "owner",
    "plan/edit/": "owner",
    "plan/edit/?pick={pick}": "owner",
    "all-requests/": "owner",
    "all-requests/import/": "owner",
    "times/": "officer",
    "people/": "officer",
    "people/{other}/ask/": "officer",
    "requests/": "officer",
    "requests/matches/": "officer",
}


@pytest.fixture(scope="module")
def fair(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A demonstration fair with its plan; the owner organises, the officer takes part."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_fairs_is_for_everybody(
    open_browser: Open, fair: dict[str, str], language: str, path: str
) -> None:
    page = open_browser(language, role=PAGES[path])
    page.goto(f"/gatherings/{fair['slug']}/fair/" + path.format(**fair))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"fair-{re.sub('[^a-z]+', '-', path)}-{language}")
    if language == "zh-CN":
        assert "translate" not in said_in_chinese(page)


def test_pages_of_fairs_are_for_everybody_in_the_dark(
    open_browser: Open, fair: dict[str, str]
) -> None:
    page = open_browser("en", role="owner", color_scheme="dark")
    for path in ("plan/", "plan/edit/?pick={pick}", "setup/"):
        page.goto(f"/gatherings/{fair['slug']}/fair/" + path.format(**fair))
        is_for_everybody(page, "en")


def test_a_meeting_is_dragged_to_a_slot_that_fits_and_brought_back_by_keyboard(
    open_browser: Open, fair: dict[str, str]
) -> None:
    page = open_browser("en", role="owner")
    page.goto(f"/gatherings/{fair['slug']}/fair/plan/edit/")
    card = page.locator(f"[data-request='{fair['pick']}']").first
    target = page.locator(f"[data-slot='{fair['slot']}']")
    card.hover()
    page.mouse.down()
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 70, steps=5)  # begins before the page scrolls
    target.hover()
    expect(target).to_have_class(re.compile("fits"))
    target.hover()
    page.mouse.up()
    expect(page.locator(".notices")).to_contain_text("everything fits")
    expect(target.locator(f"[data-request='{fair['pick']}']")).to_have_count(1)
    undo = page.get_by_role("button", name="Undo the last change")
    undo.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_contain_text("Undone")


def test_a_meeting_is_moved_without_javascript(open_browser: Open, fair: dict[str, str]) -> None:
    page = open_browser("en", role="owner", java_script_enabled=False)
    page.goto(f"/gatherings/{fair['slug']}/fair/plan/edit/?pick={fair['pick']}")
    page.locator(f".slot-choices input[value='{fair['slot']}']").check()
    page.get_by_role("button", name="Move it there").click()
    expect(page.locator(".notices")).to_contain_text("everything fits")
