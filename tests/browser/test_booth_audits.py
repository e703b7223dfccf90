"""Audits at the booth, what the board answers, and how every step looks: in real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, expect

from citybricks.methods.ballot.archive import Event
from citybricks.methods.ballot.digests import fingerprint, sha256_hex
from citybricks.methods.ballot.documents import HomomorphicQuestion, Question
from citybricks.methods.ballot.verifying import audit
from citybricks.methods.ballot.verifying.proofs import knows
from citybricks.services.voting.board.domain.complaints import Signed
from citybricks.services.voting.booth.views import HEADERS
from tests.browser.looks import findings, overflowing, small_targets, tofu
from tests.browser.test_booth import belenios
from tests.browser.voters import OpenBooth, Voter
from tests.services.voting.booth.small_board import (
    BLANK,
    DESK_TOKEN,
    GRADE,
    PICK,
    RANK,
    SCORE,
    City,
    Election,
    serving,
)

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]

FLIPS = (r"makeBallot\((\w+), (\w+), votes, \(", r"makeBallot(\1, \2, votes.map(LAST_FIRST), (")
"""A change of the script: what is encrypted is the last answer instead of the first."""
CONFESSES = (r"= \{ made, votes \};", "= { made, votes: votes.map(LAST_FIRST) };")
"""Another: the audit says what was encrypted."""


_REVERSE = "(one) => one.toReversed()"


def patched(*changes: tuple[str, str]) -> Any:
    """Return how a dishonest city serves its booth: another script, and pages that run it."""

    def change(name: str, content: bytes) -> bytes:
        text = content.decode()
        if name == "booth.js":
            for honest, false in changes:
                text, times = re.subn(honest, false.replace("LAST_FIRST", _REVERSE), text)
                assert times == 1
        return re.sub(r' integrity="[^"]*"', "", text).encode()

    return change


def sealed(page: Page, city: City) -> tuple[Voter, str]:
    """Choose the little fox and have it sealed; return voter and tracker."""
    voter = Voter(page)
    voter.enter(city.booth, city.election.credentials[0])
    voter.choose_one(0)
    return voter, voter.seal()


def checked(page: Page, city: City, path: Path) -> str:
    """Have the auditor's page of an honest city check a file; return its heading."""
    page.goto(f"{city.booth}audit.html")
    page.set_input_files("#file", path)
    heading = page.locator("main h1")
    expect(heading).not_to_have_text("Check an audited ballot")
    return heading.inner_text()


def test_an_honest_booth_passes_the_audit_and_seals_another_ballot(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    with serving(City(Election((PICK,)), headers=HEADERS)) as city:
        page = open_booth(city)
        voter, tracker = sealed(page, city)
        path = voter.audit(tmp_path)
        said = json.loads(path.read_bytes())
        assert said["tracker"] == tracker
        assert audit.check(city.election.election, said) == []
        expect(page.locator("main").get_by_text("The board was told")).to_be_visible()
        assert [one["tracker"] for one in city.spoiled] == [tracker]
        again = voter.seal()
        assert again != tracker
        voter.cast()
        expect(page.locator(".verdict.good")).to_be_visible()
        assert fingerprint(city.election.cast[0]) == again
        auditor = open_booth(city)
        assert checked(auditor, city, path) == "The booth was honest with this ballot"
        expect(auditor.locator(".words")).to_have_text("Little fox")
        assert auditor.locator("#tracker").inner_text().replace("\n", "") == tracker
        assert findings(auditor) == []


def test_a_booth_that_flips_the_vote_is_caught_by_the_audit(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    flips = patched(FLIPS)
    with serving(City(Election((PICK,)), headers=HEADERS, change=flips)) as city:
        voter, _ = sealed(open_booth(city), city)
        path = voter.audit(tmp_path)
        found = audit.check(city.election.election, json.loads(path.read_bytes()))
        assert [(one.code, one.answer) for one in found] == [("contents", 1), ("contents", 4)]
        with serving(City(city.election, headers=HEADERS)) as honest:
            auditor = open_booth(honest)
            assert checked(auditor, honest, path) == "The booth CHEATED with this ballot"
            expect(auditor.locator(".faults li")).to_have_count(2)
            expect(auditor.locator(".faults")).to_contain_text("“Little fox”")
            assert findings(auditor) == []


def test_a_booth_that_owns_up_to_another_vote_is_caught_by_who_reads_it(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    flips = patched(FLIPS, CONFESSES)
    with serving(City(Election((PICK,)), headers=HEADERS, change=flips)) as city:
        voter, _ = sealed(open_booth(city), city)
        path = voter.audit(tmp_path)
        said = json.loads(path.read_bytes())
        assert audit.check(city.election.election, said) == []
        shown = audit.contents(city.election.setting.election, said["votes"])
        assert shown == [["研究蛙 / Research frog"]]  # and not the little fox
        with serving(City(city.election, headers=HEADERS)) as honest:
            auditor = open_booth(honest)
            checked(auditor, honest, path)
            expect(auditor.locator(".words")).to_have_text("Research frog")
            expect(auditor.get_by_text("Are these the answers that you gave?")).to_be_visible()


def test_a_script_other_than_the_page_names_is_not_run(open_booth: OpenBooth) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content + b"\n" if name == "booth.js" else content

    with serving(City(Election((PICK,)), headers=HEADERS, change=change)) as city:
        page = open_booth(city)
        page.goto(city.booth)
        page.wait_for_load_state()
        expect(page.locator("main h1")).to_have_count(0)


def test_files_that_are_no_audit_are_refused_in_words(
    open_booth: OpenBooth, tmp_path: Path
) -> None:
    with serving(City(Election((PICK,)), headers=HEADERS)) as city:
        page = open_booth(city)
        path = tmp_path / "audit.json"
        for content in (b"", b"[]", b'{"version":1}', b"\xff\xfe", b'{"version":1,"ballot":"x"}'):
            path.write_bytes(content)
            assert checked(page, city, path) == "There is a problem"


@pytest.fixture
def one_question() -> Iterator[City]:
    """A city that asks one question."""
    with serving(City(Election((PICK,)), headers=HEADERS)) as city:
        yield city


def test_a_head_that_the_board_did_not_sign_is_told(
    open_booth: OpenBooth, one_question: City
) -> None:
    page = open_booth(one_question)
    voter, tracker = sealed(page, one_question)
    one_question.key = Ed25519PrivateKey.generate()  # another than at the start
    voter.cast()
    expect(page.locator(".verdict.bad")).to_contain_text("WRONG")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a signed complaint").click()
    group = one_question.election.group
    complaint = Signed.parse(Path(download.value.path()).read_bytes(), group)
    assert (complaint.claim, complaint.tracker) == ("changed", tracker)
    key = group.read(complaint.credential)
    assert knows(group, key, complaint.signature, complaint.statement())


def test_a_receipt_of_another_ballot_is_told(open_booth: OpenBooth, one_question: City) -> None:
    page = open_booth(one_question)
    voter, _ = sealed(page, one_question)
    take = one_question.take
    one_question.take = lambda raw, permit: (201, take(raw, permit)[1] | {"tracker": "A" * 43})
    voter.cast()
    expect(page.locator(".lead.warning")).to_contain_text("ANOTHER ballot")


def test_a_signed_head_that_has_not_our_ballot_is_told(
    open_booth: OpenBooth, one_question: City
) -> None:
    page = open_booth(one_question)
    voter, _ = sealed(page, one_question)
    head = one_question.head

    def other(height: int) -> dict[str, Any]:  # of the event before, well signed
        one_question.events[height] = one_question.events[0]
        return head(height)

    one_question.head = other
    voter.cast()
    expect(page.locator(".lead.warning")).to_contain_text("ANOTHER ballot")


def test_a_receipt_is_saved_with_what_proves_it(open_booth: OpenBooth, one_question: City) -> None:
    page = open_booth(one_question)
    voter, tracker = sealed(page, one_question)
    voter.press("#cast")
    page.get_by_label("With a token from the voting desk").check()
    page.fill("#token", "wrong")
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_contain_text("was not accepted")
    page.fill("#token", DESK_TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator(".verdict.good")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the receipt").click()
    receipt = json.loads(Path(download.value.path()).read_bytes())
    assert list(receipt) == ["tracker", "height", "head", "event"]
    event = Event.read(receipt["event"].encode())  # with the signed head it proves the ballot
    assert event.payload == sha256_hex(one_question.election.cast[0])
    assert receipt["head"]["event_hash"] == sha256_hex(receipt["event"].encode())
    assert receipt["tracker"] == tracker
    assert receipt["head"]["uuid"] == one_question.election.uuid
    assert one_question.election.credentials[0] not in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_step_is_for_everybody(open_booth: OpenBooth, language: str, scheme: str) -> None:
    election = Election((PICK, BLANK, SCORE, RANK, GRADE))
    with serving(City(election, headers=HEADERS)) as city:
        page = open_booth(
            city, language, color_scheme=scheme, viewport={"width": 320, "height": 800}
        )
        voter = Voter(page)
        seen = []

        def look() -> None:
            seen.append(page.locator("main h1").inner_text())
            expect(page.locator("h1")).to_have_count(1)
            assert (findings(page), small_targets(page), tofu(page)) == ([], [], "")
            assert overflowing(page) == []
            page.set_viewport_size({"width": 1280, "height": 900})
            assert overflowing(page) == []
            page.set_viewport_size({"width": 320, "height": 800})
            voter.back_to_top()

        page.goto(city.booth)
        expect(page.locator("#credential")).to_be_visible()
        look()
        page.fill("#credential", election.credentials[0])
        page.keyboard.press("Enter")
        for at in range(5):
            expect(page.locator(f".bricks .now:nth-child({at + 2})")).to_be_visible()
            voter.press("main .primary")
            expect(page.locator(".problem")).to_be_focused()
            look()
            answer(page)
            look()
            voter.press("main .primary")
        expect(page.locator(".votes")).to_be_visible()
        look()
        voter.seal()
        look()
        voter.press("#audit")
        expect(page.locator("#save")).to_be_visible()
        look()
        voter.seal()
        voter.press("#cast")
        expect(page.locator("#voter")).to_be_visible()
        look()
        page.fill("#voter", "42")
        page.keyboard.press("Enter")
        page.locator("#code").press_sequentially("246810")
        look()
        page.locator("#code").press("Enter")
        expect(page.locator(".verdict.good")).to_be_visible()
        page.locator("summary").click()
        look()
        assert len(set(seen)) == 11


def answer(page: Page) -> None:
    """Answer whatever is asked."""
    if page.locator(".ranking").count():
        page.locator("#answer-1").select_option("0")
        page.locator("#answer-0").select_option("1")
        return
    grades = page.locator(".grades")
    for each in grades.all() or [page.locator("main .options")]:
        each.locator("input").first.check()


@pytest.mark.parametrize(
    ("group", "choices", "most"),
    [
        ("BELENIOS-2048", 5, 150),
        ("RFC-3526-2048", 5, 150),
        ("Ed25519", 5, 150),
        ("BELENIOS-2048", 50, 1500),
        ("RFC-3526-2048", 50, 1500),
        ("Ed25519", 50, 1500),
    ],
)
def test_a_ballot_is_sealed_in_a_moment(
    open_booth: OpenBooth, group: str, choices: int, most: int
) -> None:
    question = HomomorphicQuestion("Which?", tuple(f"Answer {n}" for n in range(choices)), 1, 1)
    with serving(City(Election((question,), 1, group=group), headers=HEADERS)) as city:
        voter = Voter(open_booth(city))
        voter.enter(city.booth, city.election.credentials[0])
        voter.page.locator("main input").last.check()
        voter.onward()
        took = []
        for _ in range(3):
            voter.seal()
            took.append(int(voter.page.locator("html").get_attribute("data-milliseconds") or 0))
            voter.page.go_back()
        print(group, choices, took)
        assert min(took) <= most


@pytest.mark.long
@pytest.mark.parametrize(
    ("group", "questions"),
    [("BELENIOS-2048", (PICK, BLANK)), ("RFC-3526-2048", (PICK, BLANK, RANK))],
)
def test_twenty_ballots_cast_by_keyboard_are_counted_by_belenios(
    open_booth: OpenBooth, group: str, questions: tuple[Question, ...], tmp_path: Path
) -> None:
    election = Election(questions, 20, group=group, short=True)
    orders = [(0, 1, 2, 3), (3, 2), (1, 0, 3), (2, 3, 0, 1)]
    with serving(City(election, headers=HEADERS)) as city:
        for number, credential in enumerate(election.credentials):
            voter = Voter(open_booth(city, ("zh-CN", "en")[number % 2]))
            voter.enter(city.booth, credential)
            voter.choose_one(number % 4)
            voter.choose(*[(0,), (1, 3), (4,), (2, 3)][number % 4])
            if len(questions) > 2:
                voter.rank(*orders[number % 4])
            tracker = voter.seal()
            voter.cast()
            expect(voter.page.locator(".verdict.good")).to_be_visible()
            assert fingerprint(election.cast[-1]) == tracker
            voter.page.context.close()
    election.archive(tmp_path)
    told = belenios(tmp_path)
    assert "all checks passed" in told
    assert "no result" not in told
    result = json.loads(election.result.write())["result"]
    assert result[:2] == [[5, 5, 5, 5], [5, 5, 5, 5, 10]]
    if len(questions) > 2:
        ranks = [[1, 2, 3, 4], [2, 1, 4, 3], [3, 3, 2, 1], [3, 4, 1, 2]]
        assert sorted(result[2]) == sorted(ranks * 5)
