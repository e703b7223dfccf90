"""From a brick's page to what can be taken home, as an officer goes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import LANGUAGES, Open, started
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

BRICK = "/bricks/service-area/"


def download(page: Page, name: str, into: Path) -> Path:
    """Click a download and keep the file."""
    with page.expect_download() as waited:
        page.click(f'.downloads a[href$="{name}"]')
    got: Download = waited.value
    path = into / got.suggested_filename
    got.save_as(path)
    return path


def test_the_example_runs_and_is_taken_home(
    open_browser: Open, hub: Hub, language: str, tmp_path: Path
) -> None:
    page = open_browser(language, accept_downloads=True)
    page.goto(BRICK)
    page.click(".brick-head .button.primary")
    expect(page.locator(".kept")).to_have_count(3)  # the example's tables stand in the form
    if language == "en":  # or the run would be found and not computed
        page.fill("[name=radius]", "499")
    page.click(".form-actions button")
    expect(page.locator(".outcome")).to_be_visible(timeout=60_000)
    assert re.search(r"/runs/[0-9a-f-]{36}/$", page.url)
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language])

    # the outcome: cards, live maps and charts, tables
    expect(page.locator(".cb-card").first).to_contain_text("%")
    maps = page.locator("figure.cb-map")
    expect(page.locator("figure.cb-map.cb-is-live")).to_have_count(maps.count())
    expect(maps.first.locator(".leaflet-container")).to_be_visible()
    expect(page.locator("figure.cb-chart .cb-live svg.marks").first).to_be_visible()
    expect(page.locator(".cb-chart .cb-static").first).to_be_hidden()
    page.locator("details.cb-fold summary").first.click()
    expect(page.locator("details[open] table tbody tr").first).to_be_visible()
    shown_on_the_map(page)

    # what is taken home is what is shown
    csv = pd.read_csv(download(page, "covered.csv", tmp_path))
    geojson = gpd.read_file(download(page, "covered.geojson", tmp_path))
    parquet = gpd.read_parquet(download(page, "covered.parquet", tmp_path))
    assert len(csv) == len(geojson) == len(parquet) > 0
    assert str(len(csv)) in page.locator(".downloads li").first.inner_text()
    outcome = json.loads(download(page, "outcome.json", tmp_path).read_text())
    assert len(outcome["covered"]["features"]) == len(csv)
    crate = download(page, "crate.zip", tmp_path)
    assert zipfile.ZipFile(crate).testzip() is None
    rerun_is_the_same(crate, hub, language)
    opens_without_a_network(open_browser, download(page, "page.html", tmp_path), language)


def shown_on_the_map(page: Page) -> None:
    """What Leaflet shows fits what the drawing shows: the places fill the frame."""
    seen = page.evaluate("""() => {
      const canvas = document.querySelector('.cb-map .leaflet-container canvas');
      const { width, height } = canvas;
      const data = canvas.getContext('2d').getImageData(0, 0, width, height).data;
      let [left, right] = [width, 0];
      for (let at = 3; at < data.length; at += 4) {
        if (data[at] > 100) {
          const x = ((at - 3) / 4) % width;
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
      return (right - left) / width;
    }""")
    assert seen > 0.25, f"the places fill {seen:.0%} of the map"


def rerun_is_the_same(crate: Path, hub: Hub, language: str) -> None:
    """Reproduce a run from its crate on the command line."""
    tag = LANGUAGES[language]
    done = subprocess.run(
        [sys.executable, "-m", "citybricks", "rerun", str(crate), "--language", tag],
        env=hub.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def opens_without_a_network(open_browser: Open, file: Path, language: str) -> None:
    """Open a saved page in a browser that reaches nothing."""
    page = open_browser(language)
    asked: list[str] = []
    page.context.unroute_all()
    page.context.set_offline(True)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[language])
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("figure.cb-map svg").first).to_be_visible()
    expect(page.locator("figure.cb-chart svg").first).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_progress_is_watched_and_a_run_cancelled(
    open_browser: Open, hub: Hub, language: str
) -> None:
    page = open_browser(language)
    page.goto("/bricks/slow-count/try/")
    page.fill("[name=steps]", "20000")
    page.click(".form-actions button")
    percent = page.locator(".percent")
    before = percent.inner_text(timeout=30_000)
    expect(percent).not_to_have_text(before, timeout=30_000)  # it moves without a reload
    working = busy(hub)
    assert working > 0.05  # on a busy machine it gets less
    page.click(".progress-box button")
    expect(page.locator(".status-dismissed")).to_be_visible()
    time.sleep(1)
    assert busy(hub) < min(0.1, working / 2)  # the worker's child has stopped
    expect(page.locator(".note-box")).to_be_visible()
    page.click(".run > .actions a")  # its inputs are kept
    expect(page.locator("[name=steps]")).to_have_value("20000")


def busy(hub: Hub) -> float:
    """Return how many processors the hub's worker uses."""
    start, before = time.monotonic(), cpu_seconds(hub)
    time.sleep(0.7)
    return (cpu_seconds(hub) - before) / (time.monotonic() - start)


def cpu_seconds(hub: Hub) -> float:
    """Return the CPU time that processes below the hub's worker have used."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(said[1])
        used[int(path.parent.name)] = int(said[11]) + int(said[12])
    below = {hub.server.pid}
    while more := {pid for pid, parent in parents.items() if parent in below} - below:
        below |= more
    children = {pid for pid in below if "spawn_main" in command(pid)}
    return sum(used[pid] for pid in children) / os.sysconf("SC_CLK_TCK")


def command(pid: int) -> str:
    """Return the command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_a_failed_run_says_so_in_the_readers_language(
    open_browser: Open, hub: Hub, language: str
) -> None:
    path = started(hub, "slow-count", {"steps": 1, "seed": -7})
    page = open_browser(language)
    page.goto(path)
    box = page.locator(".problem-box")
    expect(box).to_be_visible(timeout=30_000)
    said = {"zh-CN": "第 -7 夜是阴天", "en": "the sky is overcast on night -7"}[language]
    expect(box).to_contain_text(said)
    expect(page.locator(".status-failed")).to_be_visible()


def test_who_runs_too_much_at_once_is_told_and_loses_nothing(
    open_browser: Open, language: str
) -> None:
    page = open_browser(language)
    started_here = []
    for number in range(3):  # the hub of the tests allows three
        page.goto("/bricks/slow-count/try/")
        page.fill("[name=steps]", "100000")
        page.fill("[name=pause]", "0.05")
        page.fill("[name=seed]", str(number))
        page.click(".form-actions button")
        page.wait_for_url(re.compile(r"/runs/[0-9a-f-]{36}/"))
        started_here.append(page.url)
    page.goto("/bricks/slow-count/try/")
    page.fill("[name=steps]", "77")
    page.click(".form-actions button")
    box = page.locator("#wrong")
    expect(box).to_be_focused()
    expect(box).to_contain_text("3")
    expect(page.locator("[name=steps]")).to_have_value("77")
    for url in started_here:
        page.goto(url)
        page.click(".progress-box button")
        expect(page.locator(".status-dismissed")).to_be_visible()
