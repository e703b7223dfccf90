"""A school nurse's and an epidemiologist's morning: report, signal, verification, dashboard."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_MADE = """
from datetime import UTC, date, datetime, time, timedelta
from citybricks.network.content.text import Text
from citybricks.network.members.models import User
from citybricks.services.schoolhealth import demo
from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all
from citybricks.services.schoolhealth.schools.domain.calendar import (
    school_days, school_year_of, today_in,
)
from citybricks.services.schoolhealth.schools.models import (
    City, DayOff, Post, School, SchoolClass,
)
def text(zh, en):
    return Text.of("zh-Hans", zh, en=en)
city = City.objects.create(
    slug="dalian", names=text("大连", "Dalian"), timezone="UTC", deadline=time.max
)
today = today_in(city)
if today.weekday() > 4:
    DayOff.objects.create(city=city, day=today, kind="weekend lesson")
classes = []
for code, names, place in (
    ("east", ("东校", "East"), (121.62, 38.92)), ("west", ("西校", "West"), (121.58, 38.91))
):
    school = School.objects.create(
        city=city, code=code, name=text(*names), longitude=place[0], latitude=place[1]
    )
    classes += [
        SchoolClass.objects.create(
            school=school, school_year=school_year_of(city, today), grade=grade, name="A",
            enrolled=30,
        )
        for grade in (1, 2)
    ]
for day in school_days(city, today - timedelta(days=60), today - timedelta(days=1)):
    said = [
        Said(one, day, (Entry("respiratory", "", int((day.toordinal() + at) % 7 == 0)),))
        for at, one in enumerate(classes)
    ]
    enter_all(said, at=datetime.combine(day, time(9), UTC))
owner, officer, administrator = (
    User.objects.get(email=f"{role}@cities.example")
    for role in ("owner", "officer", "administrator")
)
east = School.objects.get(city=city, code="east")
Post.objects.create(user=owner, city=city, role="epidemiologist")
Post.objects.create(user=officer, city=city, role="nurse", school=east)
Post.objects.create(user=administrator, city=city, role="board")
played = demo.replay(until=date(1861, 12, 7))
demo.look_as("owner@cities.example", played)
second = SchoolClass.objects.get(school__city=played, grade=2)
first = played.signals.filter(merged_into=None).earliest("detected_at")
print(json.dumps({
    "class": classes[0].pk, "today": today.isoformat(), "second": second.pk, "signal": first.pk,
}))
"""


@pytest.fixture(scope="module")
def city(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A city with two months of reports, and Hagelloch up to the height of its epidemic."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


WORDS = {
    "zh-CN": {
        "look": "立即检查今天",
        "waits": "信号",
        "note": "添加证据",
        "evidence": "九名学生咳嗽，均在同一班。",
        "steps": ("接手", "开始核实"),
        "confirm": "确认为事件",
        "assess": "评估风险",
        "same": "完全一致",
    },
    "en": {
        "look": "Look at today now",
        "waits": "Signals",
        "note": "Add evidence",
        "evidence": "Nine pupils cough, all of one class.",
        "steps": ("Take it in hand", "Start to verify"),
        "confirm": "It is an event",
        "assess": "Assess the risk",
        "same": "the same to the last digit",
    },
}


def report(page: Page, city: dict[str, Any], language: str) -> None:
    """Report nine with a cough in the first class as its nurse, and nobody in the others."""
    page.goto(f"/schoolhealth/dalian/entry/east/{city['today']}/")
    is_for_everybody(page, LANGUAGES[language])
    page.locator(f"[name='{city['class']}-respiratory-ill'], [name*='respiratory']").first.fill("9")
    page.locator("button[name=others]").click()
    expect(page.locator("[role=alert]")).to_have_count(0)


def test_a_nurse_reports_and_an_epidemiologist_verifies(
    open_browser: Open, city: dict[str, Any], language: str
) -> None:
    words: Any = WORDS[language]
    nurse = open_browser(language, role="officer", width=390)
    if language == "zh-CN":
        report(nurse, city, language)
    desk = open_browser(language, role="owner")
    desk.goto("/schoolhealth/dalian/signals/")
    desk.get_by_role("button", name=words["look"]).click()
    expect(desk.locator("[role=status]").first).to_be_visible()
    desk.goto("/schoolhealth/dalian/signals/?level=class")
    desk.locator(".worklist tbody th a").first.click()
    is_for_everybody(desk, LANGUAGES[language])
    if language == "zh-CN":
        for step in words["steps"]:
            act(desk, step)
        act(desk, words["confirm"], words["evidence"])
    else:
        nurse.goto(desk.url)
        act(nurse, words["note"], words["evidence"])
        expect(nurse.locator(".timeline")).to_contain_text(words["evidence"])
        form = opened(desk, words["assess"])
        for name, value in (("likelihood", "4"), ("impact", "3"), ("confidence", "high")):
            form.locator(f"[name={name}]").select_option(value)
        form.get_by_role("button", name=words["assess"]).click()
        expect(desk.locator(".risk-high")).to_be_visible()
    desk.locator("form[action$='/again/'] button").click()
    expect(desk.locator("[role=status]")).to_contain_text(words["same"])
    is_for_everybody(desk, LANGUAGES[language])


def act(page: Page, action: str, evidence: str = "") -> None:
    """Do something with a signal."""
    form = opened(page, action)
    if evidence:
        form.locator("textarea").fill(evidence)
    form.get_by_role("button", name=action).click()
    expect(page.locator("[role=status]")).to_be_visible()


def opened(page: Page, action: str) -> Any:
    """Return the form of an action, unfolded."""
    form = page.locator("details.action").filter(has=page.locator("summary", has_text=action))
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    return form


PAGES = {
    "worklist": "/schoolhealth/hagelloch-1861/signals/?state=all",
    "signal": "/schoolhealth/hagelloch-1861/signals/{signal}/",
    "dashboard": "/schoolhealth/hagelloch-1861/dashboard/?syndrome=rash",
    "dashboard-then": "/schoolhealth/hagelloch-1861/dashboard/?syndrome=rash&as_of=1861-11-25",
    "dashboard-today": "/schoolhealth/dalian/dashboard/",
    "card": "/schoolhealth/hagelloch-1861/class-cards/{second}/?day=1861-11-20",
    "indicators": "/schoolhealth/hagelloch-1861/indicators/",
    "alarms": "/schoolhealth/hagelloch-1861/alarms/",
}
KNOWN = {"Beiträge", "Vink, Bootsma, Wallinga", "EARS"}
"""Words in other languages that a page in Chinese has."""


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_desk_is_for_everybody(
    open_browser: Open, city: dict[str, Any], language: str, name: str
) -> None:
    page = open_browser(language, role="owner")
    page.goto(PAGES[name].format(**city))
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"schoolhealth-{name}-{language}")
    if language == "zh-CN":
        words = re.findall(r"[A-Za-z]{3,}(?: [A-Za-z]+){2,}", said_in_chinese(page))
        assert [one for one in words if not any(known in one for known in KNOWN)] == []


def test_the_dashboard_is_for_everybody_in_the_dark_and_without_javascript(
    open_browser: Open, city: dict[str, Any]
) -> None:
    del city
    page = open_browser("en", role="owner", color_scheme="dark")
    page.goto(PAGES["dashboard"])
    is_for_everybody(page, "en")
    keep_picture(page, "schoolhealth-dashboard-dark")
    bare = open_browser("en", role="owner", java_script_enabled=False)
    bare.goto(PAGES["dashboard"])
    expect(bare.locator(".sh-drawing svg").first).to_be_visible()
    bare.locator("#as_of").fill("1861-11-20")
    bare.locator(".dashboard-form button").click()
    expect(bare.locator(".as-known")).to_contain_text("1861-11-20")
