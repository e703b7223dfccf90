"""The front page and the language of pages, asked for as browsers do."""

from __future__ import annotations

import re

import pytest
from django.test import Client


def csrf_free(text: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "token", text)


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.5", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-Hans-SG", "zh-Hans"),
        ("en-GB,en;q=0.8", "en"),
        ("fr, zh;q=0.3", "zh-Hans"),
        ("fr", "en"),
        ("", "en"),
        ("*;q=0.x,,;", "en"),
    ],
)
def test_pages_are_in_the_language_the_browser_asks_for(
    db: None, asked: str, language: str
) -> None:
    for address in ("/", "/bricks/service-area/", "/runs/", "/style/", "/account/login/", "/gone/"):
        answer = Client(headers={"accept-language": asked}).get(address)
        assert f'<html lang="{language}"' in answer.text, address


def test_a_chosen_language_stays(client: Client) -> None:
    answer = client.post("/language/", {"language": "zh-hans", "next": "/runs/?of=public"})
    assert answer.headers["Location"] == "/runs/?of=public"
    assert '<html lang="zh-Hans"' in client.get("/").text


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/"


def test_a_query_that_makes_no_sense_is_an_empty_catalogue(client: Client) -> None:
    for query in (
        "goal=x",
        "goal=99",
        "goal=-1",
        "city=%00",
        "theme=zzz",
        "q=%F0%9F%92%A1",
        "q=((",
    ):
        answer = client.get(f"/?{query}")
        assert answer.status_code == 200, query
        assert answer.context["entries"] == []


def test_only_htmx_gets_a_part_of_the_front_page(client: Client) -> None:
    whole = client.get("/?q=lamp")
    part = client.get("/?q=lamp", headers={"HX-Request": "true"})
    restored = client.get(
        "/?q=lamp", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "count-lamps" in part.text
    assert csrf_free(restored.text) == csrf_free(whole.text)
    # so that going back in the browser's history does not show the part
    assert "HX-Request" in part.headers["Vary"]
    assert "HX-Request" in whole.headers["Vary"]
