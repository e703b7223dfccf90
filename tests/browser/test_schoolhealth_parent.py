"""A parent's morning on a phone, in Chinese, English and Japanese; and the school's pages of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import findings, is_for_everybody, keep_picture, overflowing
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
SPOKEN = {**LANGUAGES, "ja": "ja"}
_MADE = """
from datetime import time
from citybricks.network.content.text import Text
from citybricks.network.members.models import User
from citybricks.services.schoolhealth.pupils.domain import (
    consents, emergencies, guardians, records, roster,
)
from citybricks.services.schoolhealth.pupils.domain.mornings import Morning
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
nurse, parent, centre = (
    User.objects.get(email=f"{role}@cities.example")
    for role in ("owner", "officer", "administrator")
)
def text(zh, en, ja):
    return Text.of("zh-Hans", zh, en=en, ja=ja)
city = City.objects.create(slug="tianjin", names=text("天津", "Tianjin", "天津"), deadline=time.max)
today = today_in(city)
places = {}
for code, names in (("east", ("东校", "East", "東校")), ("west", ("西校", "West", "西校"))):
    school = School.objects.create(city=city, code=code, name=text(*names))
    places[code] = SchoolClass.objects.create(
        school=school, school_year=school_year_of(city, today), grade=3, name="2", enrolled=30
    )
Post.objects.create(user=nurse, city=city, role="nurse", school=places["east"].school)
Post.objects.create(user=centre, city=city, role="health_centre")
Post.objects.create(user=centre, city=city, role="administrator")
invited = roster.bring(places["east"], "\\n".join(str(1000 + at) for at in range(1, 9)))
said = Morning(384, ("respiratory",), "absent", "influenza", {"onset": today})
made = guardians.redeem(centre.pk, city, invited[7].code)
by = guardians.as_guardian(centre.pk)
consents.give(made.pupil, consents.said(consents.current(city), "en"), by)
records.keep(made.pupil, today, said, by)
emergencies.open_class(nurse, places["west"], "A pupil fainted at the swimming meeting.")
print(json.dumps({
    "codes": [one.code for one in invited],
    "east": places["east"].pk, "west": places["west"].pk, "today": today.isoformat(),
}))
"""


@pytest.fixture(scope="module")
def school(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A class with invitations for parents, one pupil checked in, and an emergency to look at."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


def english(page: Page, tag: str) -> list[str]:
    """Return English sentences in the page's own part that are not said to be English."""
    said: str = page.evaluate(
        """(tag) => {
      const copy = document.querySelector('main').cloneNode(true);
      const other = `[lang]:not([lang|=${tag}]), code, pre, script, textarea, option`;
      copy.querySelectorAll(other).forEach((one) => one.remove());
      return copy.textContent;
    }""",
        tag,
    )
    return re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+){1,}", said)


def looks_right(page: Page, asked: str, name: str) -> None:
    """Check a page as it is, and once more at the width of a small phone."""
    is_for_everybody(page, SPOKEN[asked])
    keep_picture(page, f"pupils-{name}-{asked}")
    page.set_viewport_size({"width": 320, "height": 640})
    if asked != "en":
        assert english(page, asked[:2]) == []


@pytest.mark.parametrize(("at", "asked"), list(enumerate(SPOKEN)))
def test_a_parent_comes_in_agrees_and_checks_a_child_in(
    open_browser: Open, school: dict[str, Any], at: int, asked: str
) -> None:
    page = open_browser(asked, role="officer", width=320, height=640)
    page.goto(f"/schoolhealth/tianjin/children/#{school['codes'][at]}")
    expect(page.locator("#code")).to_have_value(school["codes"][at])
    assert "#" not in page.url  # the code stays in no history
    looks_right(page, asked, "children")
    page.locator("#code").press("Enter")
    page.wait_for_url("**/consent/")
    looks_right(page, asked, "consent")
    page.locator("main form button.primary").click()
    expect(page.locator("[role=alert]")).to_be_visible()  # the box is not ticked
    page.locator("input[name=agree]").check()
    page.locator("main form button.primary").click()
    page.wait_for_url("**/checkin/*/")
    looks_right(page, asked, "checkin")
    page.locator("input[value=absent]").check()
    for _ in range(12):
        page.locator(".stepper button").last.click()
    expect(page.locator("#temperature")).to_have_value("37.7")
    page.locator("input[value=respiratory]").check()
    page.locator("main details summary").click()
    page.locator("#diagnosis").select_option("influenza")
    page.locator(".send button").click()
    page.wait_for_url("**/done/")
    looks_right(page, asked, "done")
    for name in ("onset", "fever_end"):
        page.locator(f"#{name}").fill(school["today"])
    page.locator(".course button").click()
    expect(page.locator(".back .lead")).to_contain_text(str(int(school["today"][:4])))
    expect(page.locator("[aria-invalid]")).to_have_count(0)
    page.goto(page.url.replace("checkin", "children").removesuffix("done/"))
    looks_right(page, asked, "child")
    expect(page.locator("#log ~ .note-box").first).to_be_visible()
    expect(page.locator("table").last.locator("tbody tr").first).to_be_visible()


def test_a_well_child_takes_one_press_without_javascript(
    open_browser: Open, school: dict[str, Any]
) -> None:
    page = open_browser("en", role="officer", width=320, height=640, java_script_enabled=False)
    page.goto("/schoolhealth/tianjin/children/")
    page.locator("#code").focus()
    page.keyboard.type(school["codes"][4])
    page.keyboard.press("Enter")
    page.locator("input[name=agree]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checkin/*/")
    page.goto("/schoolhealth/tianjin/checkin/")
    expect(page.locator("#temperature")).to_have_value("36.5")
    expect(page.locator(".stepper button")).to_have_count(0)
    send = page.locator(".send button")
    expect(send).to_be_in_viewport()  # under the thumb, however long the page is
    send.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Checked in")
    page.get_by_role("link", name="Correct").click()
    page.locator("#temperature").fill("50")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("34.0 to 42.0 °C")
    expect(page.locator("#temperature")).to_have_value("50")


def test_a_parent_chooses_the_language_on_the_page(
    open_browser: Open, school: dict[str, Any]
) -> None:
    del school
    page = open_browser("en", role="officer", width=320, height=640)
    page.goto("/schoolhealth/tianjin/children/")
    page.locator("main").get_by_role("button", name="日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    expect(page.locator("h1")).to_have_text("私の子ども")
    page.locator("main").get_by_role("button", name="简体中文").click()
    expect(page.locator("h1")).to_have_text("我的孩子")


PAGES = {
    "nurse": ("owner", "nurse/"),
    "class": ("owner", "nurse/class/{east}/"),
    "class-read": ("owner", "nurse/class/{east}/?purpose=exclusion"),
    "class-emergency": ("owner", "nurse/class/{west}/?purpose=care"),
    "roster": ("owner", "nurse/class/{east}/roster/"),
    "emergency": ("owner", "nurse/emergency/"),
    "files": ("owner", "nurse/files/"),
    "access": ("owner", "nurse/access/"),
    "reviews": ("administrator", "nurse/reviews/"),
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_school_is_for_everybody(
    open_browser: Open, school: dict[str, Any], language: str, name: str
) -> None:
    role, path = PAGES[name]
    page = open_browser(language, role=role)
    page.goto(f"/schoolhealth/tianjin/{path.format(**school)}")
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"pupils-{name}-{language}")
    if language == "zh-CN":
        assert english(page, "zh") == []


def test_a_nurse_reads_with_a_purpose_prints_invitations_and_the_parent_sees_it(
    open_browser: Open, school: dict[str, Any]
) -> None:
    page = open_browser("en", role="owner")
    page.goto("/schoolhealth/tianjin/nurse/")
    page.get_by_role("link", name="Morning 3-2").click()
    expect(page.locator("table")).to_have_count(0)  # nothing is shown without a purpose
    page.locator("#purpose").select_option("exclusion")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Kept at home by law")).to_be_visible()
    expect(page.locator("section[aria-labelledby=away]")).to_contain_text("Influenza")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Line list (CSV)").click()
    assert "influenza" in caught.value.path().read_text(encoding="utf-8-sig")
    page.goto(f"/schoolhealth/tianjin/nurse/class/{school['east']}/roster/")
    page.locator("#numbers").fill("2001\n2002\n")
    page.get_by_role("button", name="Make the sheet").click()
    expect(page.locator(".slips img")).to_have_count(2)
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflowing(page) == []
    keep_picture(page, "pupils-sheet")
    parent = open_browser("en", role="administrator")
    parent.goto("/schoolhealth/tianjin/children/1/")
    log = parent.locator("section[aria-labelledby=log]")
    expect(log).to_contain_text("School nurse: Owner")
    expect(log).to_contain_text("The log is whole")


def test_pages_of_pupils_are_for_everybody_in_the_dark(
    open_browser: Open, school: dict[str, Any]
) -> None:
    page = open_browser("en", role="administrator", color_scheme="dark")
    for path in ("checkin/1/", "checkin/1/done/", "children/1/", "nurse/reviews/"):
        page.goto(f"/schoolhealth/tianjin/{path}")
        is_for_everybody(page, "en")
