"""Pages of a programme: for everybody, on any screen; sessions move by drag and by keyboard."""

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
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.gatherings.programme import demonstration
from citybricks.network.gatherings.programme.domain.favourites import star
from citybricks.network.gatherings.programme.models import Session, Talk
from citybricks.network.members.models import Member, User
from tests.network.gatherings import scene
host = Member.objects.get(slug="shanghai")
described = scene.described(host, ["forum"], "open") | {"slug": "forum-2023"}
made = Gathering.objects.create(**described)
owner, officer = (User.objects.get(email=f"{one}@cities.example") for one in ("owner", "officer"))
scene.staffed(made, owner, owner)
own = scene.joined(made, officer, Member.objects.get(slug="tianjin"))
own.attendance, own.time_zone = "online", "Asia/Kolkata"
own.save()
demonstration.build(made)
planned = list(Session.objects.filter(gathering=made, kind="talks").order_by("start", "pk"))
for session in planned[:2]:
    star(officer, session=session)
talk = Talk.objects.filter(gathering=made, session=planned[0]).first()
rows = {"session": planned[0].pk, "talk": talk.pk, "speaker": talk.speakers.first().pk}
print(json.dumps({"slug": made.slug, **rows}))
"""
PAGES = {
    "?day=2023-11-18": "visitor",
    "list/": "visitor",
    "now/": "visitor",
    "mine/": "officer",
    "sessions/{session}/": "officer",
    "talks/{talk}/": "visitor",
    "speakers/": "visitor",
    "speakers/{speaker}/": "visitor",
    "print/": "visitor",
    "rooms/": "visitor",
    "organise/?day=2023-11-18": "owner",
    "organise/plan/": "owner",
    "organise/publish/": "owner",
    "organise/clashes/": "owner",
    "organise/talks/": "owner",
    "organise/people/": "owner",
    "organise/tracks/": "owner",
    "organise/blocks/": "owner",
    "organise/import/": "owner",
    "organise/session/{session}/": "owner",
    "organise/talk/{talk}/": "owner",
    "organise/block/new/": "owner",
}


@pytest.fixture(scope="module")
def programme(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A planned and published programme; the owner organises, the officer takes part online."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


def address(programme: dict[str, str], path: str) -> str:
    """Return the path of a page of the programme."""
    return f"/gatherings/{programme['slug']}/programme/" + path.format(**programme)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_programmes_is_for_everybody(
    open_browser: Open, programme: dict[str, str], language: str, path: str
) -> None:
    page = open_browser(language, role=PAGES[path])
    page.goto(address(programme, path))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"programme-{re.sub('[^a-z]+', '-', path)}-{language}")
    if language == "zh-CN":
        assert "translate" not in said_in_chinese(page)


def test_pages_of_programmes_are_for_everybody_in_the_dark(
    open_browser: Open, programme: dict[str, str]
) -> None:
    page = open_browser("en", role="owner", color_scheme="dark")
    for path in ("?day=2023-11-18", "sessions/{session}/", "organise/?day=2023-11-18"):
        page.goto(address(programme, path))
        is_for_everybody(page, "en")


def test_a_session_is_dragged_and_its_clashes_are_said_beforehand(
    open_browser: Open, programme: dict[str, str]
) -> None:
    page = open_browser("en", role="owner")
    page.goto(address(programme, "organise/?day=2023-11-18"))
    card = page.locator(f"[data-session='{programme['session']}']")
    target = page.locator("td[data-target='thu-2/']")
    card.locator("p").first.hover()
    page.mouse.down()
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 70, steps=5)  # begins before the page scrolls
    target.hover()
    expect(target).to_have_class(re.compile("drop-(fine|soft|hard)"))
    target.hover()
    page.mouse.up()
    expect(page.locator(".notices")).to_contain_text("Moved")
    expect(target.locator(f"[data-session='{programme['session']}']")).to_have_count(1)


def test_a_session_is_moved_by_keyboard_and_without_javascript(
    open_browser: Open, programme: dict[str, str]
) -> None:
    page = open_browser("en", role="owner")
    page.goto(address(programme, "organise/?day=2023-11-18"))
    card = page.locator(f"[data-session='{programme['session']}']")
    card.locator("summary").focus()
    page.keyboard.press("Enter")
    card.locator("select[name=target]").select_option("thu-1/main-hall")
    expect(card.locator("[id^='f-']")).not_to_be_empty()
    plain = open_browser("en", role="owner", java_script_enabled=False)
    plain.goto(address(programme, "organise/?day=2023-11-18"))
    card = plain.locator(f"[data-session='{programme['session']}']")
    card.locator("summary").click()
    card.locator("select[name=target]").select_option("thu-1/")
    card.locator("form").first.get_by_role("button").click()
    expect(plain.locator(".notices")).to_contain_text("Moved")


def test_a_star_is_given_in_place_and_what_clashes_is_said(
    open_browser: Open, programme: dict[str, str]
) -> None:
    page = open_browser("en", role="officer")
    page.goto(address(programme, "?day=2023-11-18"))
    star = page.locator("td .session-card > h3 .star[aria-pressed=false]").nth(2)
    star.click()
    expect(page.locator(".star-clash").first).to_contain_text("At the same time")
    page.locator("#programme-q").fill("Japan")
    expect(page.locator(".count")).to_contain_text("fit")
    expect(page).to_have_url(re.compile("q=Japan"))
