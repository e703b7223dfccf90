"""Voters at the booth: with the keyboard only, in two languages, in real Chromium."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from citybricks.methods.ballot.digests import fingerprint
from citybricks.methods.ballot.verifying import ballots, setup
from citybricks.services.voting.booth.views import HEADERS
from tests.browser.voters import OpenBooth, Voter
from tests.services.voting.booth.small_board import (
    BLANK,
    DESK_TOKEN,
    PICK,
    RANK,
    City,
    Election,
    serving,
)

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

START = ["", "booth.css", "booth.js", "booth.js"]  # the script again, as worker


@pytest.fixture
def city() -> Iterator[City]:
    """A city that asks three questions."""
    with serving(City(Election((PICK, BLANK, RANK)), headers=HEADERS)) as city:
        yield city


def belenios(folder: Path) -> str:
    """Have Belenios verify an archive; return what it says."""
    tool = shutil.which("belenios-tool")
    if tool is None:
        pytest.skip("belenios-tool is not installed: apt-get install belenios-tool")
    command = [tool, "election", "verify", "--dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_ballots_cast_by_keyboard_are_counted_by_belenios(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    election = Election((PICK, BLANK), 2, group="BELENIOS-2048", short=True)
    with serving(City(election, headers=HEADERS)) as city:
        for number, language in enumerate(("zh-CN", "en")):
            voter = Voter(open_booth(city, language))
            voter.enter(city.booth, election.credentials[number])
            voter.choose_one(2 * number)
            voter.choose(*((0, 2) if number else (4,)))
            tracker = voter.seal()
            voter.cast()
            expect(voter.page.locator(".verdict.good")).to_be_visible()
            assert fingerprint(election.cast[-1]) == tracker
    election.archive(tmp_path)
    told = belenios(tmp_path)
    assert "all checks passed" in told
    assert "no result" not in told
    result = json.loads(election.result.write())["result"]
    assert result == [[1, 0, 1, 0], [1, 1, 0, 1, 0]]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_ranking_is_made_by_keyboard(open_booth: OpenBooth, city: City, language: str) -> None:
    election = city.election
    voter = Voter(open_booth(city, language))
    voter.enter(city.booth, election.credentials[0])
    voter.choose_one(1)
    voter.choose(0)
    voter.rank(2, 0, 3)
    voter.seal()
    voter.cast()
    expect(voter.page.locator(".verdict.good")).to_be_visible()
    trustees = election.trustees.write(election.group)
    board = setup.of(election.election, trustees, election.public_credentials)
    ballots.check(board, election.cast[0])
    list(election.records())
    assert json.loads(election.result.write())["result"] == [
        [0, 1, 0, 0],
        [0, 1, 0, 0, 0],
        [[2, 4, 1, 3]],
    ]


def test_nothing_is_sent_between_load_and_cast(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city)
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    folder = f"/voting/{city.election.uuid}/booth/"
    api = f"/voting/api/elections/{city.election.uuid}"
    loaded = [f"GET {folder}{name}" for name in START]
    loaded += [f"GET {api}{name}" for name in ("", "/election", "/trustees")]
    assert sorted(city.requests) == sorted(loaded)
    voter.choose_one(0)
    voter.choose(1)
    voter.rank(0, 1)
    voter.seal()
    assert sorted(city.requests) == sorted(loaded)
    voter.cast()
    expect(page.locator(".verdict.good")).to_be_visible()
    sent = [f"POST {api}/{name}" for name in ("codes", "permits", "ballots")]
    assert city.requests[len(loaded) :] == [*sent, f"GET {api}/heads?from=0"]
    everything = " ".join(city.requests)
    assert city.election.credentials[0] not in everything


def test_nothing_is_kept_on_the_device(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city)
    voter = Voter(page)
    credential = city.election.credentials[0]
    voter.enter(city.booth, credential)
    assert page.url == city.booth
    voter.choose_one(0)
    kept = """async () => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie,
        (await indexedDB.databases()).length, (await caches.keys()).length]"""
    assert page.evaluate(kept) == [[], [], "", 0, 0]
    assert page.context.cookies() == []
    assert credential not in page.content()
    page.go_back()
    assert credential not in page.url


def test_the_booth_works_without_a_connection_until_the_ballot_is_cast(
    open_booth: OpenBooth, city: City
) -> None:
    page = open_booth(city)
    voter = Voter(page)
    page.goto(f"{city.booth}#{city.election.credentials[0]}")
    expect(page.locator("main .known")).to_be_visible()
    page.context.set_offline(True)
    voter.onward()
    voter.choose_one(3)
    voter.choose(4)
    voter.rank(3, 2)
    tracker = voter.seal()
    voter.press("#cast")
    page.locator("input[value=token]").check()
    page.fill("#token", DESK_TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("cannot be reached")
    expect(page.locator("#token")).to_have_value(DESK_TOKEN)
    page.context.set_offline(False)
    page.locator("#token").press("Enter")
    expect(page.locator(".verdict.good")).to_be_visible()
    assert fingerprint(city.election.cast[0]) == tracker


def test_a_typing_error_in_the_credential_is_told_and_mended(
    open_booth: OpenBooth, city: City
) -> None:
    page = open_booth(city)
    credential, other = city.election.credentials[:2]
    page.goto(city.booth)
    page.fill("#credential", f"O{credential[1:]}")
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("Character 1, “O”")
    expect(page.locator(".problem")).to_be_focused()
    page.fill("#credential", credential[:-1])
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("21 characters")
    wrong = other[:-1] + ("a" if other[-1] != "a" else "b")  # well-formed, and nobody's
    page.fill("#credential", wrong)
    voter = Voter(page)
    voter.onward()
    voter.choose_one(0)
    voter.choose(0)
    voter.rank(1, 0)
    voter.seal()
    voter.cast()
    expect(page.locator(".problem")).to_contain_text("not on the list. (B3)")
    page.get_by_role("button", name="Type the credential again").click()
    page.fill("#credential", credential)
    voter.onward("Look once more")  # the answers are kept
    voter.seal()
    voter.cast()
    expect(page.locator(".verdict.good")).to_be_visible()


def test_a_link_with_a_typing_error_is_told_before_anything_else(
    open_booth: OpenBooth, city: City
) -> None:
    page = open_booth(city)
    for fragment in ("%", "%E4%BD", city.election.credentials[0][:-1], "<img src=x>"):
        page.goto("about:blank")
        page.goto(f"{city.booth}#{fragment}")
        expect(page.locator("#credential")).to_be_visible()
        assert page.url == city.booth
        page.locator("main .primary").click()
        expect(page.locator(".problem")).to_be_focused()


def test_answers_can_be_dragged_into_order(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city)
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    voter.choose_one(0)
    voter.choose(0)
    page.locator("#answer-0").select_option("0")
    names = page.locator(".placed .name")
    page.locator(".unplaced .name", has_text="Lakeside").drag_to(page.locator(".placed .name"))
    expect(names).to_have_text(["Lakeside", "Station square"])
    page.locator(".placed .name", has_text="Lakeside").drag_to(page.locator(".unplaced .name").last)
    expect(names).to_have_text(["Station square"])


def test_the_language_is_switched_and_the_answers_stay(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city, "zh-CN")
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    expect(page.locator("h1")).to_have_text("最喜欢哪一个吉祥物？")
    page.locator("main input").nth(2).check()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Which mascot do you like best?")
    expect(page.get_by_label("Rocket cat")).to_be_checked()
    expect(page.get_by_role("button", name="English")).to_be_focused()
    voter.onward()
    page.get_by_label("Park").check()
    page.get_by_label("<b>Stage</b> & café").check()  # what looks like HTML is text
    voter.onward()
    page.locator("#answer-1").select_option("1")
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".placed li .name")).to_have_text(["湖边"])
    voter.onward("再看一遍")
    expect(page.locator(".words").first).to_have_text("火箭猫")


def test_a_way_back_leads_to_every_answer(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city)
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    voter.choose_one(0)
    voter.choose(0)
    voter.rank(0, 1)
    page.get_by_role("button", name="Change the answer to: Which mascot").click()
    page.get_by_label("Rocket cat").check()
    voter.onward("Look once more")
    expect(page.locator(".words").first).to_have_text("Rocket cat")
    page.go_back()
    expect(page.get_by_label("Rocket cat")).to_be_checked()
    page.go_forward()
    first = voter.seal()
    page.go_back()
    assert voter.seal() != first  # encrypted afresh


def test_how_many_answers_is_told_before_and_counted(open_booth: OpenBooth, city: City) -> None:
    page = open_booth(city)
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    voter.press("main .primary")
    expect(page.locator(".problem")).to_contain_text("Choose an answer.")
    voter.choose_one(0)
    expect(page.locator(".rule")).to_have_text("Choose 1 to 2 answers. Or cast a blank vote.")
    for name in ("Park", "Library", "Bike lanes"):
        page.get_by_label(name).check()
    expect(page.locator(".count")).to_have_text("3 chosen, at most 2 are allowed: take 1 away.")
    page.locator("main .primary").click()
    expect(page.locator(".problem")).to_contain_text("at most 2 are allowed")
    page.get_by_label("Blank vote").check()  # instead of all others
    expect(page.locator("main input:checked")).to_have_count(1)
    page.get_by_label("Park").check()
    expect(page.get_by_label("Blank vote")).not_to_be_checked()
