"""A school nurse's day: reports class by class, corrections, files; pages of the administrator."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import findings, is_for_everybody, keep_picture, overflowing
from tests.browser.test_schoolhealth_parent import english
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
FORMATS = re.compile("FHIR|DHIS|ADX")
_MADE = """
from datetime import time, timedelta
from citybricks.network.content.text import Text
from citybricks.network.members.models import User
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of, today_in
from citybricks.services.schoolhealth.schools.models import City, DayOff, Post, School, SchoolClass
nurse, teacher, administrator = (
    User.objects.get(email=f"{role}@cities.example")
    for role in ("owner", "officer", "administrator")
)
def text(zh, en):
    return Text.of("zh-Hans", zh, en=en)
found = {}
for slug in ("minato-en", "minato-zh"):
    city = City.objects.create(slug=slug, names=text("港区", "Minato"), deadline=time.max)
    today = today_in(city)
    for code, names in (("east", ("东校", "East")), ("west", ("西校", "West"))):
        school = School.objects.create(city=city, code=code, name=text(*names))
        for grade in (1, 2, 3):
            first = SchoolClass.objects.create(
                school=school, school_year=school_year_of(city, today), grade=grade, name="A",
                enrolled=30,
            )
        if code == "east":
            Post.objects.create(user=nurse, city=city, role="nurse", school=school)
            Post.objects.create(user=teacher, city=city, role="teacher", school_class=first)
    Post.objects.create(user=administrator, city=city, role="administrator")
    DayOff.objects.create(city=city, day=today, kind="weekend lesson", name="open day")
print(json.dumps({"today": today.isoformat()}))
"""


@pytest.fixture(scope="module")
def schools(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A city for each language with two schools of three classes; today is a school day."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


def looks_right(page: Page, asked: str, name: str) -> None:
    """Check a page as it is, in its language."""
    is_for_everybody(page, LANGUAGES[asked])
    keep_picture(page, f"schools-{name}-{asked}")
    if asked == "zh-CN":
        assert english(page, "zh") == []


@pytest.mark.parametrize("asked", LANGUAGES)
def test_a_nurse_reports_the_day_corrects_it_and_sees_it_as_it_was_known(
    open_browser: Open, schools: dict[str, Any], asked: str
) -> None:
    city = "minato-zh" if asked == "zh-CN" else "minato-en"
    page = open_browser(asked, role="owner")
    page.goto(f"/schoolhealth/{city}/")
    looks_right(page, asked, "home")
    page.locator(".todo a").first.click()
    page.wait_for_url("**/entry/east/*/")
    looks_right(page, asked, "entry-empty")
    first = page.locator(".entry-grid tbody tr").first
    first.locator("input[name$='fever-ill']").fill("three")
    first.locator("input[name$='fever-ill']").press("Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(first.locator("input[name$='fever-ill']")).to_have_value("three")
    looks_right(page, asked, "entry-wrong")
    first.locator("input[name$='fever-ill']").fill("3")
    first.locator("input[name$='fever-absent']").fill("2")
    first.locator("summary").click()
    first.locator("select").first.select_option("influenza")
    first.locator("input[name$='0-ill']").fill("1")
    page.locator("button[name=others]").click()
    expect(page.locator(".is-complete")).to_be_visible()
    looks_right(page, asked, "entry-done")
    first.locator("input[name$='fever-ill']").fill("4")
    page.locator("form button.primary").last.click()
    expect(page.locator("section[aria-labelledby=history] tbody tr")).to_have_count(4)
    page.locator(".chips a").first.click()
    expect(page.locator(".entry-grid tbody tr").first).to_contain_text("3")
    expect(page.locator(".entry-grid input")).to_have_count(0)
    looks_right(page, asked, "entry-then")


@pytest.mark.parametrize("asked", LANGUAGES)
def test_a_file_is_sent_and_each_wrong_row_is_named(
    open_browser: Open, schools: dict[str, Any], asked: str
) -> None:
    city = "minato-zh" if asked == "zh-CN" else "minato-en"
    page = open_browser(asked, role="owner")
    page.goto(f"/schoolhealth/{city}/files/")
    looks_right(page, asked, "files")
    rows = [
        "date,school,grade,class,enrolled,absent,syndrome,diagnosis,excluded",
        f"{schools['today']},east,1,A,30,1,rash,,0",
        f"{schools['today']},east,2,A,30,1e300,rash,,0",
        f"{schools['today']},west,1,A,30,1,rash,,0",
    ]
    content = "\n".join(rows).encode()
    page.locator("#file").set_input_files(
        {"name": "day.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.locator("form button.primary").click()
    page.wait_for_url("**/files/*/")
    expect(page.locator(".findings .is-rejected")).to_have_count(2)
    expect(page.locator(".findings")).to_contain_text("too-many")
    expect(page.locator(".findings")).to_contain_text("school-not-yours")
    looks_right(page, asked, "file")


PAGES = {
    "public": ("visitor", ""),
    "entries": ("administrator", "{city}/entry/"),
    "quality": ("administrator", "{city}/quality/"),
    "schools": ("administrator", "{city}/schools/"),
    "posts": ("administrator", "{city}/schools/posts/"),
    "calendar": ("administrator", "{city}/schools/calendar/"),
    "numbers": ("administrator", "{city}/schools/numbers/"),
    "start": ("outsider", "start/"),
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("asked", LANGUAGES)
def test_every_page_of_the_schools_is_for_everybody(
    open_browser: Open, schools: dict[str, Any], asked: str, name: str
) -> None:
    del schools
    role, path = PAGES[name]
    city = "minato-zh" if asked == "zh-CN" else "minato-en"
    page = open_browser(asked, role=role)
    page.goto(f"/schoolhealth/{path.format(city=city)}")
    is_for_everybody(page, LANGUAGES[asked])
    keep_picture(page, f"schools-{name}-{asked}")
    if asked == "zh-CN" and name not in ("posts", "calendar", "numbers", "start"):
        assert english(page, "zh") == []


def test_a_teacher_reports_by_keyboard_without_javascript_in_the_dark(
    open_browser: Open, schools: dict[str, Any]
) -> None:
    page = open_browser(
        "en", role="officer", width=320, height=640, java_script_enabled=False, color_scheme="dark"
    )
    page.goto(f"/schoolhealth/minato-en/entry/east/{schools['today']}/")
    expect(page.locator(".entry-grid tbody tr")).to_have_count(1)
    tick = page.locator("input[name$='zero']")
    if tick.is_checked():  # nobody is ill: nothing else is asked on a phone
        expect(page.locator("input[name$='rash-ill']")).to_be_hidden()
        tick.uncheck()
    page.locator("input[name$='rash-ill']").focus()
    page.keyboard.type("2")
    page.keyboard.press("Tab")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=history]")).to_contain_text("Rash 2")


def test_pages_of_schools_are_for_everybody_in_the_dark(
    open_browser: Open, schools: dict[str, Any]
) -> None:
    page = open_browser("en", role="owner", color_scheme="dark")
    page.goto(f"/schoolhealth/minato-en/entry/east/{schools['today']}/")
    assert findings(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflowing(page) == []
