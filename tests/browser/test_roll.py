"""Pages of rolls, desks and registrars: for everybody, on any screen, in both languages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
PASSPHRASE = "eleven mascots sing"
_MADE = f"""
from citybricks.network.intake.domain import uploads
from citybricks.network.members.models import User
from citybricks.services.voting.elections.models import Official
from citybricks.services.voting.registrar.domain import handing, making, reissuing
from citybricks.services.voting.roll.domain import commitment, desk, enrolling, reading
from tests.services.voting.roll.scene import settle
owner, clerk = (
    User.objects.get(email=f"{{role}}@cities.example") for role in ("owner", "administrator")
)
def made(state):
    User.objects.filter(email__endswith="@city.example").delete()
    election = settle(state).election
    for user, role in ((owner, "admin"), (clerk, "clerk"), (clerk, "registrar")):
        Official.objects.create(election=election, user=user, role=role)
    return election
rolled, due, running = made("roll"), made("registrar"), made("registrar")
table = "voter_id,name,email,weight\\nE5,恵,e@city.example,1\\nF6,菲,坏,二\\n".encode()
enrolling.take_over(rolled, "a.csv", enrolling.sort(rolled, reading.read("a.csv", table)))
token = uploads.keep(owner, f"roll:{{rolled.pk}}", "b.csv", table.replace(b"E5", b"G7")).token
commitment.freeze(running)
held = making.make(running, {PASSPHRASE!r}, 2, clerk.email)
batch = handing.take_batch(held, 1, clerk.email, "letters")
handing.confirm(held, batch, clerk.email)
running.refresh_from_db()
running.state = "open"
running.save()
reissuing.reissue(running, "A1", "lost", {PASSPHRASE!r}, clerk.email)
handing.take_batch(held, 1, clerk.email, "letters")
voters = {{voter.voter_id: voter for voter in running.voters.all()}}
desk.mark(voters["C3"], "post", clerk)
desk.mark(voters["D4"], "paper", clerk)
desk.undo(voters["D4"], clerk, "填错了人")
print(json.dumps({{
    "rolled": rolled.uuid, "due": due.uuid, "running": running.uuid, "token": token,
}}))
"""


@pytest.fixture(scope="module")
def votes(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """Elections whose roll is worked on, that wait for credentials, and that are open."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


PAGES = {
    "roll": ("owner", "/voting/{rolled}/roll/"),
    "roll-look": ("owner", "/voting/{rolled}/roll/import/{token}/"),
    "roll-fixed": ("owner", "/voting/{running}/roll/"),
    "desk": ("administrator", "/voting/{running}/polling/"),
    "desk-voter": ("administrator", "/voting/{running}/polling/?voter=A1"),
    "desk-marked": ("administrator", "/voting/{running}/polling/?voter=C3"),
    "desk-nobody": ("administrator", "/voting/{running}/polling/?voter=Z9"),
    "journal": ("administrator", "/voting/{running}/polling/journal/"),
    "reconciliation": ("owner", "/voting/{running}/reconciliation/"),
    "registrar-due": ("administrator", "/voting/{due}/registrar/"),
    "registrar": ("administrator", "/voting/{running}/registrar/"),
    "electorate": ("visitor", "/voting/{running}/electorate/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_rolls_is_for_everybody(
    open_browser: Open, votes: dict[str, str], language: str, name: str
) -> None:
    role, path = PAGES[name]
    page = open_browser(language, role=role)
    page.goto(path.format(**votes))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"voting-{name}-{language}")
    if language == "zh-CN":
        assert re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}", said_in_chinese(page)) == []


def test_pages_of_rolls_are_for_everybody_in_the_dark(
    open_browser: Open, votes: dict[str, str]
) -> None:
    page = open_browser("en", role="administrator", color_scheme="dark")
    for name in ("desk-voter", "reconciliation", "registrar"):
        page.goto(PAGES[name][1].format(**votes))
        is_for_everybody(page, "en")


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_clerk_marks_a_voter_by_keyboard_without_javascript(
    open_browser: Open, votes: dict[str, str]
) -> None:
    page = open_browser("en", role="administrator", java_script_enabled=False)
    page.goto(f"/voting/{votes['running']}/polling/")
    page.locator("#voter").focus()
    page.keyboard.type("ｄ4")
    page.keyboard.press("Enter")
    expect(page.locator(".voter h2")).to_have_text("大")
    _press(page, "Votes here on paper")
    expect(page.locator("[role=status]").first).to_contain_text("D4: marked.")
    page.locator("#reason").focus()
    page.keyboard.type("wrong person")
    _press(page, "Undo the mark")
    expect(page.locator("[role=status]").first).to_contain_text("the mark is undone")


def test_counts_on_the_desk_follow_what_happens(
    open_browser: Open, votes: dict[str, str], hub: Hub
) -> None:
    page = open_browser("en", role="administrator")
    page.goto(f"/voting/{votes['running']}/polling/")
    online = page.locator("#counts dd").nth(1)
    expect(online).to_have_text("0")
    hub.python(
        "from citybricks.services.voting.roll.domain import permits\n"
        "from citybricks.services.voting.roll.models import Voter\n"
        "voter = Voter.objects.get(election__uuid=sys.argv[1], voter_id='B2')\n"
        "permits.use(sys.argv[1], permits.issue(voter), False)\n"
        "print(json.dumps(True))",
        votes["running"],
    )
    expect(online).to_have_text("1", timeout=30_000)


def test_letters_are_taken_home_with_the_passphrase(
    open_browser: Open, votes: dict[str, str]
) -> None:
    page = open_browser("en", role="administrator")
    page.goto(f"/voting/{votes['running']}/registrar/")
    page.locator("#open").fill(PASSPHRASE)
    with page.expect_download() as taken:
        page.get_by_role("button", name="All as a table for a printer (CSV)").click()
    assert "B2" in taken.value.path().read_text(encoding="utf-8")
