"""Everything works without scripts; pages then are loaded anew."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def until(page: Page, selector: str, seconds: float = 60) -> None:
    """Follow the link that looks again until something is there."""
    give_up = time.monotonic() + seconds
    while not page.locator(selector).count():
        assert time.monotonic() < give_up, f"no {selector}"
        page.wait_for_timeout(500)
        again = page.locator("noscript a, .progress-box a")
        if again.count():
            again.first.click()
        else:
            page.reload()


def test_a_brick_is_found_tried_and_read(open_browser: Open, language: str) -> None:
    page = open_browser(language, java_script_enabled=False)
    page.goto("/")
    page.fill("#q", "电车")
    page.click(".filter-go button")
    expect(page.locator("#catalogue .card")).to_have_count(1)
    page.click("#catalogue .card h3 a")
    page.click(".brick-head .button.primary")
    page.fill("[name=radius]", "-1")
    page.click(".form-actions button")
    expect(page.locator("#f-radius .problems")).to_be_visible()
    page.fill("[name=radius]", "501" if language == "en" else "502")
    page.click(".form-actions button")
    until(page, ".outcome")
    # without scripts maps and charts are drawings
    expect(page.locator(".cb-map .cb-static svg").first).to_be_visible()
    expect(page.locator(".cb-chart .cb-static svg").first).to_be_visible()
    expect(page.locator("[data-theme-switch]")).to_be_hidden()


def test_a_run_is_watched_and_cancelled(open_browser: Open) -> None:
    page = open_browser("en", java_script_enabled=False)
    page.goto("/bricks/slow-count/try/")
    page.fill("[name=steps]", "100000")
    page.fill("[name=pause]", "0.01")
    page.click(".form-actions button")
    until(page, ".percent")
    page.click(".progress-box button")
    until(page, ".status-dismissed")


def test_the_language_is_switched(open_browser: Open) -> None:
    page = open_browser("en", java_script_enabled=False)
    page.goto("/style/")
    page.click(".languages button[value=zh-hans]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert page.url.endswith("/style/")
