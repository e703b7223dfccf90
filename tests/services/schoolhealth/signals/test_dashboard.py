"""The dashboard, also as it was known on a day; cards, notices, indicators and their downloads."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pypdf import PdfReader

from citybricks.services.schoolhealth.daily.domain.checking import Entry
from citybricks.services.schoolhealth.daily.domain.entering import Said, enter_all
from citybricks.services.schoolhealth.schools.domain.calendar import school_days
from citybricks.services.schoolhealth.signals.domain import dashboard, indicators
from citybricks.services.schoolhealth.signals.domain.dashboard import Dashboard, Wish
from citybricks.services.schoolhealth.signals.domain.indicators import Period
from tests.services.schoolhealth.scene import MONDAY, Scene
from tests.services.schoolhealth.signals.weeks import ILL, at, outbreak, past, report, signal

AFTERNOON = at(MONDAY, 14)


def looks(found: Dashboard) -> list[Any]:
    """Return everything that a dashboard draws."""
    bands = found.expected.bands if found.expected else ()
    arrays = [found.ill, found.reported, found.spread.mean, found.spread.cases]
    arrays += [edge for band in bands for edge in band]
    arrays += [each.shares for each in found.schools]
    told = [np.nan_to_num(each, nan=-1).tolist() for each in arrays]
    return [*told, found.alarms, found.closed, found.totals, found.clusters]


def test_as_known_on_a_day_a_dashboard_is_as_it_was_then(scene: Scene) -> None:
    outbreak(scene)
    then = looks(dashboard.build(scene.city, Wish(MONDAY, 30, "respiratory")))
    report(scene, MONDAY, ill=1, hour=15, only=ILL)
    assert looks(dashboard.build(scene.city, Wish(MONDAY, 30, "respiratory"))) != then
    known = Wish(MONDAY, 30, "respiratory", AFTERNOON)
    assert looks(dashboard.build(scene.city, known)) == then


def test_what_is_recorded_later_changes_nothing_of_what_was_known(scene: Scene) -> None:
    outbreak(scene)
    wish = Wish(MONDAY, 30, "respiratory", AFTERNOON)
    then = looks(dashboard.build(scene.city, wish))
    tuesday = MONDAY + timedelta(days=1)
    report(scene, MONDAY, ill=1, hour=15, only=ILL)
    report(scene, tuesday, ill=20)
    assert looks(dashboard.build(scene.city, wish)) == then


def test_what_half_the_classes_report_a_day_later_is_still_to_come(scene: Scene) -> None:
    late = "east 2-A"
    for day in school_days(scene.city, MONDAY - timedelta(days=42), MONDAY):
        report(scene, day, ill=3, only=ILL)
        if day < MONDAY:
            lines = (Entry("respiratory", "", 3),)
            after = at(day + timedelta(days=1))
            enter_all([Said(scene.classes[late], day, lines)], at=after)
    found = dashboard.build(scene.city, Wish(MONDAY, 40, "respiratory", at(MONDAY, 12)))
    assert found.coming is not None
    assert found.coming.mean[-1] == pytest.approx(3, abs=1.5)
    assert found.coming.low[-1] <= found.coming.mean[-1] <= found.coming.high[-1]
    assert found.coming.mean[0] == 0
    page = scene.get("epidemiologist", "dashboard/", day=MONDAY.isoformat(), as_of="2025-11-10")
    assert "still to be reported" in page.content.decode()


def test_a_day_without_reports_is_no_zero(scene: Scene) -> None:
    past(scene, days=20)
    found = dashboard.build(scene.city, Wish(MONDAY, 30))
    shown = dict(zip(found.days, found.ill, strict=True))
    assert np.isnan(shown[MONDAY])
    assert np.isfinite(shown[MONDAY - timedelta(days=3)])
    sunday = MONDAY - timedelta(days=1)
    assert sunday in found.closed


def test_a_nurse_sees_the_own_school_and_the_epidemiologist_the_city(scene: Scene) -> None:
    outbreak(scene)
    query = {"day": MONDAY.isoformat(), "syndrome": "respiratory"}
    nurse = scene.get("nurse", "dashboard/", **query).content.decode()
    whole = scene.get("epidemiologist", "dashboard/", **query).content.decode()
    assert "東小学校" in nurse
    assert "西小学校" not in nurse
    assert "西小学校" in whole


def test_every_chart_has_its_numbers_as_a_table_and_no_inline_style(scene: Scene) -> None:
    outbreak(scene)
    page = scene.get("epidemiologist", "dashboard/", day=MONDAY.isoformat()).content.decode()
    assert page.count('class="sh-chart"') == page.count('class="sh-table"') + page.count(
        'class="empty"'
    )
    assert page.count("<svg xmlns") + page.count('role="img"') >= 3
    assert " style=" not in page
    assert "<script>" not in page


def test_a_day_that_is_none_is_named_and_the_page_is_shown_all_the_same(scene: Scene) -> None:
    past(scene, days=5)
    answer = scene.get("board", "dashboard/", day="2025-13-41", as_of="yesterday")
    assert answer.status_code == 200
    assert "2025-13-41 is no day" in answer.content.decode()
    assert "yesterday is no day" in answer.content.decode()


def test_the_curve_is_handed_out(scene: Scene) -> None:
    outbreak(scene)
    answer = scene.get("epidemiologist", "dashboard/curve.csv", day=MONDAY.isoformat(), days="30")
    table = pd.read_csv(io.BytesIO(answer.content))
    assert len(table) == 30
    assert table["ill"].iloc[-1] >= 9
    assert not table["school_day"].iloc[-2]


def test_a_class_card_advises_and_decides_nothing(scene: Scene) -> None:
    outbreak(scene)
    address = f"class-cards/{scene.classes[ILL].pk}/"
    page = scene.get("teacher", address, day=MONDAY.isoformat()).content.decode()
    assert "9 of 30 pupils are ill" in page
    assert "30.0 %" in page
    assert "A person decides" in page
    assert "Pupil-days lost" in page


def test_the_notice_of_a_closure_is_page_json_and_pdf(scene: Scene) -> None:
    outbreak(scene)
    address, query = f"class-cards/{scene.classes[ILL].pk}/", {"day": MONDAY.isoformat()}
    made = json.loads(scene.get("board", f"{address}notice.json", **query).content)
    assert made["counts"] == {"enrolled": 30, "ill": 9, "excluded": 0, "share": 30.0}
    assert (made["first_day"], made["school_days"]) == ("2025-11-11", 3)
    assert made["last_day"] == "2025-11-13"
    assert made["decided_by"] == ""
    page = scene.get("board", f"{address}notice/", **query).content.decode()
    assert "臨時休業" in page
    assert "nobody has decided this" in page
    pdf = scene.get("board", f"{address}notice.pdf", **query).content
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "2025-11-11" in text


def test_a_closure_over_a_weekend_counts_school_days(scene: Scene) -> None:
    outbreak(scene)
    address = f"class-cards/{scene.classes[ILL].pk}/notice.json"
    query = {"day": MONDAY.isoformat(), "first": "2025-11-13", "school_days": "3"}
    made = json.loads(scene.get("board", address, scope="grade", **query).content)
    assert (made["first_day"], made["last_day"]) == ("2025-11-13", "2025-11-17")
    assert made["counts"]["enrolled"] == 58


def test_indicators_count_clocks_incidence_days_lost_and_reports(scene: Scene) -> None:
    outbreak(scene)
    period = Period(MONDAY - timedelta(days=28), MONDAY)
    found = indicators.of(scene.city, period, at(MONDAY, 13))
    named = {one.name: one for one in found}
    assert named["Daily reports that were made"].value == 100
    assert named["Daily reports made by the deadline"].value == 100
    assert named["Signals detected within 7 days of emergence"].value == 100
    assert named["School days lost per pupil"].value > 0
    assert {one.place for one in found} == {"つくば市"}
    later = indicators.of(scene.city, period, at(MONDAY, 13) + timedelta(days=2))
    assert {one.name: one.value for one in later}["Signals verified within 24 hours"] == 0


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_indicators_are_handed_out_to_who_sees_the_whole_city(scene: Scene, extension: str) -> None:
    outbreak(scene)
    address = f"indicators/indicators.{extension}"
    answer = scene.get("board", address, day=MONDAY.isoformat())
    assert answer.status_code == 200
    assert b"3.d.1" in answer.content
    assert scene.get("nurse", address).status_code == 404


def test_the_totals_of_a_signal_name_classes_and_no_child(scene: Scene) -> None:
    outbreak(scene)
    answer = scene.get("teacher", f"signals/{signal(scene).pk}/totals.csv")
    table = pd.read_csv(io.BytesIO(answer.content))
    assert set(table["class"]) == {"A"}
    assert table[table["day"] == MONDAY.isoformat()]["ill"].tolist() == [9]
    assert "pupil" not in " ".join(table.columns)
