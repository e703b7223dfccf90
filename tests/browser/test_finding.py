"""Finding a brick, in either language."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import LANGUAGES, Open

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

TITLES = {
    "zh-CN": "能步行到达公共交通的居民比例",
    "en": "Share of residents who can walk to public transport",
}
LAMPS = {"zh-CN": "太阳能路灯与座椅", "en": "Solar lamps and benches"}


def test_the_front_page_is_in_the_browsers_language(open_browser: Open, language: str) -> None:
    page = open_browser(language)
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language])
    expect(page.locator("#catalogue .card h3", has_text=TITLES[language])).to_be_visible()


@pytest.mark.parametrize("words", ["公交", "公共交通", "public transport", "tram"])
def test_a_brick_is_found_by_words_of_either_language(
    open_browser: Open, language: str, words: str
) -> None:
    page = open_browser(language)
    page.goto("/")
    every = page.locator("#catalogue .card").count()
    page.fill("#q", words)
    found = page.locator("#catalogue .card h3", has_text=TITLES[language])
    expect(page.locator("#catalogue .card")).not_to_have_count(
        every
    )  # without the form having been sent
    expect(found).to_have_count(1)
    assert "q=" in page.url
    found.locator("a").click()
    expect(page.locator("h1")).to_have_text(TITLES[language])
    # back in the list as it was left, and a whole page
    page.go_back()
    expect(page.locator("header.top")).to_be_visible()
    expect(found).to_have_count(1)
    expect(page.locator("#catalogue .card")).not_to_have_count(every)


def test_the_search_above_every_page_finds_bricks_in_any_language(
    open_browser: Open, language: str
) -> None:
    page = open_browser(language)
    found = page.locator(".found h2", has_text=LAMPS[language])
    for words in ("路灯", "street lamps that stay lit"):
        page.goto("/style/")
        page.fill("#find", words)
        page.press("#find", "Enter")
        expect(page.locator("#words")).to_have_value(words)
        while not found.count():  # a hub that has just started puts its bricks first
            page.wait_for_timeout(200)
            page.reload()
        expect(found).to_have_count(1)
    found.locator("a").click()
    expect(page.locator("h1")).to_contain_text(LAMPS[language])


def test_what_was_found_is_narrowed_down_to_a_kind(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/search/?q=lamps")
    page.click(".search-kinds a:has-text('Bricks')")
    expect(page.locator(".search-kinds [aria-current]")).to_contain_text("Bricks")
    expect(page.locator(".found li").first).to_be_visible()
    expect(page.locator("#words")).to_have_value("lamps")


def test_bricks_are_narrowed_down_by_city_theme_and_goal(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/")
    every = page.locator("#catalogue .card").count()
    page.select_option("#city", "Shanghai")
    expect(page.locator("#catalogue .card")).to_have_count(1)
    expect(page.locator("#catalogue .count")).to_have_text(f"1 of {every} bricks")
    assert "Energy" not in page.locator("#theme").inner_text()  # Shanghai has none
    page.select_option("#city", "")
    page.select_option("#goal", "7")
    expect(page.locator("#catalogue .card h3")).to_have_text([re.compile("Solar")] * 2)
    page.click("text=Clear")
    expect(page.locator("#catalogue .card")).to_have_count(every)


def test_going_back_undoes_a_choice(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/")
    every = page.locator("#catalogue .card").count()
    page.select_option("#city", "Shanghai")
    expect(page.locator("#catalogue .card")).to_have_count(1)
    page.go_back()
    expect(page.locator("#catalogue .card")).to_have_count(every)
    expect(page.locator("#city")).to_have_value("")
    page.click("[data-theme-switch]")  # the page is whole, with its scripts
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    kept = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    assert "htmx-history-cache" not in page.evaluate(kept)  # pages stay with who saw them


def test_what_is_typed_while_the_list_is_on_its_way_stays(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/")

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.fallback()

    page.route("**/?q=*", late)
    page.locator("#q").press_sequentially("public")
    with page.expect_response("**/?q=public&*"):
        page.wait_for_timeout(500)
        page.locator("#q").press_sequentially(" trans", delay=40)
    expect(page.locator("#catalogue .card h3", has_text=TITLES["en"])).to_be_visible()
    expect(page.locator("#q")).to_have_value("public trans")


def test_nothing_found_says_how_to_go_on(open_browser: Open, language: str) -> None:
    page = open_browser(language)
    page.goto("/?q=zzzz")
    expect(page.locator("#catalogue .card")).to_have_count(0)
    page.locator(".empty a").click()
    expect(page.locator("#catalogue .card").first).to_be_visible()
