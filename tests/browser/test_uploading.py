"""Trying a brick on one's own tables, mistakes included."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

TRY = "/bricks/service-area/try/"
STOPS = (
    "name,mode,longitude,latitude\n解放北路,bus,117.2010,39.1200\n和平路,metro,117.2050,39.1240\n"
)
HOMES = (
    "小区,residents,longitude,latitude\n"
    "五大道,1200,117.2015,39.1205\n"
    "意式风情区,800,117.2500,39.1600\n"
)
WRONG = HOMES.replace("1200", "-5").replace("117.2500", "东边")
SAID = {
    "zh-CN": ("第 1 行", "必须大于或等于 0，而不是 -5", "必须是数字"),
    "en": ("row 1 · residents", "must be at least 0, not -5", "must be a number"),
}


def choose(page: Page, field: str, name: str, text: str, encoding: str) -> None:
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}
    with page.expect_response(lambda answer: "/check/" in answer.url):
        page.set_input_files(f"[name={field}]", files=[file])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_own_tables_are_checked_corrected_and_run(
    open_browser: Open, language: str, encoding: str
) -> None:
    page = open_browser(language)
    page.goto(f"{TRY}?empty")
    row, least, number = SAID[language]
    choose(page, "stops", "站点.csv", STOPS, encoding)
    expect(page.locator("#f-stops .kept")).to_contain_text("站点.csv")
    expect(page.locator("#f-stops .kept .ok")).to_be_visible()

    # mistakes are named in place, and the file stays where it is
    choose(page, "homes", "住处.csv", WRONG, encoding)
    homes = page.locator("#f-homes")
    expect(homes.locator(".problems")).to_contain_text(row)
    expect(homes.locator(".problems")).to_contain_text(least)
    expect(homes.locator(".kept .ok")).to_have_count(0)

    # so is a number that is none
    page.fill("[name=radius]", "far")
    page.locator("[name=radius]").blur()
    radius = page.locator("#f-radius")
    expect(radius.locator(".problems")).to_contain_text(number)
    expect(radius.locator("input")).to_have_attribute("aria-invalid", "true")

    # sent all the same, the form comes back with everything in it
    page.click(".form-actions button")
    expect(page.locator("#wrong")).to_be_focused()
    expect(page.locator("#wrong .wrong-fields a")).to_have_count(2)
    expect(page.locator("#f-stops .kept")).to_contain_text("站点.csv")
    expect(page.locator("#f-homes .kept")).to_contain_text("住处.csv")
    expect(page.locator("[name=radius]")).to_have_value("far")
    page.click("#wrong .wrong-fields a >> nth=1")
    expect(page.locator("[name=radius]")).to_be_focused()

    # corrected, it runs
    page.fill("[name=radius]", "600")
    page.locator("[name=radius]").blur()
    expect(page.locator("#f-radius .problems")).to_have_count(0)
    choose(page, "homes", "住处.csv", HOMES, encoding)
    expect(page.locator("#f-homes .kept")).to_have_count(1)
    page.click(".form-actions button")
    expect(page.locator(".outcome")).to_be_visible(timeout=60_000)
    share = page.locator(".cb-value").first
    expect(share).to_have_text(re.compile(r"^60(\.0+)?$"))  # 1200 of 2000 residents
    folded = page.locator("details.cb-fold", has=page.locator("td", has_text="意式风情区"))
    folded.first.locator("summary").click()
    expect(page.locator("td", has_text="意式风情区").first).to_be_visible()


def test_a_file_that_is_optional_can_be_taken_out(open_browser: Open, language: str) -> None:
    page = open_browser(language)
    page.goto(TRY)
    streets = page.locator("#f-streets")
    expect(streets.locator(".kept")).to_have_count(1)
    streets.locator("[data-remove]").click()
    expect(streets.locator(".kept")).to_have_count(0)
    expect(streets.locator("input[type=file]")).to_be_focused()
    page.click(".form-actions button")
    expect(page.locator(".outcome")).to_be_visible(timeout=60_000)
    straight = {"zh-CN": "直线", "en": "straight lines"}[language]
    expect(page.locator(".outcome")).to_contain_text(straight)


def test_a_kept_file_can_be_looked_at(open_browser: Open) -> None:
    page = open_browser("en", accept_downloads=True)
    page.goto(TRY)
    with page.expect_download() as waited:
        page.click("#f-homes .kept a")
    assert waited.value.suggested_filename == "homes.geojson"


def test_a_file_of_another_kind_is_refused_with_what_is_taken(
    open_browser: Open, language: str
) -> None:
    page = open_browser(language)
    page.goto(TRY)
    choose(page, "homes", "homes.docx", "PK\x03\x04 nonsense", "utf-8")
    expect(page.locator("#f-homes .problems")).to_contain_text("csv")
    expect(page.locator("#f-homes .kept")).to_contain_text("homes.docx")


def test_another_language_keeps_what_was_filled_in_and_says_again_what_is_wrong(
    open_browser: Open,
) -> None:
    page = open_browser("en")
    page.goto(f"{TRY}?empty")
    choose(page, "stops", "站点.csv", STOPS, "utf-8")
    page.fill("[name=radius]", "650")
    page.click(".languages button[value=zh-hans]")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("#f-stops .kept")).to_contain_text("站点.csv")
    expect(page.locator("[name=radius]")).to_have_value("650")
    expect(page.locator("#wrong")).to_have_count(0)

    page.fill("[name=radius]", "far")
    page.click(".form-actions button")
    expect(page.locator("#f-radius .problems")).to_contain_text(SAID["zh-CN"][2])
    page.click(".languages button[value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#f-radius .problems")).to_contain_text(SAID["en"][2])
    expect(page.locator("[name=radius]")).to_have_value("far")
