"""Abstract tests of the classes JSON and HTML (A.55 to A.57)."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.conformance.api import Api, every_process, rels

FIXED = ("/", "/conformance", "/api", "/processes", "/processes/echo", "/jobs?limit=3")
VOID = {"meta", "link", "input", "br", "path", "use", "img", "hr"}


class Page(HTMLParser):
    """Reads a page: its text, the addresses of its links, and whether its elements nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.addresses, self.open = "", list[str](), list[str]()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.addresses.append(str(dict(attrs)["href"]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def said(document: Any) -> list[str]:
    """Return every text and number of a document, links apart."""
    if isinstance(document, dict):
        return [text for k, v in document.items() if k != "links" for text in said(v)]
    if isinstance(document, list):
        return [text for value in document for text in said(value)]
    return [] if document in (None, "") or isinstance(document, bool) else [str(document)]


@pytest.fixture(scope="module")
def paths(api: Api) -> list[str]:
    """Paths of every operation that reads."""
    job = api.run("echo", response="document").removeprefix(api.root)
    parts = ("", "/results", "/results/text", "/results/places", "/log")
    return [*FIXED, *(job + part for part in parts)]


def test_conf_json_definition(api: Api, paths: list[str]) -> None:
    for path in paths:
        if path == "/api":
            continue
        response = api.get(path, Accept="application/json")
        assert response.status_code == 200
        kind = response.headers["Content-Type"]
        assert kind == "application/json" or path.endswith("/places"), path
        assert response.json() is not None
    headers = {"Accept": "application/json"}
    assert isinstance(api.execute("echo", headers=headers).json(), dict)
    started = api.execute("echo", headers=headers | {"Prefer": "respond-async"})
    assert started.headers["Content-Type"] == "application/json"


def test_conf_html_definition(api: Api, paths: list[str]) -> None:
    headers = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    job = api.run("echo")
    responses = [
        *(api.get(path, **headers) for path in [*paths, f"{job}/crate"]),
        *(api.get(f"{path}{'&' if '?' in path else '?'}f=html") for path in paths),
        api.execute("echo", headers=headers),
        api.execute("echo", headers=headers, query="?validate=true"),
        api.delete(job, **headers),
    ]
    for response in responses:
        assert response.status_code == 200, response.url
        assert response.headers["Content-Type"] == "text/html; charset=utf-8", response.url


def test_conf_html_content(api: Api, paths: list[str]) -> None:
    for path in paths:
        response = api.get(path, Accept="text/html")
        assert response.text.startswith("<!doctype html>")
        page = Page(response.text)
        assert page.open == []
        if path.endswith(("/api", "/log", "/places", "/text")):
            continue
        document = api.get(path, Accept="application/json").json()
        if path.endswith("/results"):  # tables are by reference on the page
            for name in ("rows", "places"):
                del document[name]
                assert any(href.endswith(f"/results/{name}") for href in page.addresses)
        for text in said(document):
            assert html.unescape(text).split("\n")[0] in page.text, (path, text)
        for link in document.get("links", []) if isinstance(document, dict) else []:
            assert link["href"] in page.addresses


def test_pages_speak_the_readers_language(api: Api) -> None:
    page = api.get("/processes/service-area?f=html&lang=zh-Hans")
    assert '<html lang="zh-Hans"' in page.text
    assert page.headers["Content-Language"] == "zh-Hans"


@every_process
def test_pages_lead_to_the_lab(api: Api, process: str) -> None:
    root = api.root.removesuffix("/ogc")
    page = Page(api.get(f"/processes/{process}?f=html").text)
    assert f"{root}/bricks/{process}/" in page.addresses
    job = rels(api.json("/jobs?limit=1")["jobs"][0])["related"]["href"]
    assert job.startswith(f"{root}/runs/")
    assert api.get(job).status_code == 200
