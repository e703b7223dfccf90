"""Now or later, raw or document, this format or that: what callers prefer."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import geopandas as gpd
import pandas as pd
import pytest

from citybricks.hub.ogc.preference import Preference, preference_of
from tests.conformance.api import EVERYTHING, SITE, Api, is_problem, link_header, parts_of
from tests.live import live_hub


@pytest.mark.parametrize(
    ("header", "preference"),
    [
        ("", Preference()),
        ("respond-async", Preference(asynchronous=True)),
        ("Respond-Async, wait=10", Preference(asynchronous=True, wait=10)),
        ("respond-async; wait=10", Preference(asynchronous=True, wait=10)),
        ('wait="7"', Preference(wait=7)),
        ("wait=1, wait=2", Preference(wait=1)),
        ("respond-sync", Preference(synchronous=True)),
        ("respond-sync, respond-async", Preference(asynchronous=True)),
        ("return=minimal", Preference(minimal=True)),
        ("return=representation, wait=3", Preference(minimal=False, wait=3)),
        ("wait=soon, handling=lenient; x=y, ,;=", Preference()),
        ("wait=-1", Preference()),
        ("wait=99999999999", Preference()),
    ],
)
def test_a_preference_is_read(header: str, preference: Preference) -> None:
    assert preference_of(header) == preference


@pytest.mark.parametrize(
    ("prefer", "pause", "status", "applied"),
    [
        ("respond-async", 0.0, 201, "respond-async"),
        ("respond-async, wait=20", 0.2, 200, "wait=20"),
        ("respond-async, wait=0", 0.2, 201, "respond-async, wait=0"),
        ("respond-async, wait=1", 30.0, 201, "respond-async, wait=1"),
        ("wait=1", 30.0, 201, "wait=1"),
        ("respond-sync", 0.2, 200, "respond-sync"),
        ("wait=99", 0.2, 200, "wait=99"),
    ],
)
def test_an_execution_is_answered_as_preferred(
    api: Api, prefer: str, pause: float, status: int, applied: str
) -> None:
    inputs = {"text": prefer, "pause": pause, "seed": 300}
    response = api.execute("echo", inputs, headers={"Prefer": prefer}, response="document")
    assert response.status_code == status
    assert response.headers["Preference-Applied"] == applied
    (monitor,) = link_header(response, "monitor")
    if status == 201:
        assert response.headers["Location"] == monitor
        api.delete(monitor)


@pytest.mark.long
def test_a_synchronous_execution_turns_asynchronous_when_it_takes_too_long(tmp_path: Path) -> None:
    with (
        live_hub(tmp_path, site=[SITE], wait_seconds="1", visitor_quota="2") as hub,
        Api.at(hub.url) as api,
    ):
        api.run("echo", {"text": "the worker is there"})
        response = api.execute("echo", {"text": "x", "pause": 4.0}, headers={"Prefer": "wait=60"})
        assert response.status_code == 201
        assert response.json()["status"] == "running"
        assert "Preference-Applied" not in response.headers
        info = api.ended(response.headers["Location"])
        assert info["status"] == "successful"
        assert (
            4.0
            <= pd.Timedelta(
                pd.Timestamp(info["finished"]) - pd.Timestamp(info["started"])
            ).total_seconds()
            < 30.0
        )
        _check_quota(api)


def _check_quota(api: Api) -> None:
    """More unfinished jobs than a visitor may have are refused, and cost nothing."""
    started = [api.start("echo", {"text": "x", "pause": 60.0, "seed": at}) for at in range(2)]
    response = api.execute("echo", {"text": "x", "seed": 3})
    assert is_problem(response, 429)["title"] == "Too many unfinished jobs"
    assert response.headers["Retry-After"]
    for address in started:
        api.delete(address)
    assert api.execute("echo", {"text": "x", "seed": 3}).status_code in (200, 201)


@pytest.mark.long
def test_too_many_requests_are_refused(tmp_path: Path) -> None:
    with live_hub(tmp_path, workers=1, rate="3/m") as hub, Api.at(hub.url) as api:
        answers = [api.execute("nothing", {}).status_code for _ in range(5)]
        assert answers == [404, 404, 404, 429, 429]
        response = api.execute("nothing", {})
        assert is_problem(response, 429)["status"] == 429
        assert response.headers["Retry-After"] == "60"
        assert api.get("/processes").status_code == 200


@pytest.mark.parametrize(
    ("response", "accept", "kind"),
    [
        (None, "*/*", "multipart/related"),
        (None, "application/json", "application/json"),
        (None, "application/json, text/plain, */*", "application/json"),
        ("raw", "application/json", "multipart/related"),
        ("document", "*/*", "application/json"),
        ("document", "multipart/related", "application/json"),
        ("raw", "text/html", "text/html"),
    ],
)
def test_outputs_come_raw_or_in_a_document(
    api: Api, response: str | None, accept: str, kind: str
) -> None:
    asked: dict[str, Any] = {"response": response} if response else {}
    asked["outputs"] = {"text": {}, "number": {}}
    headers = {"Accept": accept}
    answer = api.execute("echo", headers=headers, **asked)
    assert answer.headers["Content-Type"].partition(";")[0] == kind
    job = api.run("echo", **asked)
    again = api.get(f"{job}/results", Accept=accept)
    assert again.headers["Content-Type"].partition(";")[0] == kind


def test_no_outputs_are_no_content(api: Api) -> None:
    assert api.execute("echo", outputs={}).status_code == 204
    job = api.run("echo", outputs={})
    assert api.get(f"{job}/results").status_code == 204
    is_problem(api.get(f"{job}/results/text"), 404, "no-such-output")


def test_an_output_that_was_not_asked_for_is_not_there(api: Api) -> None:
    job = api.run("echo", outputs={"text": {}}, response="document")
    assert api.json(f"{job}/results") == {"text": "hello"}
    is_problem(api.get(f"{job}/results/number"), 404, "no-such-output")
    is_problem(api.get(f"{job}/results?outputs=text,number"), 404, "no-such-output")


def test_a_subset_of_the_outputs_can_be_asked_for(api: Api) -> None:
    job = api.run("echo", response="document")
    assert api.json(f"{job}/results?outputs=text,count") == {"text": "hello", "count": 7}
    assert api.json(f"{job}/results?outputs=text&outputs=count") == {"text": "hello", "count": 7}
    is_problem(api.get(f"{job}/results?outputs=nothing"), 404, "no-such-output")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("nothing", "outputs.nothing"),
        ("text", "outputs.text.format.mediaType"),
        ("rows", "outputs.rows.format.mediaType"),
    ],
)
def test_an_output_that_cannot_be_had_is_refused(api: Api, name: str, fault: str) -> None:
    outputs = {name: {"format": {"mediaType": "image/tiff"}}}
    problem = is_problem(api.execute("echo", outputs=outputs), 400)
    assert [error["input"] for error in problem["errors"]] == [fault]


@pytest.mark.parametrize(
    ("name", "media_type", "short"),
    [
        ("rows", "application/json", "json"),
        ("rows", "text/csv", "csv"),
        ("rows", "application/vnd.apache.parquet", "parquet"),
        ("places", "application/geo+json", "geojson"),
        ("places", "text/csv", "csv"),
        ("places", "application/vnd.apache.parquet", "parquet"),
        ("number", "application/json", "json"),
        ("number", "text/plain", "text"),
        ("text", "application/json", "json"),
    ],
)
def test_an_output_comes_in_the_format_asked_for(
    api: Api, name: str, media_type: str, short: str
) -> None:
    outputs = {name: {"format": {"mediaType": media_type}}}
    raw = api.execute("echo", outputs=outputs)
    assert raw.headers["Content-Type"].partition(";")[0] == media_type
    job = api.run("echo")
    assert api.get(f"{job}/results/{name}?f={short}").content == raw.content
    assert api.get(f"{job}/results/{name}", Accept=media_type).content == raw.content
    page = api.get(f"{job}/results/{name}?f=html")
    assert page.headers["Content-Type"].startswith("text/html")


def test_a_format_that_cannot_be_is_refused(api: Api) -> None:
    job = api.run("echo")
    is_problem(api.get(f"{job}/results/text?f=parquet"), 406)
    is_problem(api.get(f"{job}/results/rows?f=geojson"), 406)
    is_problem(api.get(f"{job}/results/rows?f=xml"), 400)


def test_a_table_is_the_same_in_every_format(api: Api) -> None:
    job = api.run("service-area")
    names = ("covered", "distances")
    for name in names:
        parquet = BytesIO(api.get(f"{job}/results/{name}?f=parquet").content)
        csv = BytesIO(api.get(f"{job}/results/{name}?f=csv").content)
        rows = len(pd.read_csv(csv))
        if name == "covered":
            places = gpd.read_file(BytesIO(api.get(f"{job}/results/{name}?f=geojson").content))
            assert len(gpd.read_parquet(parquet)) == len(places) == rows > 0
        else:
            document = api.json(f"{job}/results/{name}?f=json")
            assert len(pd.read_parquet(parquet)) == len(document) == rows > 0


def test_parts_and_document_hold_files_too(api: Api) -> None:
    outputs = {
        "picture": {},
        "rows": {"format": {"mediaType": "text/csv"}},
        "places": {"format": {"mediaType": "application/vnd.apache.parquet"}},
    }
    parts = parts_of(api.execute("echo", outputs=outputs))
    assert parts["picture"].get_payload(decode=True) == b"\x89PNG\r\n\x1a\n"
    document = api.execute("echo", outputs=outputs, response="document").json()
    assert document["picture"]["encoding"] == document["places"]["encoding"] == "base64"
    assert document["rows"]["mediaType"] == "text/csv"
    again = {"text": "x", "rows": document["rows"], "places": document["places"]}
    assert api.execute("echo", again, response="document").json()["rows"] == EVERYTHING["rows"]


def test_a_run_is_packed_with_what_made_it(api: Api) -> None:
    job = api.run("service-area")
    response = api.get(f"{job}/crate")
    assert response.headers["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(response.content)) as crate:
        names = crate.namelist()
    assert {"ro-crate-metadata.json", "inputs.json", "outcome.json"} <= set(names)


def test_a_run_log_is_text_or_json(api: Api) -> None:
    job = api.run("echo", {"text": "log", "pause": 0.5, "seed": 310})
    text = api.get(f"{job}/log")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "echoing" in text.text
    assert api.json(f"{job}/log?f=json")["lines"] == text.text.splitlines()
