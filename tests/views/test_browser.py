"""Maps and charts come alive in a browser whose content security policy forbids everything."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

import pandas as pd
import pytest

from citybricks.types import Table
from citybricks.views import Chart, Gantt, Layer, Map, Moving, Page, assets
from citybricks.views.columns import describe

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-a'; style-src 'self' 'nonce-a'; img-src 'self'"
)
HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Run</title>
<link rel="stylesheet" href="/leaflet.css">
<link rel="stylesheet" href="/tokens.css"><link rel="stylesheet" href="/views.css">
<script defer src="/leaflet.js"></script><script defer src="/vega.js"></script>
<script type="module" src="/map.js"></script>
<script type="module" src="/moving.js"></script><script type="module" src="/chart.js"></script>
</head><body class="cb-document"><main><h1>Run</h1>"""
LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"""
TYPES = {".css": "text/css", ".js": "text/javascript"}


def leaflet() -> Path:
    """Return the folder of Leaflet's files in django-leaflet, which needs no settings for that."""
    spec = find_spec("leaflet")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static" / "leaflet"


class Handler(BaseHTTPRequestHandler):
    """Serves a page with its scripts, as the hub does."""

    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        """Answer with a file or a page."""
        name = self.path.lstrip("/")
        folder = leaflet() if name.startswith("leaflet") else assets.FOLDER
        body = self.pages.get(name)
        if body is None:
            body = (folder / name).read_text("utf-8")
        self.send_response(200)
        self.send_header(
            "Content-Type", f"{TYPES.get(Path(name).suffix, 'text/html')}; charset=utf-8"
        )
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve on a free port."""
    Handler.pages |= {"vega.js": assets.vega_bundle(), "favicon.ico": ""}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium."""
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--headless"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Any, address: str, outcome: Any) -> Iterator[Any]:
    """Open a page with a map and two charts, in dark."""
    describe(outcome)
    made = Page(
        Map(Layer(outcome.districts, label="name"), outcome.homes, colour="distance", title="Walk"),
        Chart(outcome.reach, title="Reach"),
        Chart(outcome.districts, "name", "density", kind="bar", title="Density"),
    )
    Handler.pages["run"] = f"{HEAD}{made.html()}</main></body></html>"
    opened = browser.new_page(color_scheme="dark")
    opened.add_init_script(LISTEN)
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(error))  # noqa: PLW0108 - no builtin
    opened.on("request", lambda request: request.url.startswith(address) or
              opened.errors.append(request.url))  # fmt: skip
    opened.goto(f"{address}/run")
    opened.wait_for_selector(".cb-chart .cb-live svg")
    yield opened
    opened.close()


def test_everything_comes_alive_and_nothing_is_refused(page: Any) -> None:
    assert page.locator(".cb-map .cb-live canvas").count() == 1
    assert page.locator(".cb-chart .cb-live svg").count() == 2
    assert not page.locator(".cb-static").first.is_visible()
    assert page.evaluate("window.refused") == []
    assert page.errors == []


def test_a_pointer_shows_values_with_units(page: Any) -> None:
    chart = page.locator(".cb-chart .cb-live").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    for step in range(20):
        page.mouse.move(box["x"] + box["width"] * (0.5 + step / 300), box["y"] + 120)
        if page.locator("#vg-tooltip-element.visible").count():
            break
    assert "m\nShare" in page.locator("#vg-tooltip-element").inner_text()
    assert page.evaluate("window.refused") == []


def test_a_map_is_moved_by_keys_and_brought_back(page: Any) -> None:
    place = page.locator(".cb-map .cb-live")
    scale = place.locator(".leaflet-control-scale-line")
    before = scale.inner_text()
    place.focus()
    for _ in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(350)
    assert scale.inner_text() != before
    page.get_by_role("button", name="Show everything").click()
    page.wait_for_timeout(350)
    assert scale.inner_text() == before


def test_print_shows_the_drawing(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator(".cb-static").first.is_visible()
    assert not page.locator(".cb-live").first.is_visible()


def test_without_scripts_the_drawing_stays(browser: Any, address: str, page: Any) -> None:
    del page  # it has written the page
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(f"{address}/run")
    assert opened.locator(".cb-static svg").first.is_visible()
    context.close()


def test_axe_finds_no_fault(page: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = axe.Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.fixture
def moving(browser: Any, address: str) -> Iterator[Any]:
    """Open a page with two vehicles that move for ten minutes, and their timetable."""
    rows = {
        "who": ["Drone 1", "Drone 1", "Drone 2", "Drone 2"],
        "at_s": [0, 600, 60, 300],
        "lon": [140.10, 140.14, 140.10, 140.11],
        "lat": [36.10, 36.12, 36.10, 36.08],
    }
    table: Table[Any] = Table(pd.DataFrame(rows))
    stretches: Table[Any] = Table(pd.DataFrame({"who": ["Drone 1"], "a_s": [0], "b_s": [600]}))
    made = Page(Moving(fixes=table, title="Sorties"), Gantt(stretches, "who", "a_s", "b_s"))
    Handler.pages["moving"] = f"{HEAD}{made.html()}</main></body></html>"
    opened = browser.new_page(reduced_motion="reduce", viewport={"width": 320, "height": 800})
    opened.add_init_script(LISTEN)
    opened.goto(f"{address}/moving")
    opened.wait_for_selector(".cb-clock")
    opened.wait_for_selector(".cb-chart .cb-live svg")
    yield opened
    opened.close()


@pytest.mark.long
def test_vehicles_move_by_the_slider_and_its_keys(moving: Any) -> None:
    slider = moving.get_by_role("slider", name="Time")
    assert slider.get_attribute("aria-valuetext") == "0:00:00"
    before = moving.locator("path.cb-vehicle").first.get_attribute("d")
    slider.focus()
    moving.keyboard.press("PageUp")
    assert slider.get_attribute("aria-valuetext") == "0:00:30"
    assert moving.locator("path.cb-vehicle").first.get_attribute("d") != before
    moving.keyboard.press("End")
    assert slider.get_attribute("aria-valuetext") == "0:10:00"


@pytest.mark.long
def test_nothing_moves_until_asked_and_then_in_jumps_for_who_wants_less_motion(
    moving: Any,
) -> None:
    slider = moving.get_by_role("slider", name="Time")
    moving.wait_for_timeout(1200)
    assert slider.get_attribute("aria-valuetext") == "0:00:00"
    moving.get_by_role("button", name="Play").click()
    moving.wait_for_timeout(1300)
    assert slider.get_attribute("aria-valuetext") == "0:00:15"
    moving.get_by_role("button", name="Pause").click()
    moving.wait_for_timeout(1200)
    assert slider.get_attribute("aria-valuetext") == "0:00:15"


@pytest.mark.long
def test_a_moving_map_and_a_timetable_have_no_fault(moving: Any) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(moving).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    assert moving.evaluate("window.refused") == []
    assert moving.evaluate("document.documentElement.scrollWidth") <= 320
