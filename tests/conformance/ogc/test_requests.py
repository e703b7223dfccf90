"""Execute requests that are checked only, take inputs from elsewhere, or make no sense."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conformance.api import PLACES, PROCESSES, ROWS, Api, inputs_of, is_problem
from tests.conformance.elsewhere import Elsewhere
from tests.live import live_hub

DEEP = b'{"inputs": {"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}"


@pytest.mark.parametrize("process", PROCESSES)
def test_a_valid_request_can_be_checked_without_running_it(api: Api, process: str) -> None:
    before = len(api.json("/jobs?limit=10000")["jobs"])
    response = api.execute(process, query="?validate=true")
    assert (response.status_code, response.json()) == (200, {"valid": True})
    assert len(api.json("/jobs?limit=10000")["jobs"]) == before


def test_an_invalid_request_is_told_everything_that_is_wrong(api: Api) -> None:
    inputs = {"number": -1.0, "choice": "blue", "thing": {"size": "large"}, "surplus": 1}
    problem = is_problem(api.execute("echo", inputs, query="?validate=true"), 400)
    assert {error["input"] for error in problem["errors"]} == {
        "text", "number", "choice", "thing.name", "thing.size", "surplus",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title", "message"),
    [
        ("en", "Some inputs do not fit", "must be at least 0, not -1"),
        ("zh-CN,zh;q=0.8", None, "不能小于"),
    ],
)
def test_what_is_wrong_is_said_in_the_readers_language(
    api: Api, language: str, title: str | None, message: str
) -> None:
    headers = {"Accept-Language": language}
    response = api.execute("echo", {"text": "x", "number": -1.0}, headers=headers)
    problem = is_problem(response, 400)
    assert title is None or problem["title"] == title
    (error,) = problem["errors"]
    assert error["input"] == "number"
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in error["message"])
    assert message in error["message"] if title else chinese


@pytest.mark.parametrize(
    ("media_type", "content", "said"),
    [
        ("text/csv", b"name,amount\na,1.5\nb,2\n", None),
        ("application/octet-stream", b"name,amount\na,1.5\nb,2\n", "text/csv"),
        ("application/json", json.dumps(ROWS).encode(), None),
        ("text/csv; charset=utf-8", "\ufeffname,amount\na,1.5\nb,2\n".encode(), None),
    ],
)
def test_a_table_is_taken_from_elsewhere(
    api: Api, other: Elsewhere, media_type: str, content: bytes, said: str | None
) -> None:
    link = {"href": other.offer("/table", media_type, content)}
    if said:
        link["type"] = said
    document = api.execute("echo", {"text": "x", "rows": link}, response="document").json()
    assert document["rows"] == ROWS


def test_places_are_taken_from_elsewhere(api: Api, other: Elsewhere) -> None:
    here = inputs_of("service-area")
    there: dict[str, Any] = {
        name: {
            "href": other.offer(
                f"/{name}.geojson", "application/geo+json", json.dumps(here[name]).encode()
            )
        }
        for name in ("stops", "homes", "streets")
        if name in here
    }
    outputs: dict[str, Any] = {"share": {}}
    near = api.execute("service-area", outputs=outputs)
    far = api.execute("service-area", {**here, **there}, outputs=outputs)
    assert far.status_code == 200
    assert far.json() == near.json()


@pytest.mark.parametrize(
    ("href", "content"),
    [
        ("/missing", None),
        ("/large.csv", b"name,amount\n" + b"a,1\n" * 1_000_000),
        ("/broken.json", b"{"),
        ("/wrong.csv", b"nothing\n1\n"),
        ("ftp://127.0.0.1/x", None),
        ("file:///etc/passwd", None),
        ("http://[::1", None),
        ("http://user:secret@127.0.0.1/", None),
        ("http://nowhere.invalid/", None),
        ("", None),
    ],
)
def test_what_cannot_be_fetched_is_named(
    api: Api, other: Elsewhere, href: str, content: bytes | None
) -> None:
    if content:
        kind = "application/json" if href.endswith("json") else "text/csv"
        other.offer(href, kind, content)
    address = other.url + href if href.startswith("/") else href
    problem = is_problem(api.execute("echo", {"rows": {"href": address}}), 400)
    assert {error["input"].partition(".")[0] for error in problem["errors"]} == {"rows", "text"}


def test_private_addresses_are_not_asked(tmp_path: Path, other: Elsewhere) -> None:
    other.told.clear()
    secret = other.offer("/secret.json", "application/json", b'"secret"')
    with live_hub(tmp_path) as hub, Api.at(hub.url) as api:
        for address in (secret, f"{hub.url}/health", "http://169.254.169.254/", "http://10.0.0.1/"):
            given = {**inputs_of("service-area"), "stops": {"href": address}}
            problem = is_problem(api.execute("service-area", given), 400)
            assert [error["input"] for error in problem["errors"]] == ["stops"]
            assert "secret" not in problem["errors"][0]["message"].replace("/secret.json", "")
            subscriber = {"successUri": address}
            response = api.execute("service-area", subscriber=subscriber)
            errors = is_problem(response, 400)["errors"]
            assert [error["input"] for error in errors] == ["subscriber.successUri"]
        assert api.json("/jobs")["jobs"] == []
    assert other.told == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"inputs": []}',
        b'{"inputs": {"text": NaN}}',
        b'{"inputs": {"text": "x", "number": Infinity}}',
        b'{"inputs": {"text": "\\ud800"}}',
        b'{"inputs": {"\\udfff": "x"}}',
        b'{"inputs": {"text": "x", "count": ' + b"9" * 5000 + b"}}",
        b'{"inputs": {"text": "x", "number": 1e999}}',
        b'{"inputs": {"text": "x"}, "surplus": 1}',
        b'{"inputs": {"text": "x"}, "response": "both"}',
        b'{"inputs": {"text": "x"}, "outputs": {"text": {"transmissionMode": "pigeon"}}}',
        b'{"inputs": {"text": "x"}, "outputs": []}',
        b'{"inputs": {"text": "x"}, "subscriber": {"successUri": 1}}',
        b'{"inputs": {"text": "x"}, "subscriber": {"successUri": "javascript:alert(1)"}}',
        b'{"inputs": {"text": {"value": {"value": "x"}}}}',
        b'{"inputs": {"text": {"href": 1}}}',
        b'{"inputs": {"rows": {"value": "???", "mediaType": "text/csv", "encoding": "base64"}}}',
        b'{"inputs": {"text": "x", "rows": {"table": "0123"}}}',
        DEEP,
    ],
    ids=lambda content: content[:60].decode("latin-1"),
)
def test_nonsense_is_refused(api: Api, content: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    response = api.client.post("/processes/echo/execution", content=content, headers=headers)
    is_problem(response, 400)


def test_a_request_that_is_too_large_is_refused(api: Api) -> None:
    response = api.execute("echo", {"text": "x" * 3_500_000})
    assert "href" in is_problem(response, 413)["title"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "POST", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/processes", "/jobs", "/jobs/1/results"])
def test_a_method_that_is_not_there_is_refused(api: Api, method: str, path: str) -> None:
    response = api.client.request(method, path)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_nothing_is_a_problem_too(api: Api) -> None:
    is_problem(api.get("/nothing/here"), 404)


def test_a_session_needs_its_token(api: Api, tokens: dict[str, str]) -> None:
    """A page of somebody else's cannot run a process in the name of who is signed in."""
    del tokens
    root = api.root.removesuffix("/ogc")
    with httpx.Client(base_url=root, trust_env=False, timeout=30.0) as browser:
        browser.get("/")
        started = browser.post(
            "/bricks/echo/try/",
            data={"text": "x", "csrfmiddlewaretoken": browser.cookies.get("csrftoken", "")},
            headers={"Referer": root},
        )
        assert started.status_code in (200, 302), started.text[:500]
        assert "sessionid" in browser.cookies
        execution = "/ogc/processes/echo/execution"
        response = browser.post(execution, json={"inputs": {"text": "x"}})
        assert is_problem(response, 401)["title"]
        response = browser.post(
            execution,
            json={"inputs": {"text": "x"}, "response": "document"},
            headers={"X-CSRFToken": browser.cookies["csrftoken"], "Referer": root},
        )
        assert response.status_code == 200
        job = response.headers["Link"].rpartition("<")[2].partition(">")[0]
        assert browser.get(job).status_code == 200
        is_problem(api.get(job), 404)


def test_objects_are_read_bare_and_qualified_alike(api: Api) -> None:
    answers: list[Any] = [
        api.execute("echo", {"text": "x", "places": places}, outputs={"places": {}}).json()
        for places in (PLACES, {"value": PLACES}, {"value": PLACES, "encoding": "utf-8"})
    ]
    assert answers == [PLACES] * 3
