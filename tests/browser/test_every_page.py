"""What holds for every page: it can be used by everybody, on any screen, in both languages.

With ``SHOTS=folder`` in the environment a picture of each page is kept there.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese, tofu

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def at(path: str) -> Callable[[Page, dict[str, str]], None]:
    """Return how to get to a page whose address is known."""

    def go(page: Page, runs: dict[str, str]) -> None:
        page.goto(path.format(**runs))

    return go


def wrong_inputs(page: Page, runs: dict[str, str]) -> None:
    """Send a form with mistakes in it."""
    del runs
    page.goto("/bricks/solar-street/try/")
    page.fill("[name=target]", "200")
    page.locator("[name='lamp.power']").evaluate("field => (field.value = 'bright')")
    page.click(".form-actions button")
    expect(page.locator("#wrong")).to_be_visible()


def wrong_password(page: Page, runs: dict[str, str]) -> None:
    """Try to sign in with a password that is not one's own."""
    del runs
    page.goto("/account/login/")
    page.fill("[name=login]", "nobody@cities.example")
    page.fill("[name=password]", "wrong")
    page.click(".entrance button.primary")
    expect(page.locator(".problem-box, .errorlist").first).to_be_visible()


def second_factor(page: Page, runs: dict[str, str]) -> None:
    """Set up an authenticator app, which asks for the password again."""
    del runs
    page.goto("/account/2fa/totp/activate/")
    if "reauthenticate" in page.url:
        page.fill("[name=password]", PASSWORD)
        page.click(".entrance button.primary")
    expect(page.locator("img.picture")).to_be_visible()


BLUEPRINT = {
    "title": "照亮候车的路",
    "inputs": {"streets": {}},
    "steps": {
        "missing-lamps": {"brick": "missing-lamps", "inputs": {"streets": {"input": "streets"}}},
        "compare": {
            "brick": "compare",
            "inputs": {
                "value": {"step": "missing-lamps", "output": "lit_share"},
                "relation": {"value": "<"},
                "limit": {"value": "far"},
            },
        },
    },
    "outputs": {"places": {"step": "missing-lamps", "output": "places"}},
}
"""A blueprint with a mistake in it."""


def designer(panel: str = "", *, empty: bool = False) -> Callable[[Page, dict[str, str]], None]:
    """Return how to get to a blueprint in the designer, with something in its panel."""

    def go(page: Page, runs: dict[str, str]) -> None:
        del runs
        page.goto("/designs/import/")
        page.fill("#text", "{}" if empty else json.dumps(BLUEPRINT))
        page.click(".panel-form .button.primary")
        page.goto(f"{page.url}{panel}")
        expect(page.locator("#panel-title, .brick-form").first).to_be_visible()

    return go


def taken_in(address: str, table: str) -> Callable[[Page, dict[str, str]], None]:
    """Return how to get to what a table would become."""

    def go(page: Page, runs: dict[str, str]) -> None:
        del runs
        page.goto(address)
        file = {"name": "table.csv", "mimeType": "text/csv", "buffer": table.encode()}
        page.set_input_files("[name=table]", file)
        page.click("form:has([name=table]) .button.primary")
        page.wait_for_load_state()

    return go


def wrong_listing(page: Page, runs: dict[str, str]) -> None:
    """Send an offer without a title, on a scale of its own."""
    del runs
    page.goto("/exchange/new/?side=offer")
    page.fill("[name=trl]", "11")
    page.fill("[name=sdg]", "99.9")
    page.click("button[value=submit]")
    expect(page.locator(".problem-box")).to_be_visible()


def wrong_application(page: Page, runs: dict[str, str]) -> None:
    """Apply for a city that is a member."""
    del runs
    page.goto("/members/apply/")
    page.fill("[name=typed]", "澳门")
    page.locator("#cities label").first.click()
    page.fill("[name=office]", "Protocol")
    page.click("button[value=send]")
    expect(page.locator(".errorlist").first).to_be_visible()


def matched(page: Page, runs: dict[str, str]) -> None:
    """Look at what fits a need, once everything was compared."""
    page.goto("/exchange/{need}/matches/".format(**runs))
    until = time.monotonic() + 120
    while not page.locator(".match").count():
        assert time.monotonic() < until
        page.wait_for_timeout(1000)
        page.reload()
    for one in page.locator("details.why-not summary").all():
        one.click()


def answering(page: Page, runs: dict[str, str]) -> None:
    """Open the answer to interest that was expressed."""
    del runs
    page.goto("/exchange/interests/")
    page.locator(".interest details summary").first.click()


def answered_too_long(page: Page, runs: dict[str, str]) -> None:
    """Send an answer that is too long."""
    answering(page, runs)
    page.locator("[name=answer]").first.fill("long " * 4000)
    page.locator("button[value=accept]").first.click()
    expect(page.locator(".errorlist").first).to_be_visible()


def token(page: Page, runs: dict[str, str]) -> None:
    """Have a token issued, which is shown once."""
    del runs
    page.goto("/member/me/")
    form = page.locator("form[action$='/tokens/']")
    form.locator("[name=name]").fill("Dashboard")
    form.locator("button").click()
    page.wait_for_load_state()


MEMBERS_TABLE = "kind,name:en,geonames_id\ncity,Lima,3936456\ncity,Nowhere,1\n"
LISTINGS_TABLE = (
    "side,type,title:en,title:zh-Hans,trl\noffer,technology,Lamps,路灯,9\noffer,x,,,12\n"
)

PAGES: dict[str, tuple[str, Callable[[Page, dict[str, str]], None]]] = {
    "front": ("visitor", at("/")),
    "nothing-found": ("visitor", at("/?q=zzzz")),
    "brick": ("visitor", at("/bricks/solar-street/")),
    "try": ("owner", at("/bricks/service-area/try/")),
    "try-groups": ("visitor", at("/bricks/solar-street/try/?empty")),
    "try-wrong": ("visitor", wrong_inputs),
    "many": ("owner", at("/bricks/solar-street/many/?example")),
    "many-empty": ("visitor", at("/bricks/service-area/many/")),
    "run": ("visitor", at("{done}")),
    "run-working": ("visitor", at("{slow}")),
    "runs": ("owner", at("/runs/?of=public")),
    "no-runs": ("visitor", at("/runs/")),
    "designs": ("owner", at("/designs/?of=network")),
    "design-import": ("visitor", at("/designs/import/")),
    "design-empty": ("visitor", designer(empty=True)),
    "design": ("owner", designer()),
    "design-step": ("visitor", designer("?step=compare")),
    "design-input": ("visitor", designer("?input=streets")),
    "design-next": ("visitor", designer("?next=missing-lamps")),
    "design-before": ("visitor", designer("?before=missing-lamps.streets")),
    "design-run": ("visitor", designer("run/?to=missing-lamps")),
    "search": ("visitor", at("/search/")),
    "search-found": ("visitor", at("/search/?q=路灯")),
    "search-by-meaning": ("owner", at("/search/?q=освещение остановок")),
    "search-nothing": ("visitor", at("/search/?q=zzzz&kind=need")),
    "notices": ("owner", at("/notices/")),
    "style": ("visitor", at("/style/")),
    "not-found": ("visitor", at("/nothing/")),
    "login": ("visitor", at("/account/login/")),
    "login-wrong": ("visitor", wrong_password),
    "signup": ("visitor", at("/account/signup/")),
    "reset": ("visitor", at("/account/password/reset/")),
    "me": ("owner", at("/member/me/")),
    "staff": ("administrator", at("/member/tianjin/staff/")),
    "email": ("owner", at("/account/email/")),
    "password": ("owner", at("/account/password/change/")),
    "two-factor": ("owner", at("/account/2fa/")),
    "two-factor-app": ("owner", second_factor),
    "logout": ("owner", at("/account/logout/")),
    "members": ("visitor", at("/members/")),
    "members-table": ("visitor", at("/members/?view=table")),
    "members-none": ("visitor", at("/members/?q=zzzz")),
    "member-city": ("visitor", at("/members/macao/")),
    "member-own": ("administrator", at("/members/tianjin/")),
    "member-organisation": ("visitor", at("/members/university-of-macau/")),
    "apply": ("outsider", at("/members/apply/?for=johannesburg")),
    "apply-wrong": ("outsider", wrong_application),
    "applications": ("secretariat", at("/members/applications/")),
    "applications-own": ("outsider", at("/members/applications/")),
    "application": ("officer", at("/members/applications/{application}/")),
    "application-desk": ("secretariat", at("/members/applications/{application}/")),
    "member-edit": ("administrator", at("/members/tianjin/edit/")),
    "member-facts": ("secretariat", at("/members/macao/edit/facts/")),
    "member-places": ("administrator", at("/members/tianjin/edit/places/")),
    "member-relations": ("secretariat", at("/members/shanghai/edit/relations/")),
    "member-adoptions": ("administrator", at("/members/tianjin/edit/adoptions/")),
    "member-picture": ("administrator", at("/members/tianjin/edit/picture/")),
    "member-standing": ("secretariat", at("/members/macao/standing/")),
    "member-translations": ("secretariat", at("/members/macao/translate/")),
    "member-translate": ("secretariat", at("/members/macao/translate/pt/")),
    "member-history": ("secretariat", at("/members/macao/history/")),
    "members-import": ("secretariat", at("/members/import/")),
    "members-import-look": ("secretariat", taken_in("/members/import/", MEMBERS_TABLE)),
    "exchange": ("visitor", at("/exchange/")),
    "exchange-none": ("administrator", at("/exchange/?q=zzzz")),
    "offer": ("outsider", at("/exchange/{offer}/")),
    "offer-own": ("administrator", at("/exchange/{own}/")),
    "draft": ("administrator", at("/exchange/{draft}/")),
    "need": ("visitor", at("/exchange/{need}/")),
    "listing-new": ("administrator", at("/exchange/new/?side=need")),
    "listing-wrong": ("administrator", wrong_listing),
    "listing-edit": ("administrator", at("/exchange/{own}/edit/")),
    "listing-import": ("administrator", at("/exchange/import/")),
    "listing-import-look": ("administrator", taken_in("/exchange/import/", LISTINGS_TABLE)),
    "listing-mine": ("administrator", at("/exchange/mine/")),
    "listing-checks": ("secretariat", at("/exchange/checks/")),
    "listing-matches": ("secretariat", matched),
    "listing-left-out": ("secretariat", at("/exchange/{need}/matches/?country=PT")),
    "listing-express": ("outsider", at("/exchange/{own}/interest/")),
    "listing-interests": ("administrator", answering),
    "listing-answer": ("administrator", answered_too_long),
    "listing-history": ("administrator", at("/exchange/{own}/history/")),
    "listing-translate": ("administrator", at("/exchange/{own}/translate/?to=pt")),
    "search-network": ("visitor", at("/search/?q=港口")),
    "notices-some": ("administrator", at("/notices/")),
    "me-tokens": ("administrator", at("/member/me/")),
    "token": ("officer", token),
    "api-network": ("visitor", at("/api/")),
    "api": ("visitor", at("/ogc/?f=html")),
    "api-process": ("visitor", at("/ogc/processes/slow-count?f=html")),
}
FIRST = {
    "front",
    "try-wrong",
    "run",
    "design-step",
    "login-wrong",
    "members",
    "listing-wrong",
    "listing-matches",
    "api-process",
}
"""One page of each kind, looked at in every run of the tests; the others with the journeys."""
LOOKED_AT = [
    name if name in FIRST else pytest.param(name, marks=pytest.mark.long) for name in PAGES
]
BACK = {"token": "/member/me/", "listing-answer": "/exchange/interests/"}
"""Where a change of language leads from what is answered to a form, and has no address."""


@pytest.fixture
def runs(public_run: str, slow_run: str, exchange: dict[str, str]) -> dict[str, str]:
    """Addresses of a finished run and of one that works; numbers of offers and needs."""
    return {"done": public_run, "slow": slow_run, **exchange}


ENGLISH = re.compile(r"[A-Za-z][a-z]+(?: [a-z]+){3,}")


@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_is_for_everybody(open_browser: Open, runs: dict[str, str], name: str) -> None:
    role, go = PAGES[name]
    page = open_browser("en", role=role, color_scheme="light")
    go(page, runs)
    is_for_everybody(page, "en")
    keep_picture(page, f"{name}-en-light")
    before = BACK.get(name) or page.url
    page.emulate_media(color_scheme="dark")
    page.click(".languages button[value=zh-hans]")
    expect(page).to_have_url(before)
    is_for_everybody(page, "zh-Hans")
    keep_picture(page, f"{name}-zh-dark")
    if not name.startswith("api"):  # where data is shown as programs get it
        assert ENGLISH.findall(said_in_chinese(page)) == []
    page.click(".languages button[value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_tofu_would_be_seen(open_browser: Open) -> None:
    page = open_browser("en")
    page.goto("/style/")
    page.evaluate("document.querySelector('h1').textContent += '\\u{10FFFF}'")
    assert tofu(page) == "\U0010ffff"


def test_light_and_dark_are_chosen_and_remembered(open_browser: Open) -> None:
    page = open_browser("en", color_scheme="light")
    page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("[data-theme-switch]")
    dark = page.evaluate(paper)
    assert light != dark
    page.goto("/style/")
    assert page.evaluate(paper) == dark
    page.click("[data-theme-switch]")
    assert page.evaluate(paper) == light


def test_on_paper_there_is_what_was_found_and_no_buttons(
    open_browser: Open, public_run: str
) -> None:
    page = open_browser("zh-CN", color_scheme="dark")
    page.goto(public_run)
    expect(page.locator("figure.cb-map.cb-is-live").first).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".top nav", ".find", ".tools", ".foot nav", ".actions", ".cb-live"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown in ("h1", ".cb-card", ".cb-map .cb-static svg", ".cb-chart .cb-static svg"):
        expect(page.locator(shown).first).to_be_visible()
    ink, paper = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("address", ["/secretariat/", "/secretariat/jobs/job/"])
def test_the_desk_works_under_the_policy(open_browser: Open, language: str, address: str) -> None:
    page = open_browser(language, role="secretariat")
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible()
    page.goto("/secretariat/members/member/add/")
    page.click("text=/Add another|再添加|添加另一个/i")  # its own scripts run
    expect(page.locator(".dynamic-staff")).to_have_count(1)
