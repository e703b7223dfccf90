"""One brick for many cities: a table and its files, checked in place, come back as one page."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Open

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

CLIMATES = {
    "天津": "1.97 2.82 4.01 4.86 5.65 5.13 4.54 4.44 4.19 3.11 1.92 1.89",
    "上海": "2.88 3.35 3.93 5.02 5.08 4.60 5.33 5.20 4.07 3.42 2.89 2.53",
}
"""Monthly means of the daily irradiation in CHN_TJ_Tianjin.545270_CSWD.epw and in
CHN_SH_Shanghai-Hongqiao.583670_TMYx.epw, kWh/m², from climate.onebuilding.org."""
TEMPERATURES = {
    "天津": "-2.4 -1.6 6.8 14.4 20.7 24.2 26.1 25.5 20.7 14.4 5.3 -0.6",
    "上海": "4.8 6.2 9.8 15.6 20.8 24.4 28.7 28.5 24.7 19.3 13.5 7.3",
}
PLACES = {"天津": (117.166, 39.087), "上海": (121.474, 31.231)}
SAID = {
    "zh-CN": ("尚待选择的文件", "每一行都可以运行。", "并列比较", "所在位置"),
    "en": ("Files still to choose", "Every row can be run.", "Side by side", "Where they are"),
}


def table(years: int) -> FilePayload:
    """Return a row for each city."""
    rows = ["city,longitude,latitude,places,monthly,years"]
    rows += [f"{city},{x},{y},{city}.geojson,{city}.csv,{years}" for city, (x, y) in PLACES.items()]
    return {"name": "cities.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}


def files() -> list[FilePayload]:
    """Return climate and bench of each city."""
    made: list[FilePayload] = []
    for city, (x, y) in PLACES.items():
        months = zip(range(1, 13), CLIMATES[city].split(), TEMPERATURES[city].split(), strict=True)
        climate = "month,irradiation,temperature\n" + "".join(
            f"{month},{light},{warmth}\n" for month, light, warmth in months
        )
        bench = {
            "type": "Feature",
            "properties": {"id": "bench"},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        benches = json.dumps({"type": "FeatureCollection", "features": [bench]})
        for name, text in ((f"{city}.csv", climate), (f"{city}.geojson", benches)):
            made.append({"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    return made


def choose(page: Page, field: str, chosen: FilePayload | list[FilePayload]) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/many/")):
        page.set_input_files(f"#{field}", files=chosen)


@pytest.mark.parametrize("language", ["zh-CN", pytest.param("en", marks=pytest.mark.long)])
def test_a_table_of_cities_is_checked_and_compared(open_browser: Open, language: str) -> None:
    absent, fits, compared, where = SAID[language]
    page = open_browser(language)
    page.goto("/bricks/solar-street/")
    page.click("a[href$='/many/']")
    page.wait_for_load_state()

    # the table names files that are not there yet, and says so
    choose(page, "many-rows", table(50))
    expect(page.locator("#many-check")).to_contain_text(absent)
    expect(page.locator("#many-check")).to_contain_text("上海.geojson")

    # with them, what is wrong is in the table itself
    choose(page, "many-files", files())
    expect(page.locator("#f-many-files .kept")).to_have_count(4)
    expect(page.locator("#many-check")).not_to_contain_text(absent)
    expect(page.locator("#many-check .problems li")).to_have_count(2)
    expect(page.locator("#many-check .problems")).to_contain_text("100")

    # corrected, every row fits; what was chosen before is still there
    choose(page, "many-rows", table(100))
    expect(page.locator("#many-check")).to_contain_text(fits)
    expect(page.locator("#f-many-files .kept")).to_have_count(4)
    page.click("#many-shared summary")
    page.fill("[name=tilts]", "40")
    page.locator("[name=tilts]").blur()
    page.click(".form-actions button")

    # one page of both cities
    outcome = page.locator(".outcome")
    expect(outcome).to_be_visible(timeout=90_000)
    expect(outcome).to_contain_text(compared)
    expect(outcome).to_contain_text(where)
    expect(outcome.locator(".cb-map")).to_have_count(1)
    rows = outcome.locator(".cb-table").first.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("上海")
    expect(page.locator("a[href$='/tables/results.csv']")).to_be_visible()
