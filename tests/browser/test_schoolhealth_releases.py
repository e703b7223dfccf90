"""A week of a city is looked at, released and read by everybody, in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, Open
from tests.browser.looks import is_for_everybody, keep_picture, said_in_chinese
from tests.live import Hub

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.xdist_group("browser")]
_MADE = """
from datetime import timedelta
from citybricks.network.content.text import Text
from citybricks.network.members.models import User
from citybricks.services.schoolhealth.daily.models import Line, Report
from citybricks.services.schoolhealth.releases.domain import publishing
from citybricks.services.schoolhealth.schools.domain.calendar import school_year_of
from citybricks.services.schoolhealth.schools.models import City, Post, School, SchoolClass
board = User.objects.get(email="administrator@cities.example")
names = Text.of("zh-Hans", "天津", en="Tianjin")
city, _ = City.objects.get_or_create(slug="tianjin", defaults={"names": names})
Post.objects.get_or_create(user=board, city=city, role="board")
mondays = publishing.weeks(city)
for number, district in enumerate(("北区", "北区", "南区", "南区")):
    school = School.objects.create(
        city=city, code=f"r{number}", name=Text.of("zh-Hans", f"第{number}小学"), district=district
    )
    for name in "AB":
        for monday in mondays[:2]:
            place, _ = SchoolClass.objects.get_or_create(
                school=school, school_year=school_year_of(city, monday), grade=1, name=name,
                defaults={"enrolled": 35},
            )
            report = Report.objects.create(school_class=place, day=monday, enrolled=35, absent=20)
            counts = {"fever": 9, "respiratory": 6, "rash": 1 if number == 0 else 0}
            for syndrome, ill in counts.items():
                Line.objects.create(report=report, syndrome=syndrome, ill=ill)
print(json.dumps({
    "table": publishing.publish(city, mondays[1], board).pk,
    "private": publishing.publish_private(city, mondays[1], 0.125, board).pk,
    "monday": mondays[0].isoformat(),
}))
"""


@pytest.fixture(scope="module")
def city(hub: Hub, sessions: dict[str, str]) -> dict[str, Any]:
    """A city with one week that was released and one that can be."""
    del sessions
    found: dict[str, Any] = hub.python(_MADE)
    return found


def looks_right(page: Page, language: str, name: str) -> None:
    """Check the page that is open, in its language."""
    is_for_everybody(page, LANGUAGES[language])
    keep_picture(page, f"release-{name}-{language}")
    if language.startswith("zh"):
        said = said_in_chinese(page)
        assert not [word for word in ("hidden", "Released", "noise", "Week") if word in said]


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_everybody_reads_what_was_released(
    open_browser: Open, city: dict[str, Any], language: str
) -> None:
    page = open_browser(language)
    page.goto("/schoolhealth/releases/")
    looks_right(page, language, "list")
    for kind in ("table", "private"):
        page.goto(f"/schoolhealth/releases/{city[kind]}/")
        expect(page.locator("figure svg").first).to_be_visible()
        looks_right(page, language, kind)


def test_the_board_looks_at_a_week_before_it_releases_it(
    open_browser: Open, city: dict[str, Any]
) -> None:
    for language in LANGUAGES:
        page = open_browser(language, role="administrator")
        page.goto("/schoolhealth/tianjin/releases/")
        looks_right(page, language, "desk")
        page.goto(f"/schoolhealth/tianjin/releases/{city['monday']}/")
        expect(page.locator(".is-hidden").first).to_be_visible()
        looks_right(page, language, "preview")
    page.click("form:has(input[value=suppressed]) button")
    page.wait_for_url("**/schoolhealth/releases/*/")
    expect(page.locator(".is-hidden").first).to_be_visible()
