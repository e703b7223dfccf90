"""Search for programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.network.finding.conftest import Hashing, Put

pytestmark = pytest.mark.django_db


def asked(**query: str) -> tuple[int, Any]:
    answer = Client().get("/api/search", query)
    return answer.status_code, answer.json()


def test_a_program_finds_what_people_find(things: Put, hashing: Hashing) -> None:
    things()
    status, found = asked(q="港口")
    assert status == 200
    assert (found[0]["key"], found[0]["kind"]) == ("offer:port", "offer")
    assert found[0]["title"]["translations"]["en"]["text"] == "Automated container port"


def test_what_is_not_public_is_found_by_nobody(things: Put, hashing: Hashing) -> None:
    things(public=False)
    assert asked(q="港口") == (200, [])


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "q"),
        ({"q": ""}, "q"),
        ({"q": "x" * 501}, "q"),
        ({"q": "x", "kind": "person"}, "kind"),
        ({"q": "x", "limit": "0"}, "limit"),
        ({"q": "x", "limit": "101"}, "limit"),
    ],
)
def test_what_does_not_fit_is_named(
    things: Put, hashing: Hashing, query: dict[str, str], field: str
) -> None:
    status, problem = asked(**query)
    assert status == 422
    assert problem["errors"][0]["field"].split(".")[0] == field


def test_punctuation_alone_finds_nothing(things: Put, hashing: Hashing) -> None:
    things()
    assert asked(q="!!!") == (200, [])
