"""An expo of 500 made-up booths from 120 countries: placed, drawn, counted.

The placing is measured against SciPy's `quadratic_assignment` (FAQ, 2-opt, and 2-opt from FAQ) on
halls of one size of booth, which is all that it knows, and against alphabetical and random placings
of the mixed sizes. The venue is drawn by headless Chromium with a software renderer, and what it
counts is read from the page: `renderer.info`.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import process_time
from typing import Any

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.gatherings.booths import checking, measuring
from citybricks.methods.gatherings.booths.halls import SIZES, Hall
from citybricks.methods.gatherings.booths.placing import objective, place
from citybricks.methods.gatherings.booths.problem import Booth, Place, places, problem

PACKAGE = Path(__file__).parents[1] / "src/citybricks"
ASSETS = PACKAGE / "network/gatherings/expo/static/expo"
COUNTRIES = 120
BOOTHS = 500
FLAGS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
THEMES = {
    "healthcare": ("Healthcare", "医疗健康"),
    "sustainability": ("Sustainability", "可持续发展"),
    "consumer": ("Consumer technology", "消费科技"),
    "smart-city": ("Smart city", "智慧城市"),
    "mobility": ("Mobility", "出行与物流"),
    "industry": ("Industry", "工业与人工智能"),
}
_WORDS = {
    "healthcare": (("Pulse", "脉搏"), ("Clinic", "诊所"), ("Care", "康护"), ("Gene", "基因")),
    "sustainability": (("Solar", "光能"), ("River", "清河"), ("Compost", "沃土"), ("Wind", "风能")),
    "consumer": (("Kitchen", "智厨"), ("Sound", "悦声"), ("Wear", "穿戴"), ("Play", "乐玩")),
    "smart-city": (("Lamp", "灯杆"), ("Square", "广场"), ("Twin", "孪生"), ("Archive", "档案")),
    "mobility": (("Tram", "电车"), ("Harbour", "港口"), ("Cargo", "货运"), ("Cycle", "骑行")),
    "industry": (("Robot", "机器人"), ("Forge", "锻造"), ("Vision", "视觉"), ("Chip", "芯片")),
}
_KINDS = (("Works", "工坊"), ("Lab", "实验室"), ("Systems", "系统"), ("Group", "集团"))


def exhibitors(count: int = BOOTHS, seed: int = 1) -> tuple[list[Booth], list[dict[str, str]]]:
    """Make up booths, and their names and countries."""
    rng = np.random.default_rng(seed)
    booths, names = [], []
    for at in range(count):
        theme = list(THEMES)[at % len(THEMES)]
        words = _WORDS[theme]
        (en, zh), other = words[rng.integers(4)], words[rng.integers(4)]
        kind = _KINDS[rng.integers(4)]
        country = f"{at % COUNTRIES:03d}"
        wish = ("entrance", "power", *[""] * 8)[rng.integers(10)]
        size = "SSSSSSMMML"[rng.integers(10)]
        fields = frozenset({en, other[0]})
        booths.append(Booth(f"{at:03d}", size, theme, fields, country, wish))  # type: ignore[arg-type] # one of them
        names.append(
            {"en": f"{en} {kind[0]} {at}", "zh": f"{zh}{kind[1]} {at}", "country": country}
        )
    return booths, names


def halls() -> list[Hall]:
    """Return a hall for each theme."""
    return [Hall("ABCDEF"[at], 60, 54, theme) for at, theme in enumerate(THEMES)]


def venue(found: list[Place], booths: list[Booth], names: list[dict[str, str]]) -> dict[str, Any]:
    """Write the venue as its page is given it."""
    halls_ = [
        {
            "code": hall.id,
            "name": THEMES[hall.theme][0],
            "other": THEMES[hall.theme][1],
            "otherLanguage": "zh-Hans",
            "x": (at % 3) * (hall.width + 24),
            "z": (at // 3) * (hall.depth + 30),
            "width": hall.width,
            "depth": hall.depth,
            "entrances": list(hall.entrances),
        }
        for at, hall in enumerate(halls())
    ]
    codes = [hall["code"] for hall in halls_]
    rows = [
        {
            "id": booth.id,
            "code": f"{at.hall}{at.row + 1}-{at.column + 1:02d}",
            "hall": codes.index(at.hall),
            "row": at.row,
            "column": at.column,
            "size": booth.size,
            "faces": "both"
            if SIZES[booth.size][0] > 1
            else "north"
            if at.row % 3 == 1
            else "south",
            "name": name["en"],
            "other": name["zh"],
            "language": "en",
            "otherLanguage": "zh-Hans",
            "country": name["country"],
            "visitors": 0,
            "url": f"/{booth.id}",
            "model": "",
        }
        for at, booth, name in zip(found, booths, names, strict=True)
    ]
    words = dict.fromkeys(("at", "found", "in_hall", "visitors"), "{count}")
    return {"language": "en", "halls": halls_, "booths": rows, "words": words}


def placed() -> Iterator[Figure]:
    """Place the booths and compare."""
    booths, _ = exhibitors()
    task = problem(booths, halls())
    place(task, iterations=1)
    start = process_time()
    first = place(task, iterations=1_000_000)
    spent = process_time() - start
    names = [booth.id for booth in booths]
    found = dict(zip(names, places(halls(), first), strict=True))
    broken = list(checking.check(booths, halls(), found))
    ours = measuring.score(task, first)
    random = measuring.score(task, measuring.shuffled(task, 0))
    ordered = measuring.score(task, measuring.alphabetical(task, names))
    yield Figure(name="rules broken by 500 places", value=len(broken), unit="", at_most=0)
    yield Figure(
        name="way between booths that share fields",
        value=ours.alike_m,
        unit="m",
        at_most=0.85 * min(random.alike_m, ordered.alike_m),
        peer="random",
        peer_value=random.alike_m,
        note=f"alphabetical {ordered.alike_m:.3g}; cost {ours.objective:.3g} beside"
        f" {random.objective:.3g} and {ordered.objective:.3g}",
    )
    yield Figure(name="placing 500 booths", value=spent, unit="CPU s", at_most=10)


def against_scipy(seed: int = 3) -> Iterator[Figure]:
    """Place one hall of small booths, which SciPy can place too."""
    from scipy.optimize import quadratic_assignment

    hall = Hall("A", 48, 42)
    cells = 80
    booths = [booth for booth in exhibitors(2_000, seed)[0] if booth.theme == "healthcare"][:cells]
    booths = [Booth(one.id, "S", "", one.fields, one.member) for one in booths]
    task = problem(booths, [hall])
    flow = np.zeros((len(task.hall), len(task.hall)))
    flow[: len(booths), : len(booths)] = task.flow()
    best: dict[str, tuple[float, float]] = {}
    for name, method, options in (
        ("faq", "faq", {"rng": 0}),
        ("2opt", "2opt", {"rng": 0}),
    ):
        start = process_time()
        result = quadratic_assignment(flow, task.far, method=method, options=options)
        best[name] = (result.fun / 2, process_time() - start)
        if name == "faq":
            guess = np.stack((np.arange(len(flow)), result.col_ind), axis=1)
    start = process_time()
    result = quadratic_assignment(flow, task.far, method="2opt", options={"partial_guess": guess})
    best["faq, then 2opt"] = (result.fun / 2, best["faq"][1] + process_time() - start)
    place(task, iterations=1)
    start = process_time()
    ours = objective(task, place(task, iterations=200_000))
    spent = process_time() - start
    peer, (value, seconds) = min(best.items(), key=lambda one: one[1][0])
    said = "; ".join(f"{name} {cost:.4g} in {cpu:.2g} s" for name, (cost, cpu) in best.items())
    yield Figure(
        name=f"cost of {cells} booths of one size",
        value=ours,
        unit="m",
        at_most=value,
        peer=f"scipy {peer}",
        peer_value=value,
        note=f"ours in {spent:.2g} CPU s, {said} (peer {seconds:.2g} s)",
    )


def bundle() -> Iterator[Figure]:
    """Weigh what the page loads before it draws, and what it loads near a model."""
    size = {
        path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0))
        for path in (ASSETS / "venue").glob("*.js")
    }
    first = sum(size[name] for name in ("venue.js", "halls.js", "three.js")) / 1000
    yield Figure(name="scripts of the venue", value=first, unit="kB gzip", at_most=200)
    yield Figure(
        name="with those of models", value=sum(size.values()) / 1000, unit="kB gzip", at_most=200
    )


PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Venue</title>
<link rel="stylesheet" href="tokens.css"><body class="cb-hub">
<canvas id="halls" tabindex="0"></canvas><script type="module" src="page.js"></script>"""
SCRIPT = """import { halls } from "./halls.js";
const canvas = document.getElementById("halls");
canvas.style.cssText = "width:1280px;height:720px";
const venue = await (await fetch("venue.json")).json();
const told = { still: () => true, arrived() {}, entered() {} };
window.hall = halls(canvas, venue, told);
window.venue = venue;
await window.hall.ready;
document.title = "ready";"""


@contextmanager
def site(given: dict[str, Any]) -> Iterator[str]:
    """Serve the venue by itself."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ASSETS / "venue", folder, dirs_exist_ok=True)
        shutil.copy(PACKAGE / "views/assets/tokens.css", folder)
        pages = {"index.html": PAGE, "page.js": SCRIPT, "venue.json": json.dumps(given)}
        for name, text in pages.items():
            Path(folder, name).write_text(text)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def drawn() -> Iterator[Figure]:
    """Draw the venue and read what the renderer counts: at the door, at a booth, from above."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        yield Figure(name="draw calls: Chromium is missing", value=0, unit="")
        return
    from playwright.sync_api import sync_playwright

    booths, names = exhibitors()
    task = problem(booths, halls())
    found = places(halls(), place(task, iterations=10_000))
    with site(venue(found, booths, names)) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(url)
        page.wait_for_function("document.title === 'ready'", timeout=60_000)
        counts = [page.evaluate("({...document.querySelector('canvas').dataset})")]
        for move in ("hall.visit(venue.booths[7])", "hall.above()"):
            page.evaluate(move)
            page.evaluate(
                "new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
            )
            counts.append(page.evaluate("({...document.querySelector('canvas').dataset})"))
        browser.close()
    calls, triangles = (max(int(one[name]) for one in counts) for name in ("calls", "triangles"))
    yield Figure(name="draw calls of 500 booths", value=calls, unit="", at_most=10)
    yield Figure(name="triangles of 500 booths", value=triangles, unit="")


if __name__ == "__main__":
    for part in (placed, against_scipy, bundle, drawn):
        for figure in part():
            figure.tell()
