"""Voters who use the booth with the keyboard only, and a browser that is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from tests.services.voting.booth.small_board import CODE, City

SEEN = """() => {
  const one = document.activeElement;
  const label = one.closest('label') ?? one;
  const { bottom, right } = label.getBoundingClientRect();
  const shown = [one, label].some((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  return shown && bottom > 0 && right > 0;
}"""


@dataclass
class Watched:
    """What a browser asked for and complained about."""

    host: str
    outside: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Look at everything that pages of a context do; let them reach the city only."""
        context.route("**/*", self._let_through)
        context.on("request", self._note)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda said: self._read(said.text))

    def _note(self, request: Request) -> None:
        self.asked.append(f"{request.method} {urlsplit(request.url).path}")

    def _let_through(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc == self.host:
            route.continue_()
        else:
            self.outside.append(route.request.url)
            route.abort()

    def _read(self, text: str) -> None:
        if "Content Security Policy" in text or "Refused" in text:
            self.faults.append(text)


class Voter:
    """Somebody at the booth who has no mouse.

    Parameters
    ----------
    page
        Theirs.
    """

    def __init__(self, page: Page) -> None:
        self.page = page

    # --- keys ----------------------------------------------------------------------------------
    def to(self, selector: str, limit: int = 60) -> None:
        """Press Tab until an element has the focus; on the way whatever has it shows it."""
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("document.activeElement === document.body"):
                continue  # beyond the last element: round again
            assert self.page.evaluate(SEEN), self.page.evaluate("document.activeElement.outerHTML")
            if self.page.evaluate("(one) => document.activeElement.matches(one)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached")

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to something and press it."""
        self.to(selector)
        self.page.keyboard.press(key)

    def onward(self, heading: str = "") -> None:
        """Press the button that leads on; the focus is on the next heading then."""
        before = self.page.locator("main h1").inner_text()
        self.press("main .primary")
        expect(self.page.locator("main h1")).not_to_have_text(before)
        expect(self.page.locator("main h1")).to_be_focused()
        if heading:
            expect(self.page.locator("main h1")).to_have_text(heading)

    # --- steps ---------------------------------------------------------------------------------
    def enter(self, booth: str, credential: str) -> None:
        """Open the booth by the link of a letter, and begin."""
        self.page.goto(f"{booth}#{credential}")
        expect(self.page.locator("main .known")).to_be_visible()
        self.onward()

    def choose_one(self, answer: int) -> None:
        """Choose an answer of several with radio buttons."""
        self.press("input[type=radio]", "Space")
        for _ in range(answer):
            self.page.keyboard.press("ArrowDown")
        expect(self.page.locator("main input[type=radio]").nth(answer)).to_be_checked()
        self.onward()

    def choose(self, *answers: int) -> None:
        """Tick answers; the last box is that of the blank vote."""
        boxes = self.page.locator("main input[type=checkbox]")
        for at in range(max(answers) + 1):
            self.to("main input[type=checkbox]")
            if at in answers:
                self.page.keyboard.press("Space")
                expect(boxes.nth(at)).to_be_checked()
        self.onward()

    def rank(self, *order: int) -> None:
        """Give places by the lists of numbers, and the last one by its button."""
        for place, answer in enumerate(order[:-1]):
            self.to(f"#answer-{answer}")
            self.page.keyboard.type(str(place + 1))
            expect(self.page.locator(f".placed #answer-{answer}")).to_be_focused()
            self.back_to_top()
        self.press(f"#up-{order[-1]}")
        expect(self.page.locator(".placed li")).to_have_count(len(order))
        self.onward()

    def back_to_top(self) -> None:
        """Start from the heading again, as after a step."""
        self.page.evaluate("document.querySelector('main h1').focus()")

    def seal(self) -> str:
        """Have the ballot sealed; return its tracker."""
        self.onward()
        expect(self.page.locator("#cast")).to_be_visible()
        return self.page.locator("#tracker").inner_text().replace("\n", "")

    def audit(self, folder: Path) -> Path:
        """Open the sealed ballot and save audit.json."""
        self.press("#audit")
        expect(self.page.locator("#save")).to_be_visible()
        expect(self.page.locator("main h1")).to_be_focused()
        with self.page.expect_download() as download:
            self.press("#save")
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def cast(self, voter: str = "42", code: str = CODE) -> None:
        """Say who votes by a code, and cast."""
        self.press("#cast")
        expect(self.page.locator("main h1")).to_be_focused()
        self.to("#voter")
        self.page.keyboard.type(voter)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#code")).to_be_focused()
        self.page.keyboard.type(code)
        self.page.keyboard.press("Enter")


OpenBooth = Callable[..., Page]


@pytest.fixture
def open_booth(chromium: Browser) -> Iterator[OpenBooth]:
    """Open a browser of its own at a city; it must not reach anybody else."""
    opened: list[tuple[Any, Watched]] = []

    def open_booth(city: City, language: str = "en", **options: Any) -> Page:
        watched = Watched(urlsplit(city.url).netloc)
        context = chromium.new_context(locale=language, reduced_motion="reduce", **options)
        watched.watch(context)
        context.set_default_timeout(15_000)
        opened.append((context, watched))
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        return page

    yield open_booth
    for context, _ in opened:
        context.close()
    assert [watched.outside + watched.faults for _, watched in opened] == [[] for _ in opened]
