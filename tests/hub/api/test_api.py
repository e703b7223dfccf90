"""The network's API as programs see it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from citybricks.network.members.domain.people import issue_token
from tests.hub.cast import Cast

WRITES = {"post", "put", "patch", "delete"}


@pytest.fixture
def definition(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def test_the_definition_has_members_offers_needs_and_search(definition: dict[str, Any]) -> None:
    assert {"/api/members", "/api/listings", "/api/interests", "/api/search"} <= set(
        definition["paths"]
    )


def test_every_operation_says_what_it_does(definition: dict[str, Any]) -> None:
    silent = [
        f"{method} {path}"
        for path, methods in definition["paths"].items()
        for method, one in methods.items()
        if not one.get("description") or not one.get("operationId")
    ]
    assert silent == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_definition_is_a_page_too(client: Client, language: str) -> None:
    page = client.get("/api/", headers={"accept-language": language})
    assert page.status_code == 200
    assert "/listings" in page.content.decode()


@pytest.mark.django_db
def test_nobody_writes_without_saying_who_they_are(definition: dict[str, Any]) -> None:
    client = Client()
    open_to_all = [
        f"{method} {path}: {answer.status_code}"
        for path, methods in definition["paths"].items()
        for method in WRITES & set(methods)
        for answer in [
            client.generic(
                method.upper(),
                path.replace("{ulid}", "01K00000000000000000000000").replace("{slug}", "tianjin"),
                "{}",
                content_type="application/json",
            )
        ]
        if answer.status_code not in {401, 404, 422}
    ]
    assert open_to_all == []


def test_a_token_that_is_nobodys_is_refused(cast: Cast) -> None:
    answer = Client().get("/api/listings", headers={"authorization": "Bearer cb_nobody"})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_session_needs_its_csrf_token(cast: Cast) -> None:
    client = cast.client("owner", csrf=True)
    answer = client.post("/api/listings", "{}", content_type="application/json")
    assert answer.status_code == 401
    assert "X-CSRFToken" in answer.json()["detail"]


def test_a_token_acts_for_its_person(cast: Cast) -> None:
    secret = issue_token(user=cast.people["owner"], name="a program")
    answer = Client().get("/api/interests", headers={"authorization": f"Bearer {secret}"})
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_does_not_fit_is_named_field_by_field(cast: Cast, language: str) -> None:
    secret = issue_token(user=cast.people["owner"], name="a program")
    headers = {"authorization": f"Bearer {secret}", "accept-language": language}
    body = json.dumps({"side": "wish", "member": "tianjin"})
    answer = Client().post("/api/listings", body, content_type="application/json", headers=headers)
    assert answer.status_code == 422
    assert "side" in {fault["field"].rpartition(".")[2] for fault in answer.json()["errors"]}


@pytest.mark.django_db
def test_what_is_not_there_is_said_so(client: Client) -> None:
    answer = client.get("/api/listings/01K00000000000000000000000")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404
