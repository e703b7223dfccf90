"""Headless Chromium against a live hub: one of each for all tests.

Every browser is cut off from whatever is not the hub, and a test fails when a page asked for it,
broke the content security policy, or raised an error.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from citybricks.faces.example import example_of
from citybricks.kernel.registry import find
from tests.browser.voters import open_booth  # noqa: F401 - a fixture
from tests.live import ROOT, Hub, live_hub

SITE = Path(__file__).parent / "site"
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LANGUAGES = {"zh-CN": "zh-Hans", "en": "en"}
"""What browsers ask for, and the language of the page that they get."""
expect.set_options(timeout=20_000)  # other tests use the machine too
PASSWORD = "nine bridges over one river"
_SETTLE = f"""
sys.path.insert(0, {str(ROOT)!r})
from citybricks.hub.founding import found
from tests.hub.cast import ROLES, settle
found()
cast = settle()
owner = cast.people["owner"]
owner.set_password({PASSWORD!r})
owner.save()
clients = {{role: cast.client(role) for role in ROLES if role != "visitor"}}
print(json.dumps({{role: client.cookies["sessionid"].value for role, client in clients.items()}}))
"""

_EXCHANGE = """
from citybricks.hub.founding import number_of
from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import interest
from citybricks.network.exchange.models import Listing
from citybricks.network.members.domain import applying, people
from citybricks.network.members.models import Member, User
from tests.network.exchange.scene import offer
owner, officer, administrator, outsider = (
    User.objects.get(email=f"{role}@cities.example")
    for role in ("owner", "officer", "administrator", "outsider")
)
tianjin = Member.objects.get(slug="tianjin")
wish = applying.Wish(kind="city", geonames_id=3936456, office="Alcaldía", message="Nos alegra.")
slugs = {
    "offer": "shanghai-automated-port",
    "need": "los-angeles-port-automation",
    "own": "tianjin-smart-port",
}
found = {name: number_of(slug) for name, slug in slugs.items()}
offer("draft", member=tianjin, side="need", type="pilot", trl=None)
offer("checking", member=tianjin, side="offer", type="technology")
message = Text(language="en", text="We would like to see it at work.")
there = {name: Listing.objects.get(pk=number) for name, number in found.items()}
interest.express(there["offer"], tianjin, administrator, message)
interest.express(there["own"], Member.objects.get(slug="shanghai"), outsider, message)
people.issue_token(user=administrator, name="Dashboard")
print(json.dumps(found | {
    "application": applying.apply(officer, wish).ulid,
    "draft": Listing.objects.get(state="draft").pk,
}))
"""


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub with the bricks we ship, and one that takes its time."""
    with live_hub(tmp_path_factory.mktemp("hub"), workers=2, site=[SITE], visitor_quota="3") as hub:
        yield hub


@pytest.fixture(scope="session")
def sessions(hub: Hub) -> dict[str, str]:
    """Session cookies of the cast, by role, in the founding network.

    What is founded can be found by its words at once, by its meaning after half a minute.
    """
    found: dict[str, str] = hub.python(_SETTLE)
    return found


@pytest.fixture(scope="session")
def exchange(hub: Hub, sessions: dict[str, str]) -> dict[str, str]:
    """Numbers of an offer, a need, an offer and a draft of Tianjin's, and an application.

    Tianjin has expressed interest and received some.
    """
    del sessions
    found: dict[str, str] = hub.python(_EXCHANGE)
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser; closed before other tests, as Playwright's event loop would disturb Django."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What pages did that they should not have done."""

    url: str
    outside: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def let_through(self, route: Route) -> None:
        """Let requests to the hub pass, and nothing else."""
        if route.request.url.startswith(f"{self.url}/"):
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def read(self, message: ConsoleMessage) -> None:
        """Note what the browser complains about."""
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.broken.append(message.text)


Open = Callable[..., Page]


@pytest.fixture
def open_browser(hub: Hub, chromium: Browser, sessions: dict[str, str]) -> Iterator[Open]:
    """Open a browser of its own: ``open_browser("zh-CN", role="owner", width=320)``."""
    watches, contexts = [], []

    def open_browser(
        language: str = "en",
        *,
        role: str = "visitor",
        width: int = 1280,
        height: int = 900,
        **options: Any,
    ) -> Page:
        context = chromium.new_context(
            base_url=hub.url,
            locale=language,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        watch = Watch(hub.url)
        context.route("**/*", watch.let_through)
        context.on("console", watch.read)
        context.on("weberror", lambda error: watch.broken.append(str(error.error)))
        context.set_default_timeout(20_000)
        if role != "visitor":
            context.add_cookies([{"name": "sessionid", "value": sessions[role], "url": hub.url}])
        watches.append(watch)
        contexts.append(context)
        return context.new_page()

    yield open_browser
    for context in contexts:
        context.close()
    assert [watch.outside for watch in watches] == [[] for _ in watches]
    assert [watch.broken for watch in watches] == [[] for _ in watches]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language that browsers may ask for."""
    asked: str = request.param
    return asked


def started(hub: Hub, brick: str, inputs: dict[str, Any]) -> str:
    """Start a public run by the API and return the path of its page."""
    answer = httpx.post(
        f"{hub.url}/ogc/processes/{brick}/execution",
        json={"inputs": inputs},
        headers={"Prefer": "respond-async"},
        trust_env=False,
    )
    answer.raise_for_status()
    return f"/runs/{answer.json()['jobID']}/"


@pytest.fixture(scope="session")
def public_run(hub: Hub) -> str:
    """Path of the page of a finished run that everybody may see."""
    example = example_of(find("service-area"))
    assert example
    qualified = {
        name: {"value": value} if isinstance(value, dict) else value
        for name, value in example.inputs.items()
    }
    path = started(hub, "service-area", qualified)
    give_up = time.monotonic() + 60
    while httpx.get(f"{hub.url}{path}outcome.json", trust_env=False).is_error:
        assert time.monotonic() < give_up, hub.log()
        time.sleep(0.2)
    return path


@pytest.fixture
def slow_run(hub: Hub) -> Iterator[str]:
    """Path of the page of a run that takes longer than any test."""
    path = started(hub, "slow-count", {"steps": 100_000, "pause": 0.05})
    yield path
    httpx.delete(f"{hub.url}/ogc/jobs/{Path(path).name}", trust_env=False)
