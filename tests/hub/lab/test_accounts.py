"""Accounts: how people sign up and in, in pages that look like ours."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from citybricks.network.members.models import User
from tests.hub.cast import Cast

EMAIL, PASSWORD = "lin@tianjin.example", "nine bridges over one river"
LOGIN, SIGNUP = "/account/login/", "/account/signup/"


@pytest.fixture
def client(db: None, settings: object) -> Client:
    """A browser that asks for English; what it was refused before is forgotten."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined] # quick
    cache.clear()
    return Client(headers={"accept-language": "en"})


def signed_up(client: Client) -> User:
    """Sign up, and follow the link in the mail."""
    client.post(SIGNUP, {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD})
    client.post(link_in_mail())
    return User.objects.get(email=EMAIL)


def link_in_mail() -> str:
    """Return the path of the link in the last mail."""
    found = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_in(client: Client, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": EMAIL, "password": password}).status_code


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.parametrize(("language", "said"), [("en", "confirm"), ("zh-CN", "确认")])
def test_an_address_is_verified_before_it_opens_anything(
    client: Client, language: str, said: str
) -> None:
    client = Client(headers={"accept-language": language})
    answer = client.post(SIGNUP, {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD})
    assert answer.headers["Location"] == "/account/confirm-email/"
    (sent,) = mail.outbox
    assert sent.to == [EMAIL]
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert said in sent.body
    assert sign_in(client) == 302
    assert client.get("/member/me/").status_code == 302  # not signed in yet
    page = client.get(link_in_mail())
    assert page.status_code == 200
    client.post(link_in_mail())
    sign_in(client)
    assert client.get("/member/me/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        (EMAIL, "short", "at least 12 characters"),
        (EMAIL, "lin@tianjin.example", "too similar"),
        (EMAIL, "password12345", "too common"),
        ("lin", PASSWORD, "valid email"),
        ("", "", "required"),
    ],
)
def test_a_weak_password_is_refused(client: Client, email: str, password: str, said: str) -> None:
    answer = client.post(SIGNUP, {"email": email, "password1": password, "password2": password})
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not User.objects.exists()


def test_nobody_learns_who_has_an_account(client: Client) -> None:
    signed_up(client)
    visitor = Client()
    data = {"email": EMAIL, "password1": PASSWORD, "password2": PASSWORD}
    known = visitor.post(SIGNUP, data)
    unknown = visitor.post(SIGNUP, data | {"email": "new@tianjin.example"})
    assert known.headers["Location"] == unknown.headers["Location"]
    for email in (EMAIL, "nobody@tianjin.example"):
        answer = visitor.post("/account/password/reset/", {"email": email})
        assert answer.headers["Location"] == "/account/password/reset/done/"
    assert User.objects.count() == 2


def test_too_many_wrong_passwords_lock_the_account_for_a_while(client: Client) -> None:
    signed_up(client)
    visitor = Client(headers={"accept-language": "en"})
    statuses = [sign_in(visitor, "wrong") for _ in range(6)]
    assert statuses == [200] * 6
    assert sign_in(visitor) == 200  # even the right one
    assert "Too many failed" in visitor.post(LOGIN, {"login": EMAIL, "password": PASSWORD}).text
    cache.clear()  # the while has passed
    assert sign_in(visitor) == 302


def test_a_password_is_changed_by_who_knows_it(client: Client) -> None:
    user = signed_up(client)
    sign_in(client)
    data = {"oldpassword": "wrong", "password1": "ten bridges over one river"}
    data["password2"] = data["password1"]
    assert client.post("/account/password/change/", data).status_code == 200
    client.post("/account/password/change/", data | {"oldpassword": PASSWORD})
    user.refresh_from_db()
    assert user.check_password("ten bridges over one river")
    assert client.get("/member/me/").status_code == 200  # still signed in


def test_a_forgotten_password_is_set_anew_by_mail(client: Client) -> None:
    user = signed_up(client)
    visitor = Client()
    visitor.post("/account/password/reset/", {"email": EMAIL})
    form = visitor.get(link_in_mail())  # the key is moved into the session, out of the address
    address = form.headers["Location"]
    assert visitor.get(address).status_code == 200
    new = "eleven bridges over one river"
    visitor.post(address, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert Client().get(link_in_mail()).status_code in (200, 302)  # and does nothing any more


def test_a_second_factor_is_asked_for_once_there_is_one(client: Client) -> None:
    signed_up(client)
    sign_in(client)
    asked = client.get("/account/2fa/totp/activate/")
    assert "/reauthenticate/" in asked.headers["Location"]  # as it is a while since the password
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert "data:image/svg+xml" in page.text  # which the policy lets images be
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302
    assert {one.type for one in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    codes = client.get("/account/2fa/recovery-codes/")
    assert codes.status_code == 200

    other = Client()
    assert sign_in(other) == 302
    assert other.get("/member/me/").status_code == 302  # the password alone opens nothing
    assert other.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    recovery = codes.context["unused_codes"][0]
    other.post("/account/2fa/authenticate/", {"code": recovery})
    assert other.get("/member/me/").status_code == 200


def test_signing_out_asks_and_then_does(client: Client) -> None:
    signed_up(client)
    sign_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/member/me/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/member/me/").status_code == 302


def test_after_signing_in_people_are_where_they_wanted_to_be(client: Client) -> None:
    signed_up(client)
    answer = Client().post(f"{LOGIN}?next=/member/me/", {"login": EMAIL, "password": PASSWORD})
    assert answer.headers["Location"] in ("/member/me/", "/runs/")
    answer = Client().post(LOGIN, {"login": EMAIL, "password": PASSWORD, "next": "//evil.example"})
    assert answer.headers["Location"] == "/runs/"


def test_a_session_ends(cast: Cast) -> None:
    client = cast.client("owner")
    expires = client.session.get_expiry_date()
    assert expires - timezone.now() <= timedelta(days=15)
