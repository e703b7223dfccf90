"""The halls of an expo of 500 booths, drawn in three dimensions by software, and without."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import findings, is_for_everybody, keep_picture, overflowing
from tests.live import Hub

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.xdist_group("browser")]
FLAGS = ["--no-sandbox", "--headless", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
WITHOUT = [*FLAGS, "--disable-3d-apis"]
PLAN = "/gatherings/shanghai-2023/expo/plan/"
MOST_CALLS = 10
_BUILD = """
from citybricks.network.gatherings.expo import demonstration
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.members.models import Member
from tests.network.gatherings import scene
host = scene.member("shanghai", "Shanghai", "上海", "CN", "Asia/Shanghai")
made = Gathering.objects.create(**scene.described(host, ["expo"], "open"))
print(json.dumps(len(demonstration.build(made))))
"""


@pytest.fixture(scope="module")
def booths(hub: Hub, sessions: dict[str, str]) -> int:
    """Build the expo and return how many booths it has."""
    del sessions
    built: int = hub.python(_BUILD)
    return built


@pytest.fixture(scope="module", params=[FLAGS], ids=["drawn"])
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A browser that draws in three dimensions, slowly; or, if a test asks so, does not."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=request.param)
        yield browser
        browser.close()


def entered(page: Page) -> Page:
    """Open the halls by keyboard."""
    page.goto(PLAN)
    page.locator("[data-open]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("canvas")).to_have_attribute("data-calls", "6", timeout=60_000)
    expect(page.locator("canvas")).to_be_focused()
    return page


def drawn(page: Page) -> tuple[int, int]:
    """Return the draw calls and triangles of the next frame."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    counts = page.evaluate("({...document.querySelector('canvas').dataset})")
    return int(counts["calls"]), int(counts["triangles"])


def go(page: Page, name: str) -> None:
    """Go to a booth by its name, by keyboard."""
    page.locator("[data-filter]").fill(name)
    page.locator("[data-filter]").press("Enter")


def scene_of(page: Page) -> dict[str, Any]:
    """Return what the page was given."""
    address = page.locator("[data-venue]").get_attribute("data-venue")
    said: dict[str, Any] = page.evaluate(
        "(url) => fetch(url).then((answer) => answer.json())", address
    )
    return said


def test_500_booths_are_drawn_by_ten_calls_at_most(open_browser: Open, booths: int) -> None:
    page = entered(open_browser())
    assert len(scene_of(page)["booths"]) == booths
    calls = [drawn(page)[0]]
    go(page, "200")
    calls.append(drawn(page)[0])
    page.locator("[data-above]").click()
    calls.append(drawn(page)[0])
    assert max(calls) <= MOST_CALLS
    assert min(calls) > 0


def test_every_booth_is_in_the_list_and_is_reached_by_keyboard(
    open_browser: Open, booths: int
) -> None:
    page = entered(open_browser(width=480, height=500))
    codes = page.locator("[data-list] option").evaluate_all("all => all.map((one) => one.value)")
    assert sorted(codes) == sorted(one["id"] for one in scene_of(page)["booths"])
    reached = page.evaluate("""async () => {
      const list = document.querySelector('[data-list]');
      const link = document.querySelector('[data-card] a');
      const reached = new Set();
      const options = [...list.querySelectorAll('option')].filter((_, at) => at % 12 === 0);
      for (const option of options) {
        list.value = option.value;
        list.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        if (link.href.includes(option.value)) reached.add(option.value);
      }
      return [reached.size, options.length];
    }""")
    assert reached == [(booths + 11) // 12] * 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_walks_by_keys_hears_where_one_is_and_opens_the_booth(
    open_browser: Open, booths: int, language: str
) -> None:
    del booths
    page = entered(open_browser(language))
    go(page, "042")
    booth = next(one for one in scene_of(page)["booths"] if "042" in one["name"])
    expect(page.locator("canvas")).to_be_focused()
    expect(page.locator("[data-live]")).to_contain_text(booth["name"])
    keep_picture(page, f"venue-booth-{language}")
    page.locator("canvas").focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[data-card] a")).not_to_have_attribute("href", booth["url"])
    go(page, "042")
    expect(page.locator("[data-card] a")).to_have_attribute("href", booth["url"])
    page.keyboard.press("Enter")
    expect(page.locator("[data-card] a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(booth["url"]) + "$"))


def test_nothing_flies_where_less_motion_is_asked_for(open_browser: Open, booths: int) -> None:
    del booths
    page = entered(open_browser())
    frames = """(motion) => new Promise((done) => {
      const canvas = document.querySelector('canvas');
      let renders = 0;
      const seen = new MutationObserver(() => { renders += 1; });
      seen.observe(canvas, {attributes: true, attributeFilter: ['data-calls']});
      document.querySelector('[data-go]').click();
      setTimeout(() => done(renders), 2500);
    })"""
    page.locator("[data-list]").select_option(index=300)
    assert page.evaluate(frames) <= 2  # one, and one that a resize may cause
    page.emulate_media(reduced_motion="no-preference")
    page.locator("[data-list]").select_option(index=10)
    assert page.evaluate(frames) > 2


def test_a_model_is_loaded_near_its_booth_and_freed_far_away(
    open_browser: Open, booths: int
) -> None:
    del booths
    page = entered(open_browser())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    _, before = drawn(page)
    with_model = next(one for one in scene_of(page)["booths"] if one["model"])
    assert not [url for url in asked if url.endswith(".glb")]
    with page.expect_response(lambda answer: answer.url.endswith(with_model["model"])):
        go(page, with_model["code"])
    canvas = page.locator("canvas")
    expect(canvas).not_to_have_attribute("data-triangles", str(before))
    keep_picture(page, "venue-model")
    page.locator("[data-above]").click()
    expect(canvas).to_have_attribute("data-triangles", str(before))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asked", LANGUAGES)
def test_plan_and_halls_are_for_everybody(
    open_browser: Open, booths: int, asked: str, scheme: str
) -> None:
    del booths
    page = open_browser(asked, color_scheme=scheme)
    page.goto(PLAN)
    is_for_everybody(page, LANGUAGES[asked])
    keep_picture(page, f"venue-plan-{asked}-{scheme}")
    entered(page)
    go(page, "123")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert overflowing(page) == []


@pytest.mark.parametrize("chromium", [WITHOUT], indirect=True, ids=["without"])
def test_without_webgl_plan_and_list_have_every_booth(open_browser: Open, booths: int) -> None:
    page = open_browser()
    page.goto(PLAN)
    expect(page.locator("[data-status]")).to_contain_text("does not draw in three dimensions")
    expect(page.locator("[data-open]")).to_be_hidden()
    halls = page.locator(".expo-halls a").evaluate_all("all => all.map((one) => one.href)")
    inside: dict[str, set[str]] = {"svg a": set(), ".venue-list a": set()}
    for hall in halls:
        page.goto(hall)
        for where, found in inside.items():
            links = page.locator(where).evaluate_all("all => all.map(e => e.getAttribute('href'))")
            found.update(links)
    assert {len(found) for found in inside.values()} == {booths}
    page.locator("svg a").first.focus()
    page.keyboard.press("Tab")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target in inside[".venue-list a"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))
