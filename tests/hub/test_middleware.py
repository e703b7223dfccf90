"""Log lines, rate limits, and the address of who asks."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from http import HTTPStatus
from io import StringIO
from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from citybricks.hub.logs import hide_secrets
from citybricks.hub.middleware import believe_proxies, limit_rate, log_requests
from citybricks.network.members.domain.people import PREFIX, issue_token
from tests.hub.cast import Cast

pytestmark = pytest.mark.django_db


def fine(_: HttpRequest) -> HttpResponse:
    return HttpResponse("fine")


def address(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.META["REMOTE_ADDR"])


@pytest.fixture
def environ(settings: Any) -> Any:
    """Change settings of the deployment: ``environ(rate="2/m")``."""

    def change(**said: object) -> None:
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=said)

    cache.clear()
    return change


@pytest.fixture
def lines() -> Iterator[StringIO]:
    """What is logged as JSON lines, by the processors of the settings."""
    from django.conf import settings

    formatter = dict(settings.LOGGING["formatters"]["structured"])
    processors = [*formatter["processors"][:-1], structlog.processors.JSONRenderer()]
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=processors, foreign_pre_chain=formatter["foreign_pre_chain"]
        )
    )
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def test_every_request_leaves_one_line_with_the_id_that_the_answer_carries(
    lines: StringIO, rf: RequestFactory
) -> None:
    answer = log_requests(fine)(rf.get("/bricks/?q=secret"))
    (line,) = map(json.loads, lines.getvalue().splitlines())
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/bricks/", 200)
    assert line["event"] == "request"
    assert {"level", "logger", "timestamp", "milliseconds"} <= line.keys()


@pytest.mark.parametrize(
    "text",
    [
        "token cb_{secret}",
        "Authorization: Bearer {secret}",
        "postgres://hub:{secret}@database/hub",
        "smtp://{secret}:x@mail",
        "GET /account/confirm-email/{secret}/",
        "Forbidden: /account/password/reset/key/{secret}/",
        "could not connect: password={secret} host=x",
        "?token={secret}&a=b",
    ],
)
def test_no_log_line_holds_a_secret(lines: StringIO, text: str) -> None:
    secret = "Wq1_-abcdefghijklmnopqrstuvwxyz0123456789ABC"
    said = text.format(secret=secret)
    structlog.get_logger("x").info("event", field=said)
    logging.getLogger("y").warning(said)
    logging.getLogger("z").error("failed", exc_info=RuntimeError(said))
    assert len(lines.getvalue().splitlines()) == 3
    assert secret not in lines.getvalue()
    assert all(json.loads(line) for line in lines.getvalue().splitlines())


def test_an_access_token_is_known_by_its_start(cast: Cast) -> None:
    secret = issue_token(user=cast.people["owner"], name="x")
    assert secret.startswith(PREFIX)
    assert hide_secrets(None, "", {"event": f"({secret})"}) == {"event": "(…)"}
    assert hide_secrets(None, "", {"n": 3, "event": "plain"}) == {"n": 3, "event": "plain"}


def test_requests_that_sign_in_leave_no_password_in_the_log(
    lines: StringIO, client: Client
) -> None:
    client.post("/account/login/", {"login": "a@example.org", "password": "open sesame 123"})
    assert "/account/login/" in lines.getvalue()
    assert "sesame" not in lines.getvalue()


def test_who_changes_things_too_often_is_refused_for_a_while(
    environ: Any, rf: RequestFactory
) -> None:
    environ(rate="2/m")
    ask = limit_rate(fine)
    answers = [ask(_by(rf.post("/ogc/x"), "203.0.113.1")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert json.loads(answers[2].content)["status"] == HTTPStatus.TOO_MANY_REQUESTS
    assert ask(_by(rf.post("/ogc/x"), "203.0.113.2")).status_code == HTTPStatus.OK
    assert ask(_by(rf.get("/ogc/x"), "203.0.113.1")).status_code == HTTPStatus.OK


def _by(request: HttpRequest, address: str) -> HttpRequest:
    from django.contrib.auth.models import AnonymousUser

    request.user, request.META["REMOTE_ADDR"] = AnonymousUser(), address
    return request


def test_a_page_says_in_the_readers_language_that_it_was_too_often(
    environ: Any, client: Client
) -> None:
    environ(rate="0/m")
    chinese = {"Accept-Language": "zh-Hans"}
    answer = client.post("/language/", {"language": "en"}, headers=chinese)
    assert answer.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "made-up, 198.51.100.7", "198.51.100.7"),
        (2, "made-up, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "198.51.100.7", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    environ: Any, rf: RequestFactory, proxies: int, header: str, seen: str
) -> None:
    environ(proxies=proxies)
    asked = rf.get("/", headers={"X-Forwarded-For": header} if header else {})
    assert believe_proxies(address)(asked).content.decode() == seen
