"""From the front page to a download without a mouse."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from citybricks.hub.founding import number_of
from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SEEN = """() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  const { bottom, right, width } = one.getBoundingClientRect();
  return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && width > 0
    && bottom > 0 && right > 0;
}"""
COVERED = """() => {
  const one = document.activeElement;
  const { left, top, width, height } = one.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return !(there && (one.contains(there) || there.contains(one)));
}"""


def uncovered(page: Page) -> bool:
    """Whether what has the focus can be seen, once the page has scrolled to it."""
    until = time.monotonic() + 3.0
    while page.evaluate(COVERED):
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(50)
    return True


def tab_to(page: Page, selector: str, limit: int = 60) -> None:
    """Press Tab until an element has the focus; on the way everything that has it shows it."""
    page.wait_for_load_state()
    for _ in range(limit):
        page.keyboard.press("Tab")
        what = page.evaluate("document.activeElement.outerHTML.slice(0, 150)")
        assert page.evaluate(SEEN), f"no visible focus: {what}"
        assert uncovered(page), f"the focus is covered: {what}"
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"{selector} cannot be reached")


def test_a_brick_is_found_tried_and_taken_home(open_browser: Open, language: str) -> None:
    page = open_browser(language, accept_downloads=True)
    page.goto("/")
    tab_to(page, ".skip", 1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "#q")
    page.keyboard.type("电车")
    expect(page.locator("#catalogue .card")).to_have_count(1)
    expect(page.locator("#q")).to_be_focused()  # while the list below was replaced
    expect(page.locator("#q")).to_have_value("电车")
    tab_to(page, "#catalogue .card h3 a")
    page.keyboard.press("Enter")
    expect(page.locator("article.brick")).to_be_visible()
    tab_to(page, ".brick-head .button.primary")
    page.keyboard.press("Enter")
    expect(page.locator(".brick-form")).to_be_visible()
    tab_to(page, "[name=radius]")
    page.keyboard.press("Control+A")
    page.keyboard.type("far")
    tab_to(page, "[name=radius_rail]", 3)  # leaving it has it checked
    expect(page.locator("#f-radius .problems")).to_be_visible()
    expect(page.locator("[name=radius_rail]")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("503" if language == "en" else "504")
    tab_to(page, "[name=visibility]")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=visibility][value=public]")).to_be_checked()
    tab_to(page, ".form-actions button")
    page.keyboard.press("Space")
    expect(page.locator(".outcome")).to_be_visible(timeout=60_000)
    tab_to(page, ".leaflet-control-zoom-in")
    tab_to(page, "details.cb-fold summary")
    page.keyboard.press("Enter")
    tab_to(page, "details[open] .cb-scroll")
    tab_to(page, ".downloads .chip")
    with page.expect_download() as waited:
        page.keyboard.press("Enter")
    assert waited.value.suggested_filename.endswith(".csv")
    tab_to(page, "#visibility")
    tab_to(page, ".share button", 1)


def test_an_offer_is_found_by_searching_and_interest_expressed(open_browser: Open) -> None:
    page = open_browser("zh-CN", role="administrator")
    page.goto("/style/")
    tab_to(page, "#find")
    page.keyboard.type("网上投票")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_have_value("网上投票")
    offer = f'.found a[href="/exchange/{number_of("tsukuba-online-voting")}/"]'
    tab_to(page, offer)
    page.keyboard.press("Enter")
    expect(page.locator("article.listing")).to_be_visible()
    tab_to(page, '.actions a[href$="/interest/"]')
    page.keyboard.press("Enter")
    expect(page.locator("[name=message]")).to_be_visible()
    tab_to(page, "[name=message]")
    page.keyboard.type("我们想看看它怎样运行。")
    tab_to(page, "[name=confidential]")
    page.keyboard.press("Space")
    tab_to(page, ".actions .button.primary")
    page.keyboard.press("Enter")
    expect(page.locator(".notices")).to_be_visible()
    expect(page.locator(".note-box a[href='/exchange/interests/']")).to_be_visible()


def test_a_form_with_mistakes_is_walked_through(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/bricks/solar-street/try/")
    page.fill("[name=target]", "200")
    page.locator("[name=target]").press("Enter")  # sends the form
    expect(page.locator("#wrong")).to_be_focused()
    tab_to(page, ".wrong-fields a", 1)
    page.keyboard.press("Enter")
    expect(page.locator("[name=target]")).to_be_focused()
    assert uncovered(page)


def test_the_focus_stays_while_progress_is_shown(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/bricks/slow-count/try/")
    page.fill("[name=steps]", "1000")
    page.fill("[name=pause]", "0.04")
    page.click(".form-actions button")
    percent = page.locator(".percent")
    before = percent.inner_text(timeout=30_000)
    tab_to(page, ".progress-box button")
    expect(percent).not_to_have_text(before, timeout=10_000)
    expect(page.locator(".progress-box button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".status-dismissed")).to_be_visible()


def test_a_group_of_fields_is_opened(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/bricks/solar-street/try/")
    tab_to(page, "details.group summary")
    expect(page.locator("[name='lamp.power']")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("details.group[open]")).to_have_count(1)
    tab_to(page, "details.group[open] input", 2)
