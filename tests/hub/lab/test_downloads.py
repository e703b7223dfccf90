"""What can be taken home from a run."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import geopandas as gpd
import pandas as pd
import pytest
from django.test import Client

from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Visibility
from citybricks.hub.jobs.runs import outcome_of
from citybricks.hub.lab.downloads import downloads, tables_of
from tests.hub.cast import Cast


@pytest.fixture
def job(finished: Callable[..., Job]) -> Job:
    """A public run of two lamps and two readings."""
    return finished(Requester(visitor="somebody"), visibility=Visibility.PUBLIC)


@pytest.fixture
def client(db: None) -> Client:
    """A browser that asks for English."""
    return Client(headers={"accept-language": "en"})


def test_every_table_is_listed_in_the_formats_it_has(job: Job) -> None:
    listed = {one.path: one for one in downloads(job, outcome_of(job), "en")}
    assert [name for _, name in listed["lamps"].formats] == ["CSV", "GeoJSON", "GeoParquet"]
    assert [name for _, name in listed["readings"].formats] == ["CSV", "JSON", "Parquet"]
    assert [one.rows for one in listed.values()] == [2, 2]
    assert dict(tables_of(outcome_of(job))).keys() == listed.keys()


def test_tables_are_what_they_are_called(client: Client, job: Job) -> None:
    def got(name: str) -> bytes:
        answer = client.get(f"/runs/{job.pk}/tables/{name}")
        assert answer.status_code == 200
        kept = f'attachment; filename="count-lamps-{name}"'
        assert answer.headers["Content-Disposition"] == kept
        return answer.content

    parquet = gpd.read_parquet(io.BytesIO(got("lamps.parquet")))
    geojson = gpd.read_file(io.BytesIO(got("lamps.geojson")))
    csv = pd.read_csv(io.BytesIO(got("lamps.csv")))
    assert list(parquet["watts"]) == list(geojson["watts"]) == list(csv["watts"]) == [30, 70]
    assert parquet.geometry.geom_equals(geojson.geometry).all()
    assert list(csv["geometry"]) == ["POINT (117.2 39.1)", "POINT (117.2 39.2)"]
    readings = pd.read_parquet(io.BytesIO(got("readings.parquet")))
    assert readings.to_dict("records") == json.loads(got("readings.json"))
    assert (
        readings["load"].tolist() == pd.read_csv(io.BytesIO(got("readings.csv")))["load"].tolist()
    )


@pytest.mark.parametrize(
    "name",
    [
        "lamps.json",  # tables of places are GeoJSON
        "readings.geojson",
        "nothing.csv",
        "lamps.exe",
        "share.csv",
        "lamps.0.csv",
        "..csv",
    ],
)
def test_there_is_no_other_table(client: Client, job: Job, name: str) -> None:
    assert client.get(f"/runs/{job.pk}/tables/{name}").status_code == 404


def test_the_outcome_is_had_as_json(client: Client, job: Job) -> None:
    outcome = json.loads(client.get(f"/runs/{job.pk}/outcome.json").content)
    assert outcome["share"]["value"] == 50
    assert len(outcome["lamps"]["features"]) == 2


@pytest.mark.parametrize(("language", "tag"), [("zh-CN", "zh-Hans"), ("en", "en")])
def test_the_page_needs_no_other_file(db: None, job: Job, language: str, tag: str) -> None:
    page = Client(headers={"accept-language": language}).get(f"/runs/{job.pk}/page.html")
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert f'<html lang="{tag}"' in page.text
    for asked in ("<script src", "<link", "@import", "url(http", 'src="'):
        assert asked not in page.text


def test_a_crate_names_the_member_and_no_person(cast: Cast, finished: Callable[..., Job]) -> None:
    owner = cast.people["owner"]
    job = finished(
        Requester(user=owner, member=cast.tianjin), visibility=Visibility.PUBLIC, note="x"
    )
    answer = cast.client("visitor").get(f"/runs/{job.pk}/crate.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as crate:
        said = crate.read("ro-crate-metadata.json").decode()
        names = crate.namelist()
    assert "Tianjin" in said
    assert owner.email not in said
    assert owner.name not in said
    assert "inputs.json" in names
    assert "outcome.json" in names
