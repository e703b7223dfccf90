"""What browsers are told, and what forms have to prove."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.network.members.domain.people import issue_token
from citybricks.network.members.models import AccessToken, Staff
from tests.hub.cast import Cast
from tests.hub.data import CSV_LAMPS, upload
from tests.live import lay_schema

PAGES = ("/", "/bricks/service-area/", "/bricks/service-area/try/", "/runs/", "/style/", "/gone/")
PAGES += ("/account/login/", "/account/signup/", "/secretariat/login/", "/ogc/?f=html", "/health")


def policy(answer: HttpResponse) -> dict[str, list[str]]:
    """Read a Content-Security-Policy."""
    parts = answer.headers["Content-Security-Policy"].split(";")
    return {part.split()[0]: part.split()[1:] for part in parts if part.strip()}


@pytest.mark.parametrize("address", PAGES)
def test_pages_may_load_nothing_but_the_hubs_own(db: None, address: str) -> None:
    answer = Client().get(address)
    rules = policy(answer)
    assert rules["default-src"] == ["'none'"]
    assert rules["frame-ancestors"] == rules["base-uri"] == ["'none'"]
    for sources in rules.values():
        for source in sources:
            assert source in ("'none'", "'self'", "data:") or source.startswith("'nonce-"), source
    assert "data:" not in [*rules["script-src"], *rules["style-src"], *rules["connect-src"]]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer.headers


@pytest.mark.parametrize("address", PAGES)
def test_pages_need_no_exception_from_the_policy(db: None, address: str) -> None:
    page = Client().get(address).text
    assert not re.search(r"<style(?![^>]*\bnonce=)", page)
    assert not re.search(r"\sstyle=", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert not re.search(r'<script(?![^>]*(src=|nonce=|type="application/json"))', page)
    assert "javascript:" not in page


def test_cookies_are_kept_from_scripts_and_other_sites(db: None) -> None:
    client = Client()
    client.post("/bricks/count-lamps/try/", {"lamps": upload(CSV_LAMPS)})
    session, token = client.cookies["sessionid"], client.get("/").cookies["csrftoken"]
    assert session["httponly"]
    assert session["samesite"] == token["samesite"] == "Lax"


def test_a_reader_who_does_nothing_gets_no_session(db: None) -> None:
    client = Client()
    for address in PAGES:
        client.get(address)
    assert "sessionid" not in client.cookies


def asked_with_tls(code: str, home: Path) -> Any:
    """Run code in a hub that is reached by https."""
    lay_schema(home)
    environ = os.environ | {
        "CITYBRICKS_ORIGIN": "https://bricks.city.example",
        "CITYBRICKS_HOSTS": '["bricks.city.example"]',
        "CITYBRICKS_HOME": str(home),
        "CITYBRICKS_SECRET_KEY": "",
        "CITYBRICKS_DATABASE_URL": "",
    }
    source = str(Path(__file__).parents[3] / "src")
    start = "import django, json; django.setup()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + code],
        env=environ | {"PYTHONPATH": source},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def test_behind_tls_cookies_are_secure_and_browsers_remember_it(tmp_path: Path) -> None:
    code = """
from django.core.checks import run_checks
from django.test import Client
found = run_checks(include_deployment_checks=True)
warnings = [each.id for each in found if not each.is_silenced()]
client = Client(headers={"host": "bricks.city.example", "x-forwarded-proto": "https"})
answer = client.get("/style/")
secure = {name: bool(morsel["secure"]) for name, morsel in client.cookies.items()}
other = Client(headers={"host": "evil.example"}).get("/").status_code
print(json.dumps([warnings, answer.headers["Strict-Transport-Security"], secure, other]))
"""
    warnings, transport, secure, other = asked_with_tls(code, tmp_path)
    # W005, W021: other names below the city's domain are not ours to decide for; W008: the proxy
    # that ends TLS redirects
    assert set(warnings) <= {"security.W005", "security.W008", "security.W021"}
    assert transport.startswith("max-age=31536000")
    assert secure == {"csrftoken": True}
    assert other == 400


POSTS = (
    "/bricks/count-lamps/try/",
    "/bricks/count-lamps/check/?field=hours",
    "/runs/{run}/share/",
    "/runs/{run}/dismiss/",
    "/runs/{run}/delete/",
    "/member/me/",
    "/member/me/tokens/",
    "/member/me/tokens/1/revoke/",
    "/member/tianjin/staff/",
    "/member/tianjin/staff/{post}/release/",
    "/account/logout/",
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/totp/activate/",
    "/language/",
    "/secretariat/logout/",
)


@pytest.mark.parametrize("address", POSTS)
def test_forms_of_other_sites_change_nothing(
    cast: Cast, finished: Callable[..., Job], address: str
) -> None:
    administrator = cast.people["administrator"]
    job = finished(
        Requester(user=administrator, member=cast.tianjin), visibility=Visibility.PRIVATE
    )
    post = Staff.objects.get(user=cast.people["officer"])
    client = cast.client("administrator", csrf=True)
    answer = client.post(
        address.format(run=job.pk, post=post.pk),
        {"visibility": "public", "lamps": upload(CSV_LAMPS), "name": "evil", "language": "en"},
        headers={"accept-language": "zh-CN"},
    )
    assert answer.status_code == 403
    assert "刷新" in answer.text or "重新" in answer.text  # what to do, in the reader's language
    job.refresh_from_db()
    assert (job.visibility, job.status) == (Visibility.PRIVATE, Status.SUCCESSFUL)
    assert Job.objects.count() == 1
    assert not AccessToken.objects.exists()
    assert Staff.objects.filter(pk=post.pk).exists()


def test_an_access_token_opens_the_api_and_no_page(cast: Cast) -> None:
    secret = issue_token(user=cast.people["owner"], name="a program")
    client = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/ogc/jobs").status_code == 200
    assert client.get("/member/me/").status_code == 302


def test_a_download_cannot_run_as_a_page(cast: Cast, finished: Callable[..., Job]) -> None:
    job = finished(Requester(visitor="x"), visibility=Visibility.PUBLIC, note="<script>")
    for name in ("page.html", "outcome.json", "tables/lamps.csv", "crate.zip"):
        answer = cast.client("visitor").get(f"/runs/{job.pk}/{name}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert policy(answer)["default-src"] == ["'none'"]
