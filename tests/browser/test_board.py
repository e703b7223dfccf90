"""Pages of boards and of witnesses: for everybody, on any screen, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_MADE = """
from citybricks.services.voting.board.domain import appending, complaints, reports
from citybricks.services.voting.board.domain.heads import witness_head
from citybricks.services.voting.board.models import Board, Witness
from citybricks.services.voting.witness.domain import looking, splitting
from citybricks.services.voting.witness.models import Kind, Watched
from tests.services.voting.board import scene
from tests.services.voting.witness.lying import UUID, Lying
made = scene.opened(name="投票：哪种长椅？")
first = scene.cast(made.uuid, made.ballot(0, 1, 0)).tracker
scene.cast(made.uuid, made.ballot(0, 0, 1))
board = Board.objects.get(pk=made.uuid)
for said in ("My ballot was refused.", "我的选票不见了。"):
    one = complaints.file_plain(board, claim="refused", text=said, tracker=first)
complaints.answer(one, "已查明。", None)
key = "ab" * 32
witness = Witness.objects.create(name="Tianjin", key_id=key)
head = board.heads.last()
head.cosignatures.create(witness=witness, signed=head.signed)
other = Lying("https://tsukuba.example")
watched = Watched.objects.create(city="Tsukuba", url=other.board, is_active=False)
heads = [other.sign(text, 1) for text in (b"one", b"two")]
for each in heads:
    looking.note(watched, each, "")
splitting.flag(watched, Kind.SPLIT, *heads)
Watched.objects.filter(pk=watched.pk).update(problem="the archive has no bytes from 1 to 2")
print(json.dumps({"uuid": made.uuid, "tracker": first, "watched": UUID}))
"""


@pytest.fixture(scope="module")
def boards(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A board of this hub with a ballot that was replaced, and one that is witnessed."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


PAGES = {
    "board": "/voting/{uuid}/board/",
    "dispute": "/voting/{uuid}/dispute/",
    "dispute-found": "/voting/{uuid}/dispute/?tracker={tracker}",
    "dispute-unknown": "/voting/{uuid}/dispute/?tracker=AAAA",
    "witness": "/voting/witness/",
    "witness-board": "/voting/witness/{watched}/",
}
KNOWN = {"RFC"}
"""English words that a page in Chinese has."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_boards_is_for_everybody(
    open_browser: Open, boards: dict[str, str], language: str, name: str
) -> None:
    page = open_browser(language, role="secretariat" if name == "dispute" else "visitor")
    page.goto(PAGES[name].format(**boards))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"voting-{name}-{language}")
    if language == "zh-CN":
        words = re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}", said_in_chinese(page))
        assert [one for one in words if one not in KNOWN] == []


def test_pages_of_boards_are_for_everybody_in_the_dark(
    open_browser: Open, boards: dict[str, str]
) -> None:
    page = open_browser("en", color_scheme="dark")
    for name in ("board", "dispute-found", "witness-board"):
        page.goto(PAGES[name].format(**boards))
        is_for_everybody(page, "en")


def test_somebody_complains_by_keyboard_without_javascript(
    open_browser: Open, boards: dict[str, str]
) -> None:
    page = open_browser("en", java_script_enabled=False)
    page.goto(f"/voting/{boards['uuid']}/dispute/")
    page.locator("#tracker").focus()
    page.keyboard.type(boards["tracker"])
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("counts in its place")
    form = page.locator("form[aria-labelledby=file-plain]")
    expect(form.locator("[name=tracker]")).to_have_value(boards["tracker"])
    form.locator("[name=text]").focus()
    page.keyboard.type("I have voted once.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".complaint").first).to_contain_text("Its words are shown with the answer")
