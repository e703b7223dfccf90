"""Who asks the API: by token, by session, or nobody known."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.http import HttpRequest, JsonResponse
from django.test import Client
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from citybricks.hub.identity import (
    BadTokenError,
    caller,
    language_of,
    remember_visitor,
    requester,
)
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job
from citybricks.network.members.domain.people import issue_token
from tests.hub.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@csrf_exempt
def who(request: HttpRequest) -> JsonResponse:
    """Answer who asks, as the views of the API do."""
    try:
        by = caller(request)
    except BadTokenError as error:
        return JsonResponse({"refused": str(error)}, status=401)
    for job in Job.objects.filter(pk=request.GET.get("dismiss")):
        queue.dismiss(job)
    return JsonResponse({"user": str(by.user or ""), "visitor": by.visitor, "for": str(by.member)})


def page(request: HttpRequest) -> JsonResponse:
    """Answer who asks, as a page does."""
    by = requester(request, member=request.GET.get("for", ""))
    return JsonResponse({"user": str(by.user or ""), "visitor": by.visitor, "for": str(by.member)})


def remembered(request: HttpRequest) -> JsonResponse:
    """Remember a browser."""
    return JsonResponse({"visitor": remember_visitor(request).visitor})


def language(request: HttpRequest) -> JsonResponse:
    """Answer in what language."""
    return JsonResponse({"language": language_of(request)})


urlpatterns = [
    path("who", who),
    path("page", page),
    path("remembered", remembered),
    path("spoken", language),
    path("", include("citybricks.hub.urls")),
]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def test_a_token_speaks_for_its_owner_and_needs_no_csrf_token(cast: Cast) -> None:
    secret = issue_token(user=cast.people["officer"], name="script")
    client = Client(enforce_csrf_checks=True)
    for answer in (
        client.get("/who", headers=bearer(secret)),
        client.post("/who", headers=bearer(secret)),
    ):
        assert answer.json() == {"user": "Officer", "visitor": "", "for": "Tianjin"}


@pytest.mark.parametrize("secret", ["", "cb_wrong", "\N{SNOWMAN}"])
def test_a_token_that_is_nobodys_is_refused_even_with_a_session(cast: Cast, secret: str) -> None:
    client = cast.client("officer")
    answer = client.get("/who", headers=bearer(secret))
    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_a_token_is_asked_before_the_session(cast: Cast) -> None:
    secret = issue_token(user=cast.people["outsider"], name="script")
    assert cast.client("officer").get("/who", headers=bearer(secret)).json()["user"] == "Outsider"


def test_a_session_reads_freely_and_changes_with_a_csrf_token_only(cast: Cast) -> None:
    client = cast.client("officer", csrf=True)
    assert client.get("/who").json()["user"] == "Officer"
    assert client.post("/who").status_code == HTTPStatus.UNAUTHORIZED
    assert client.delete("/who").status_code == HTTPStatus.UNAUTHORIZED
    client.cookies["csrftoken"] = "a" * 32
    right, wrong = {"X-CSRFToken": "a" * 32}, {"X-CSRFToken": "b" * 32}
    assert client.post("/who", headers=wrong).status_code == HTTPStatus.UNAUTHORIZED
    assert client.post("/who", headers=right).json()["user"] == "Officer"


def test_a_remembered_browser_needs_a_csrf_token_too() -> None:
    client = Client(enforce_csrf_checks=True)
    mark = client.get("/remembered").json()["visitor"]
    assert client.get("/who").json()["visitor"] == mark
    assert client.post("/who").status_code == HTTPStatus.UNAUTHORIZED


def test_a_caller_nobody_knows_is_known_by_an_address_that_cannot_be_read_back() -> None:
    client = Client(enforce_csrf_checks=True)
    here = client.post("/who", REMOTE_ADDR="203.0.113.5").json()["visitor"]
    assert here == client.get("/who", REMOTE_ADDR="203.0.113.5").json()["visitor"]
    assert here != client.get("/who", REMOTE_ADDR="203.0.113.6").json()["visitor"]
    assert "203.0.113.5" not in here
    assert len(here) <= Job._meta.get_field("visitor").max_length


def test_a_browser_keeps_its_mark_and_two_browsers_have_two() -> None:
    one, other = Client(), Client()
    mark = one.get("/remembered").json()["visitor"]
    assert one.get("/remembered").json()["visitor"] == mark == one.get("/page").json()["visitor"]
    assert other.get("/remembered").json()["visitor"] != mark
    assert other.get("/page").json()["visitor"] != ""


def test_a_person_acts_for_a_member_of_theirs_and_for_no_other(cast: Cast) -> None:
    client = cast.client("officer")
    assert client.get("/page").json()["for"] == "Tianjin"
    assert client.get("/page?for=tianjin").json()["for"] == "Tianjin"
    assert client.get("/page?for=shanghai").json()["for"] == "Tianjin"
    assert cast.client("secretariat").get("/page?for=tianjin").json()["for"] == "None"


def test_the_audit_history_knows_who_changed_something_by_token(cast: Cast) -> None:
    owner = cast.people["owner"]
    job = Job.objects.create(brick="b", version="1.0.0", key="0" * 32, owner=owner)
    secret = issue_token(user=owner, name="script")
    Client().post(f"/who?dismiss={job.pk}", headers=bearer(secret))
    assert job.history.latest().history_user == owner
    assert job.history.latest().status == "dismissed"


@pytest.mark.parametrize(
    ("asked", "given"),
    [("zh-CN", "zh-Hans"), ("zh-Hans", "zh-Hans"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_the_language_is_the_browsers_where_we_speak_it(asked: str, given: str) -> None:
    answer = Client().get("/spoken", headers={"Accept-Language": asked})
    assert answer.json()["language"] == given
