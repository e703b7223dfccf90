"""Pages of people and of members' staff."""

from __future__ import annotations

import pytest
from django.test import Client

from citybricks.network.members.models import AccessToken, Staff, User
from tests.hub.cast import Cast

ME, TOKENS, STAFF = "/member/me/", "/member/me/tokens/", "/member/tianjin/staff/"


@pytest.fixture
def owner(cast: Cast) -> Client:
    """The browser of an officer of Tianjin, in English."""
    client = cast.client("owner")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def administrator(cast: Cast) -> Client:
    """The browser of the administrator of Tianjin, in English."""
    client = cast.client("administrator")
    client.cookies["django_language"] = "en"
    return client


def test_people_say_how_they_are_called(cast: Cast, owner: Client) -> None:
    assert owner.post(ME, {"name": "林晓"}).status_code == 302
    page = owner.get(ME).text
    assert "Saved." in page
    assert "林晓" in page
    latest = cast.people["owner"].history.first()
    assert (latest.name, latest.history_user) == ("林晓", cast.people["owner"])


def test_a_name_that_is_too_long_is_said_to_be(cast: Cast, owner: Client) -> None:
    answer = owner.post(ME, {"name": "林" * 121})
    assert answer.status_code == 422
    assert "at most 120 characters" in answer.text
    assert (
        f'<span class="who">{cast.people["owner"].name}</span>' in answer.text
    )  # above it is as it was


def test_members_are_named_in_the_readers_language(owner: Client) -> None:
    assert ">Tianjin</a>" in owner.get(ME).text
    owner.cookies["django_language"] = "zh-hans"
    assert ">天津</a>" in owner.get(ME).text
    assert "天津" in owner.get(STAFF).text


def test_a_token_is_shown_once(cast: Cast, owner: Client) -> None:
    answer = owner.post(TOKENS, {"name": "weather robot"})
    (secret,) = (word for word in answer.text.replace("<", ">").split(">") if word[:3] == "cb_")
    assert answer.headers["Cache-Control"] == "no-store"
    page = owner.get(ME).text
    assert "weather robot" in page
    assert secret not in page
    token = AccessToken.objects.get()
    assert secret not in (token.digest, token.name)
    # the language switch leads back to a page that can be asked for
    assert f'name="next" value="{ME}"' in answer.text
    assert token.user == cast.people["owner"]


def test_a_token_without_a_name_is_not_issued(owner: Client) -> None:
    answer = owner.post(TOKENS, {"name": " "})
    assert answer.status_code == 422
    assert "This field is required" in answer.text
    assert not AccessToken.objects.exists()


def test_a_revoked_token_opens_nothing(owner: Client) -> None:
    answer = owner.post(TOKENS, {"name": "weather robot"})
    (secret,) = (word for word in answer.text.replace("<", ">").split(">") if word[:3] == "cb_")
    program = Client(headers={"authorization": f"Bearer {secret}"})
    assert program.get("/ogc/processes").status_code == 200
    owner.post(f"{TOKENS}{AccessToken.objects.get().pk}/revoke/")
    answer = program.post("/ogc/processes/service-area/execution", {}, "application/json")
    assert answer.status_code == 401


def test_an_administrator_adds_a_person(cast: Cast, administrator: Client) -> None:
    answer = administrator.post(STAFF, {"email": "OUTSIDER@cities.example", "role": "officer"})
    assert answer.status_code == 302
    post = Staff.objects.get(user=cast.people["outsider"], member=cast.tianjin)
    assert post.role == Staff.Role.OFFICER
    assert "now acts for the member" in administrator.get(STAFF).text


@pytest.mark.parametrize(
    ("email", "role", "said"),
    [
        ("nobody@cities.example", "officer", "No account has this address"),
        ("no address", "officer", "valid email"),
        ("outsider@cities.example", "emperor", "Select a valid choice"),
        ("administrator@cities.example", "officer", "at least one administrator"),
        ("", "", "required"),
    ],
)
def test_a_person_who_cannot_be_added_is_not(
    administrator: Client, email: str, role: str, said: str
) -> None:
    before = Staff.objects.count()
    answer = administrator.post(STAFF, {"email": email, "role": role})
    assert said in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert Staff.objects.count() == before


def test_an_account_that_is_closed_cannot_be_added(cast: Cast, administrator: Client) -> None:
    User.objects.filter(pk=cast.people["outsider"].pk).update(is_active=False)
    answer = administrator.post(STAFF, {"email": "outsider@cities.example", "role": "officer"})
    assert "No account has this address" in answer.text


def test_a_role_ends(cast: Cast, administrator: Client) -> None:
    post = Staff.objects.get(user=cast.people["officer"])
    administrator.post(f"{STAFF}{post.pk}/release/")
    assert not Staff.objects.filter(user=cast.people["officer"]).exists()
    assert cast.client("officer").get(STAFF).status_code == 404


def test_the_last_administrator_stays(cast: Cast, administrator: Client) -> None:
    post = Staff.objects.get(user=cast.people["administrator"])
    administrator.post(f"{STAFF}{post.pk}/release/")
    assert "at least one administrator" in administrator.get(STAFF).text
    assert Staff.objects.filter(pk=post.pk).exists()


def test_posts_of_other_members_are_out_of_reach(cast: Cast, administrator: Client) -> None:
    post = Staff.objects.get(user=cast.people["outsider"], member=cast.shanghai)
    assert administrator.post(f"{STAFF}{post.pk}/release/").status_code == 404
    assert administrator.post(f"/member/shanghai/staff/{post.pk}/release/").status_code == 404


def test_an_officer_sees_the_staff_and_changes_nothing(owner: Client) -> None:
    page = owner.get(STAFF).text
    assert "Administrator" in page
    assert "End this role" not in page
    assert 'name="email"' not in page


def test_what_people_call_themselves_is_text(owner: Client) -> None:
    owner.post(ME, {"name": "<b>Lin</b>"})
    for address in (ME, STAFF, "/"):
        assert "<b>Lin" not in owner.get(address).text
