"""A blueprint of three bricks is drawn from nothing: with the mouse, and with the keyboard only.

Missing lamps → is the lit share below a limit? → how many lamps to order, or none.
"""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.looks import findings, overflowing, small_targets
from tests.browser.test_keyboard import SEEN, tab_to

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

FRESH = re.compile(r"outcome|结果")


def states(page: Page) -> dict[str, str]:
    """Return how far each step is, by the id of its card."""
    found: dict[str, str] = page.evaluate("""() => Object.fromEntries(
      [...document.querySelectorAll('.step')].map((one) => [
        one.id.replace('step-', ''),
        [...one.querySelector('.state').classList].pop().replace('state-', ''),
      ]))""")
    return found


def wait_for(page: Page, **wanted: str) -> None:
    """Wait until steps are in the states that are wanted."""
    for step, state in wanted.items():
        expect(page.locator(f"#step-{step} .state-{state}")).to_be_visible(timeout=60_000)


def settled(page: Page) -> None:
    """Wait until the page part is drawn again."""
    expect(page.locator(".htmx-request, .htmx-settling, .htmx-swapping")).to_have_count(0)


@pytest.mark.long
def test_three_bricks_are_joined_with_the_mouse(open_browser: Open) -> None:  # noqa: PLR0915 - one way through it
    page = open_browser("en")
    page.goto("/designs/")
    page.click("text=New blueprint")
    expect(page.locator(".slot")).to_be_visible()
    page.wait_for_load_state()

    # the first brick; its streets become an input of the blueprint
    page.fill("#brick-search", "路灯")
    expect(page.locator("#add-service-area")).to_have_count(0)
    page.click("#add-missing-lamps")
    page.locator("#source-streets").select_option("ask")
    expect(page.locator(".rim-in .port")).to_have_text(re.compile("Streets"))

    # what fits the lit share? a comparison, joined at once
    page.locator("#step-missing_2dlamps .rest-out summary").click()
    page.click("#out-missing_2dlamps-lit_5fshare")
    expect(page.locator("#panel-title")).to_contain_text("Lit share")
    page.click("#add-compare-1")
    expect(page.locator("#in-compare-value")).to_contain_text("Lit share")
    page.locator("#source-relation").select_option("value")
    page.locator("[name=relation]").select_option("<")
    page.click("#set-relation")
    expect(page.locator("#in-compare-relation")).to_contain_text("<")
    page.locator("#source-limit").select_option("value")
    page.fill("[name=limit]", "101")
    page.click("#set-limit")
    expect(page.locator("#in-compare-limit")).to_contain_text("101")

    # a branch, joined by pulling wires
    page.click("#tool-add")
    page.click("#add-choose")
    expect(page.locator("#step-choose")).to_be_visible()
    page.drag_and_drop("#out-compare-holds", "#in-choose-condition")
    expect(page.locator("#in-choose-condition")).to_contain_text("Holds")
    page.locator("#step-missing_2dlamps .rest-out summary").click()
    page.drag_and_drop("#out-missing_2dlamps-count", "#in-choose-yes")
    expect(page.locator("#in-choose-yes")).to_contain_text("Count")
    page.locator("#source-no").select_option("value")
    page.fill("[name=no]", "0")
    page.click("#set-no")
    expect(page.locator("#in-choose-no")).to_contain_text("0")
    page.drag_and_drop("#out-choose-chosen", ".rim-out")
    expect(page.locator(".rim-out .port")).to_have_count(1)
    expect(page.locator("#wires path.live")).to_have_count(5)

    # what does not fit is refused in words, and nothing changes
    page.drag_and_drop("#out-missing_2dlamps-places", "#in-compare-limit")
    expect(page.locator(".notices")).to_contain_text("not a number")
    expect(page.locator("#in-compare-limit")).to_contain_text("101")
    assert findings(page) == []

    # run: the example of the brick is filled in
    page.click("#tool-run")
    page.click(".form-actions button")
    wait_for(page, missing_2dlamps="done", compare="done", choose="done")
    expect(page.locator(".to-run")).to_contain_text("up to date")

    # change a constant: only what hangs on it is out of date, and runs again
    page.click("#in-compare-limit")
    page.fill("[name=limit]", "0.5")
    page.click("#set-limit")
    wait_for(page, compare="stale", missing_2dlamps="done")
    page.click("#tool-run")
    wait_for(page, compare="done", missing_2dlamps="done", choose="done")
    expect(page.locator("#step-missing_2dlamps .seconds")).to_have_text("kept")
    expect(page.locator("#step-compare .seconds")).not_to_have_text("kept")

    # back again: what was computed before is known
    page.click("#tool-undo")
    wait_for(page, compare="done")

    # look at what a step yielded
    page.click("#step-missing_2dlamps .state a")
    expect(page.locator(".outcome .cb-map").first).to_be_visible()
    assert findings(page) == []


def choose(page: Page, selector: str, text: str) -> None:
    """Choose an option with the keyboard, and press the button beside it."""
    tab_to(page, selector, 200)
    chosen = "document.activeElement.selectedOptions[0].textContent"
    for _ in range(60):
        if str(page.evaluate(chosen)).startswith(text):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    settled(page)


def press(page: Page, selector: str, limit: int = 200) -> None:
    """Go to a link or button and press it."""
    tab_to(page, selector, limit)
    page.keyboard.press("Enter")
    settled(page)


def press_back(page: Page, selector: str) -> None:
    """Go back to a button and press it."""
    for _ in range(200):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(SEEN)
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            page.keyboard.press("Enter")
            settled(page)
            return
    raise AssertionError(f"{selector} cannot be reached")


def test_three_bricks_are_joined_with_the_keyboard_only(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/designs/")
    press(page, ".designs-head .button.primary")
    expect(page.locator(".slot")).to_be_visible()
    press(page, "#add-missing-lamps")
    expect(page.locator("#panel-title")).to_be_focused()
    choose(page, "#source-streets", "a new")
    expect(page.locator(".rim-in .port")).to_have_count(1)
    press(page, "#out-missing_2dlamps-lit_5fshare-panel")
    expect(page.locator("#panel-title")).to_be_focused()
    press(page, "#add-compare-1")
    expect(page.locator("#in-compare-value")).to_contain_text("Lit share")
    choose(page, "#source-relation", "a value")
    tab_to(page, "[name=relation]")
    page.keyboard.type("<")
    press(page, "#set-relation", 3)
    choose(page, "#source-limit", "a value")
    tab_to(page, "[name=limit]")
    page.keyboard.type("102")
    page.keyboard.press("Enter")
    expect(page.locator("#in-compare-limit")).to_contain_text("102")
    press(page, "#out-compare-holds-panel")
    press(page, "#add-choose-1")
    expect(page.locator("#in-choose-condition")).to_contain_text("Holds")
    choose(page, "#source-yes", "Count")
    expect(page.locator("#in-choose-yes")).to_contain_text("Count")
    choose(page, "#source-no", "a value")
    tab_to(page, "[name=no]")
    page.keyboard.type("0")
    press(page, "#set-no", 3)
    press(page, "#out-choose-chosen-return")
    expect(page.locator(".rim-out .port")).to_have_count(1)
    press_back(page, "#tool-run")
    press(page, ".form-actions button")
    wait_for(page, missing_2dlamps="done", compare="done", choose="done")
    press(page, "#in-compare-limit")
    tab_to(page, "[name=limit]")
    page.keyboard.press("Control+A")
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    wait_for(page, compare="stale", missing_2dlamps="done")
    expect(page.locator("[name=limit]")).to_be_focused()
    press_back(page, "#tool-run")
    wait_for(page, compare="done", missing_2dlamps="done")
    expect(page.locator("#step-missing_2dlamps .seconds")).to_have_text("kept")


def test_it_works_without_scripts(open_browser: Open, language: str) -> None:
    page = open_browser(language, java_script_enabled=False)
    page.goto("/designs/")
    page.click(".designs-head .button.primary")
    page.fill("#brick-search", "路灯")
    page.click("#brick-search-go")
    page.click("#add-missing-lamps")
    page.locator("#source-streets").select_option("ask")
    page.click("#give-streets")
    page.click("#out-missing_2dlamps-places")
    page.click("#return-it")
    page.click("#tool-run")
    page.click(".form-actions button")
    for _ in range(60):
        if page.locator(".state-done").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.click(".state-done a")
    expect(page.locator(".outcome")).to_be_visible()


DRAWN = {
    "title": "Lamps on the way",
    "inputs": {"streets": {}},
    "steps": {
        "missing-lamps": {"brick": "missing-lamps", "inputs": {"streets": {"input": "streets"}}},
        "near": {
            "brick": "service-area",
            "inputs": {"streets": {"step": "missing-lamps", "output": "lit"}},
        },
    },
    "outputs": {"places": {"step": "missing-lamps", "output": "places"}},
}


def test_it_fits_on_narrow_screens_and_in_a_file(open_browser: Open, language: str) -> None:
    page = open_browser(language, accept_downloads=True)
    page.goto("/designs/import/")
    page.fill("#text", json.dumps(DRAWN))
    page.click("form .button.primary")
    expect(page.locator(".step")).to_have_count(2)
    for query in ("", "?step=near", "?next=missing-lamps", "?before=near.stops", "?pick="):
        page.goto(page.url.split("?")[0] + query)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert overflowing(page) == [], (query, width)
        assert small_targets(page) == []
        assert findings(page) == []
    page.goto(page.url.split("?")[0] + "?about=")
    for link in ("blueprint.json", "process.json"):
        with page.expect_download() as waited:
            page.click(f"a[href$='{link}']")
        text = waited.value.path().read_text(encoding="utf-8")
        assert "missing-lamps" in text
        page.goto("/designs/import/")
        page.fill("#text", text)
        page.click("form .button.primary")
        expect(page.locator(".step")).to_have_count(2)
        page.click("#tool-about")
