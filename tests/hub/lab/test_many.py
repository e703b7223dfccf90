"""A brick for many cities, asked for as browsers do: one table in, one comparison out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from citybricks.faces import many as columns
from citybricks.hub.designer.models import Design
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.hub.jobs.runs import folder_of, outcome_of, store
from citybricks.hub.lab import many as forms
from citybricks.kernel.errors import BrickError
from citybricks.kernel.perform import perform
from citybricks.kernel.registry import find
from citybricks.types import File
from citybricks.types.files import CSV
from tests.hub.cast import Cast
from tests.hub.data import CSV_LAMPS

MANY = "/bricks/count-lamps/many/"
CITIES = (
    "city,longitude,latitude,lamps,hours,dimming.share,mayor\n"
    "天津,117.2,39.1,lamps.csv,9.5,30,A\n"
    "上海,121.5,31.2,lamps.csv,10,40,B\n"
)
BROKEN = CITIES + "深圳,114,22.5,others.csv,-1,40,C\n"


def files(*named: tuple[str, str]) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, text.encode()) for name, text in named]


def send(client: Client, table: str = CITIES, **others: Any) -> Any:
    (rows,) = files(("cities.csv", table))
    given = {"many-rows": rows, "many-files": files(("lamps.csv", CSV_LAMPS))}
    return client.post(MANY, {name: value for name, value in (given | others).items() if value})


def run(job: Job) -> Any:
    """Run a job as a worker does, and return its outcome."""
    perform(find("each"), job.key, store())
    Job.objects.filter(pk=job.pk).update(status=Status.SUCCESSFUL)
    job.refresh_from_db()
    return outcome_of(job)


def test_the_page_of_a_brick_leads_to_it(client: Client) -> None:
    assert MANY in client.get("/bricks/count-lamps/").text
    page = client.get(MANY)
    assert page.status_code == 200
    for path in ("lamps", "hours", "dimming.share"):
        assert f"<code>{path}</code>" in page.text


def test_there_is_none_of_an_unknown_brick(client: Client) -> None:
    assert client.get("/bricks/nothing/many/").status_code == 404
    assert client.get("/bricks/nothing/many/cities.csv").status_code == 404


def test_a_table_is_run_as_one_job(client: Client) -> None:
    answer = send(client, visibility="public")
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/runs/{job.pk}/"
    assert (job.brick, job.visibility) == ("each", Visibility.PUBLIC)
    outcome = run(job)
    assert (outcome.done, outcome.failed) == (2, 0)
    assert outcome.results.frame["outcome.hours"].tolist() == [9.5, 10.0]
    assert outcome.results.frame.mayor.tolist() == ["A", "B"]
    page = client.get(f"/runs/{job.pk}/").text
    assert "Side by side" in page
    assert "cb-map" in page
    assert f'href="{MANY}?from={job.pk}"' in page
    table = client.get(f"/runs/{job.pk}/tables/results.csv")
    assert "天津" in table.content.decode()


def test_results_are_told_in_the_words_of_the_brick(client: Client) -> None:
    send(client)
    job = Job.objects.get()
    run(job)
    page = client.get(f"/runs/{job.pk}/", headers={"accept-language": "zh-Hans"}).text
    assert "并列比较" in page


def test_what_all_cities_share_comes_from_the_form(client: Client) -> None:
    send(client, season="summer", floor="20", note="  ")
    inputs = folder_of(Job.objects.get()).get("inputs", find("each").inputs)
    assert inputs.shared == {"season": "summer"}


def test_a_row_goes_before_what_all_share(client: Client) -> None:
    send(client, hours="3", **{"dimming.share": "70", "dimming.early": "false"})
    inputs = folder_of(Job.objects.get()).get("inputs", find("each").inputs)
    assert inputs.shared == {"hours": 3, "dimming": {"share": 70, "early": False}}
    assert run(Job.objects.get()).results.frame["outcome.hours"].tolist() == [9.5, 10.0]


def test_rows_with_mistakes_are_told_before_they_are_run(client: Client) -> None:
    answer = send(client, BROKEN)
    assert answer.status_code == 422
    assert not Job.objects.exists()
    assert "row 3 · 深圳" in answer.text
    assert "others.csv" in answer.text
    assert answer.text.count('name="many-files.kept"') == 1
    assert answer.text.count('name="many-rows.kept"') == 1


def test_the_other_rows_may_be_run_all_the_same(client: Client) -> None:
    send(client, BROKEN, anyway="true")
    outcome = run(Job.objects.get())
    assert (outcome.done, outcome.failed) == (2, 1)
    assert "others.csv" in outcome.results.frame.problem[2]
    page = client.get(f"/runs/{Job.objects.get().pk}/", headers={"accept-language": "zh-Hans"}).text
    assert "所指的文件 others.csv 不在" in page


def test_when_no_row_can_be_run_nothing_is(client: Client) -> None:
    answer = send(client, CITIES.replace("lamps.csv", "others.csv"), anyway="true")
    assert answer.status_code == 422
    assert 'name="anyway"' not in answer.text
    assert not Job.objects.exists()


def test_the_check_says_which_columns_are_inputs_and_which_are_missing(client: Client) -> None:
    table = "city,radius,hours\n天津,3,9\n"
    answer = send(client, table, **{"only-show": "checked"})
    assert answer.status_code == 200
    check = re.sub(r"<[^>]+>|\s+", " ", answer.text[answer.text.index("many-check-title") :])
    assert re.search(r"Inputs\s+hours", check)
    assert re.search(r"Other columns, kept\s+city\s+radius", check)
    assert re.search(r"Needed, and in no column\s+lamps", check)
    assert not Job.objects.exists()


def test_files_are_kept_from_one_attempt_to_the_next(client: Client) -> None:
    first = send(client, BROKEN).text
    tokens = re.findall(r'name="many-(rows|files)\.kept" value="([^"]+)"', first)
    held = {f"many-{name}.kept": token for name, token in tokens}
    more = files(("others.csv", CSV_LAMPS))
    second = client.post(MANY, held | {"many-files": more})
    assert second.status_code == 422
    assert "others.csv" in second.text
    assert "must be at least 0, not -1" in second.text
    corrected = files(("cities.csv", BROKEN.replace("-1", "1")))
    kept = dict(re.findall(r'name="(many-files)\.kept" value="([^"]+)"', second.text))
    tokens = re.findall(r'name="many-files\.kept" value="([^"]+)"', second.text)
    assert kept
    third = client.post(MANY, {"many-rows": corrected, "many-files.kept": tokens})
    assert third.status_code == 302
    assert run(Job.objects.get()).done == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the table"),
        ({"many-rows": files(("cities.csv", ""))}, "cannot be read"),
        ({"many-rows": files(("cities.csv", "city,lamps\n"))}, "has no rows"),
        ({"many-rows": files(("cities.ods", "PK"))}, "cannot be read from .ods"),
        ({"many-rows.kept": "forged"}, "not kept here any more"),
    ],
)
def test_a_table_that_is_none_is_said(client: Client, sent: dict[str, Any], said: str) -> None:
    answer = client.post(MANY, sent)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_can_be_shown_in_another_language_as_it_stands(client: Client) -> None:
    answer = send(client, BROKEN, **{"only-show": "unchecked"})
    assert answer.status_code == 200
    assert "cities.csv" in answer.text
    assert 'id="many-check"' not in answer.text


def test_the_quota_is_said_and_the_form_kept(client: Client) -> None:
    environment = settings.ENVIRONMENT.model_copy(update={"visitor_quota": 1})
    with override_settings(ENVIRONMENT=environment):
        send(client)
        answer = send(client, CITIES.replace("9.5", "9.25"))
    assert answer.status_code == 429
    assert "1 unfinished runs are allowed at once" in answer.text
    assert "cities.csv" in answer.text


def test_the_table_to_fill_in_is_the_example_in_one_row(client: Client) -> None:
    answer = client.get("/bricks/solar-street/many/cities.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("city,longitude,latitude,places,monthly,weather,lamp.")
    assert "places.geojson,monthly.json" in row


@pytest.mark.parametrize("brick", ["solar-street", "service-area"])
def test_the_example_fills_in_the_form_and_fits(client: Client, brick: str) -> None:
    page = client.get(f"/bricks/{brick}/many/?example").text
    assert "Every row can be run." in page
    assert page.count('name="many-files.kept"') >= 2


def test_a_run_can_be_changed_and_run_again(client: Client) -> None:
    send(client, season="summer")
    job = Job.objects.get()
    page = client.get(f"{MANY}?from={job.pk}")
    assert page.text.count('name="many-files.kept"') == 1
    assert "Every row can be run." in page.text
    assert re.search(r'value="summer"\s+selected', page.text)
    # of another brick, of nobody, of somebody else
    assert client.get(f"/bricks/service-area/many/?from={job.pk}").status_code == 404
    assert client.get(f"{MANY}?from=x").status_code == 404
    assert Client().get(f"{MANY}?from={job.pk}").status_code == 404


def test_a_single_run_fills_no_form_for_many(client: Client, finished: Any) -> None:
    job = finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)
    assert client.get(f"{MANY}?from={job.pk}").status_code == 404


def test_a_cell_may_be_an_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fetch(_name: str, href: str, _limits: Any) -> File:
        asked.append(href)
        if href.endswith("secret.csv"):
            raise BrickError("", "{href} is not a public address", href=href)
        return File(CSV_LAMPS.encode(), CSV, "lamps.csv")

    monkeypatch.setattr(forms, "fetch", fetch)
    table = CITIES.replace("lamps.csv", "https://city.example/lamps.csv")
    assert send(client, table).status_code == 302
    assert asked == ["https://city.example/lamps.csv"]
    assert run(Job.objects.get()).done == 2
    answer = send(client, CITIES.replace("lamps.csv", "http://10.0.0.1/secret.csv"))
    assert answer.status_code == 422
    assert "http://10.0.0.1/secret.csv is not a public address" in answer.text


def test_rows_for_which_there_was_no_time_are_not_said_to_fit(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "SECONDS", -1.0)
    answer = send(client, **{"only-show": "checked"})
    assert "The first 0 rows can be run" in answer.text


def test_nothing_is_chosen_for_all_cities_unless_somebody_chooses(client: Client) -> None:
    page = client.get("/bricks/compare/many/").text
    chosen = re.search(r'<select[^>]* name="relation".*?</select>', page, re.DOTALL)
    assert chosen
    assert '<option value=""></option>' in chosen[0]
    assert "selected" not in chosen[0]


def test_a_blueprint_is_run_for_many_cities_too(client: Client) -> None:
    page = client.get("/bricks/lit-way/many/?example")
    assert "Every row can be run." in page.text


DRAWN = {
    "title": "Cities held against a limit",
    "inputs": {"cities": {}},
    "steps": {
        "all": {
            "brick": "each",
            "inputs": {
                "brick": {"value": "compare"},
                "rows": {"input": "cities"},
                "shared": {"value": {"relation": "<", "limit": 5.0}},
            },
        }
    },
    "outputs": {"results": {"step": "all", "output": "results"}},
}


def test_a_design_has_a_step_that_runs_a_brick_for_each_row(cast: Cast) -> None:
    client = cast.client("owner")
    design = Design.objects.create(title="Cities", content=DRAWN, owner=cast.people["owner"])
    address = f"/designs/{design.pk}/"
    assert "each:problems" in client.get(address).text
    (table,) = files(("cities.csv", "city,value\n天津,3\n上海,7\n"))
    assert client.post(f"{address}run/", {"cities": table}).status_code == 302
    job = Job.objects.get()
    perform(find(job.brick), job.key, store())
    results = outcome_of(job).results.frame  # type: ignore[attr-defined] # of the design
    assert results.city.tolist() == ["天津", "上海"]
    assert results.holds.tolist() == [True, False]
