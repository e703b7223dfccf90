"""What leaves a city: small numbers hidden, or noise, and each week once."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse

from citybricks.services.appending import AppendOnlyError
from citybricks.services.schoolhealth.releases.domain import counting, ledger, publishing
from citybricks.services.schoolhealth.releases.domain.counting import OTHER, SYNDROMES, TooFewError
from citybricks.services.schoolhealth.releases.models import Ledger, Release, Spending
from citybricks.services.schoolhealth.schools.models import School
from tests.services.schoolhealth.scene import Scene

pytestmark = pytest.mark.django_db


def test_a_pupil_who_is_ill_for_days_counts_once(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    found = counting.by_district(week.city, monday, publishing.timezone.now())
    assert found.rows == ("北", "南")
    assert found.ill[:, SYNDROMES.index("fever")].tolist() == [36, 36]
    assert found.enrolled.tolist() == [140, 140]


def test_districts_of_fewer_than_three_classes_stand_together(week: Scene) -> None:
    School.objects.filter(code="s3").update(district="東")
    School.objects.filter(code="s2").update(district="")
    found = counting.by_district(
        week.city, publishing.weeks(week.city)[0], publishing.timezone.now()
    )
    assert found.rows == ("北", OTHER)
    assert found.ill.sum() == 8 * 18


def test_a_week_without_reports_is_not_released(week: Scene) -> None:
    with pytest.raises(TooFewError):
        publishing.publish(week.city, publishing.weeks(week.city)[1], None)


def test_a_released_table_holds_no_hidden_count(week: Scene) -> None:
    release = publishing.publish(week.city, publishing.weeks(week.city)[0], None)
    cells = {(cell["row"], cell["syndrome"]): cell["count"] for cell in release.table["cells"]}
    assert cells["北", "fever"] == 36
    assert cells["北", "rash"] is None
    assert set(release.table["cells"][0]) == {"row", "syndrome", "count"}
    assert all(count is None or count == 0 or count >= 5 for count in cells.values())


def test_a_week_is_released_once_and_stays(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    release = publishing.publish(week.city, monday, None)
    with pytest.raises(publishing.PublishedError):
        publishing.publish(week.city, monday, None)
    with pytest.raises(AppendOnlyError):
        release.save()
    with pytest.raises(AppendOnlyError):
        Release.objects.filter(pk=release.pk).delete()


def test_a_week_that_is_not_over_is_not_released(week: Scene) -> None:
    with pytest.raises(publishing.PublishedError):
        publishing.publish(week.city, publishing.weeks(week.city)[0] + timedelta(weeks=1), None)


def test_private_totals_add_up_and_cost_what_is_said(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    release = publishing.publish_private(week.city, monday, 0.25, None)
    assert release.scale == pytest.approx(len(SYNDROMES) / 0.25)
    cells = {(cell["row"], cell["syndrome"]): cell for cell in release.table["cells"]}
    for syndrome in (*SYNDROMES, ""):
        parts = [cells[stage, syndrome]["count"] for stage in release.table["rows"]]
        assert sum(parts) == cells["", syndrome]["count"]
        assert min(parts) >= 0
    spending = Spending.objects.get()
    assert (spending.amount, spending.release) == (250_000, release)
    year = release.school_year
    assert ledger.budget_of(week.city, year).left == pytest.approx(0.75)


def test_what_is_not_left_is_not_spent(week: Scene) -> None:
    first, second = publishing.weeks(week.city)[:2]
    publishing.publish_private(week.city, first, 0.75, None)
    with pytest.raises(ledger.OverspentError):
        ledger.spend(week.city, Release.objects.get().school_year, 0.250001, str(second))
    assert Ledger.objects.get().spent == 750_000
    assert Release.objects.count() == Spending.objects.count() == 1


def test_the_desk_is_there_for_board_and_epidemiologist_alone(week: Scene) -> None:
    answers = {role: week.get(role, "releases/").status_code for role in week.people}
    allowed = {role for role, status in answers.items() if status == 200}
    assert allowed == {"board", "epidemiologist"}
    assert {answers[role] for role in answers if role not in allowed} == {404}


def test_who_releases_has_seen_it_before(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    preview = week.get("epidemiologist", f"releases/{monday}/")
    assert preview.status_code == 200
    text = preview.content.decode()
    assert "is-hidden" in text
    assert not Release.objects.exists()
    answer = week.post("epidemiologist", f"releases/{monday}/", {"kind": "suppressed"})
    release = Release.objects.get()
    assert answer["Location"] == reverse("schoolhealth-release", args=[release.pk])
    public = week.client().get(answer["Location"])
    assert public.status_code == 200
    assert "hidden" in public.content.decode()


def test_overspending_is_refused_in_plain_words(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    year = publishing.school_year_of(week.city, monday)
    Ledger.objects.create(city=week.city, school_year=year, spent=950_000)
    answer = week.post("board", f"releases/{monday}/", {"kind": "private", "epsilon": "0.125"})
    assert answer.status_code == 422
    assert "only 0.05 is left" in answer.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize("epsilon", ["", "0", "-1", "nan", "inf", "2", "x"])
def test_an_epsilon_that_is_none_is_refused(week: Scene, epsilon: str) -> None:
    monday = publishing.weeks(week.city)[0]
    answer = week.post("board", f"releases/{monday}/", {"kind": "private", "epsilon": epsilon})
    assert answer.status_code == 422
    assert not Ledger.objects.filter(spent__gt=0).exists()


def test_everybody_reads_list_release_files_and_api(week: Scene) -> None:
    monday = publishing.weeks(week.city)[0]
    one = publishing.publish(week.city, monday, None)
    two = publishing.publish_private(week.city, monday, 0.125, None)
    visitor = week.client()
    listed = visitor.get("/schoolhealth/releases/").content.decode()
    assert one.pk in listed
    assert two.pk in listed
    assert "0.875" in listed
    api = visitor.get("/schoolhealth/api/releases").json()
    assert {each["id"] for each in api["releases"]} == {one.pk, two.pk}
    assert api["epsilon"][0]["left"] == pytest.approx(0.875)
    document = visitor.get(f"/schoolhealth/api/releases/{two.pk}").json()
    assert document["scale"] == pytest.approx(56)
    assert document == visitor.get(f"/schoolhealth/releases/{two.pk}.json").json()
    assert visitor.get(f"/schoolhealth/releases/{two.pk}/").status_code == 200
    rows = list(
        csv.DictReader(
            io.StringIO(
                visitor.get(f"/schoolhealth/releases/{one.pk}.csv").content.decode("utf-8-sig")
            )
        )
    )
    assert {row["hidden"] for row in rows} == {"0", "1"}
    assert all((row["count"] == "") == (row["hidden"] == "1") for row in rows)


@pytest.mark.parametrize("address", ["releases/NONE/", "releases/../x", "api/releases/NONE"])
def test_a_release_that_is_none_is_not_found(week: Scene, address: str) -> None:
    assert week.client().get(f"/schoolhealth/{address}").status_code == 404
