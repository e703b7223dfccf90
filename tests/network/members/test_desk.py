"""The secretariat's desk: what is known of members is looked at and mended, with history."""

from __future__ import annotations

import pytest
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.finding.models import Entry
from citybricks.network.members.models import (
    Adoption,
    Application,
    Fact,
    Member,
    Picture,
    Place,
    Relation,
)
from tests.hub.cast import Cast, settle

DESK = "/secretariat/members"
LOOKED_AT = ("member", "fact", "place", "relation", "adoption", "application", "picture")


@pytest.fixture
def cast(db: None) -> Cast:
    """Tianjin and Shanghai, their people, and a row of everything known of Tianjin."""
    cast = settle()
    tianjin, story = cast.tianjin, Text.of("zh-Hans", "海河穿城。", en="A river runs through it.")
    Member.objects.filter(pk=tianjin.pk).update(story=story)
    published = {"source": "Yearbook", "quote": Text(text="words")}
    Fact.objects.create(member=tianjin, label=story, value=3, year=2024, **published)
    Place.objects.create(member=tianjin, kind="park", names={"en": "Park"}, **published)
    Relation.objects.create(a=tianjin, b=cast.shanghai, kind="friendship", **published)
    Adoption.objects.create(member=tianjin, brick="count-lamps")
    Application.objects.create(member=tianjin, applicant=cast.people["outsider"], office="Mayor")
    Picture.objects.create(
        member=tianjin, content=b"x", small=b"x", digest="0", width=1, height=1, alt=story
    )
    return cast


@pytest.fixture
def desk(cast: Cast) -> Client:
    """The browser of the secretariat, in English."""
    client = cast.client("secretariat")
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("kind", LOOKED_AT)
def test_every_row_has_a_page_and_a_history(desk: Client, kind: str) -> None:
    model = {m._meta.model_name: m for m in (Member, Fact, Place, Relation, Adoption)} | {
        "application": Application,
        "picture": Picture,
    }
    row = model[kind].objects.first()
    assert desk.get(f"{DESK}/{kind}/").status_code == 200
    assert desk.get(f"{DESK}/{kind}/{row.pk}/change/").status_code == 200
    assert desk.get(f"{DESK}/{kind}/{row.pk}/history/").status_code == 200


@pytest.mark.parametrize("role", ["visitor", "outsider", "officer", "administrator"])
def test_the_desk_is_the_secretariats(cast: Cast, role: str) -> None:
    for kind in LOOKED_AT:
        answer = cast.client(role).get(f"{DESK}/{kind}/")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/secretariat/login/")


def changed(client: Client, member: Member, **values: str) -> int:
    """Send the form of a member as it is shown, with other values."""
    form = client.get(f"{DESK}/member/{member.pk}/change/").context["adminform"].form
    sent = {name: form.get_initial_for_field(f, name) or "" for name, f in form.fields.items()}
    staff = {"staff-TOTAL_FORMS": "0", "staff-INITIAL_FORMS": "0"}
    written = {name: form[name].value() or "" for name in sent}
    return client.post(f"{DESK}/member/{member.pk}/change/", written | staff | values).status_code


def test_a_member_that_is_changed_is_found_as_it_is_now(cast: Cast, desk: Client) -> None:
    assert changed(desk, cast.tianjin, names='{"en": "Tientsin"}') == 302
    cast.tianjin.refresh_from_db()
    assert cast.tianjin.names == {"en": "Tientsin"}
    assert Entry.objects.get(key="member:tianjin").title.text == "Tientsin"
    latest = cast.tianjin.history.first()
    assert (latest.history_user, latest.names) == (
        cast.people["secretariat"],
        {"en": "Tientsin"},
    )


def test_what_a_member_wrote_and_how_it_stands_are_not_changed_at_the_desk(
    cast: Cast, desk: Client
) -> None:
    sent = {"story": '{"text": "else"}', "state": "withdrawn", "slug": "elsewhere", "ulid": "0"}
    assert changed(desk, cast.tianjin, **sent) == 302
    cast.tianjin.refresh_from_db()
    assert cast.tianjin.story.text == "海河穿城。"
    assert (cast.tianjin.state, cast.tianjin.slug) == ("member", "tianjin")


@pytest.mark.parametrize(
    "values",
    [
        {"population": "1000", "population_year": ""},
        {"country": "Atlantis"},
        {"website": "javascript:alert(1)"},
        {"names": "no JSON"},
    ],
)
def test_what_cannot_be_is_refused_at_the_desk_too(
    cast: Cast, desk: Client, values: dict[str, str]
) -> None:
    assert changed(desk, cast.tianjin, **values) == 200
    assert Member.objects.get(pk=cast.tianjin.pk).history.count() == cast.tianjin.history.count()


def test_a_member_added_at_the_desk_is_found(desk: Client) -> None:
    sent = {
        "slug": "turin", "kind": "city", "names": '{"en": "Turin"}', "fields": "[]",
        "groups": "[]", "languages": "[]",
        "staff-TOTAL_FORMS": "0", "staff-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = desk.post(f"{DESK}/member/add/", sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert Entry.objects.filter(key="member:turin").exists()
