"""Members as programs read and write them, in every role."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.network.content.text import Text
from citybricks.network.members.domain.people import issue_token
from citybricks.network.members.models import Fact, Member, User
from tests.network.members.macao import ROLES

pytestmark = pytest.mark.django_db

FACT = {
    "label": {"language": "en", "text": "Area", "translations": {"zh-Hans": "面积"}},
    "value": 32,
    "unit": "km2",
    "year": 2022,
    "source": "Shenzhen Daily",
}
KOBE = {"kind": "city", "name:en": "Kobe", "geonames_id": 1859171}
Calls = Callable[..., Any]


@pytest.fixture
def call(people: dict[str, User]) -> Calls:
    """Call the API as somebody in a role, by an access token."""

    def called(
        role: str, method: str, path: str, body: Any = None, member: Member | None = None
    ) -> Any:
        headers = {"Accept-Language": "en"}
        if role in people:
            token = issue_token(user=people[role], name="test", member=member)
            headers["Authorization"] = f"Bearer {token}"
        content = (
            {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        )
        return getattr(Client(headers=headers), method)(f"/api{path}", **content)

    return called


def answers(call: Calls, method: str, path: str, body: Any = None) -> dict[str, int]:
    return {role: call(role, method, path, body).status_code for role in ROLES}


def roles(writers: int, others: int = 403) -> dict[str, int]:
    """Return what is expected where officers and up write."""
    expected = dict.fromkeys(ROLES, others) | {"visitor": 401}
    return expected | dict.fromkeys(("officer", "admin", "secretariat"), writers)


def test_everybody_reads_members(call: Calls, profile: Member) -> None:
    for path in ("/members", "/members/macao", "/members/macao/facts"):
        assert set(answers(call, "get", path).values()) == {200}


def test_a_member_is_told_with_its_identity_and_story(call: Calls, profile: Member) -> None:
    said = call("visitor", "get", "/members/macao").json()
    assert said["geonames_id"] == 1821274
    assert said["story"]["translations"]["zh-Hans"]["text"] == "交流平台。"
    assert said["fields"] == ["health", "science-and-talent"]
    assert call("visitor", "get", "/members/university-of-macau").json()["city"] == "macao"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=澳", {"macao", "university-of-macau"}),
        ("kind=institute", {"university-of-macau"}),
        ("group=lusophone", {"macao"}),
        ("country=MO&field=health", {"macao"}),
        ("country=IT", set()),
        ("state=listed", set()),
    ],
)
def test_members_are_narrowed_down(
    call: Calls, profile: Member, query: str, found: set[str]
) -> None:
    said = call("visitor", "get", f"/members?{query}").json()
    assert {one["slug"] for one in said["items"]} == found
    assert said["total"] == len(found)


def test_pages_of_members_lead_to_one_another(call: Calls, profile: Member) -> None:
    first = call("visitor", "get", "/members?limit=2").json()
    assert (first["total"], first["prev"], len(first["items"])) == (3, None, 2)
    second = Client().get(first["next"]).json()
    assert (second["next"], len(second["items"])) == (None, 1)
    assert Client().get(second["prev"]).json()["items"] == first["items"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1000", "offset=-1", "kind=village", "q=" + "x" * 101]
)
def test_what_cannot_be_asked_for_is_refused(call: Calls, query: str) -> None:
    answer = call("visitor", "get", f"/members?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_who_is_not_public_is_there_for_its_own_people_only(call: Calls, macao: Member) -> None:
    Member.objects.update(state="applied")
    inside = {"observer", "delegate", "officer", "admin", "secretariat"}
    for method, path in (
        ("get", "/members/macao"),
        ("get", "/members/macao/facts"),
        ("patch", "/members/macao"),
    ):
        found = answers(call, method, path, {} if method == "patch" else None)
        assert {role for role, status in found.items() if status != 404} == inside
    assert call("officer", "get", "/members").json()["total"] == 0


def test_officers_change_the_profile(call: Calls, macao: Member) -> None:
    body = {"website": "https://macao.example", "fields": ["energy"], "population_year": 2025}
    assert answers(call, "patch", "/members/macao", body) == roles(200)
    macao.refresh_from_db()
    assert (macao.website, macao.fields) == ("https://macao.example", ["energy"])
    assert macao.names["pt"] == "Macau"
    assert macao.history.first().history_user == User.objects.get(
        email="secretariat@cities.example"
    )


def test_a_story_is_rewritten_and_translated(call: Calls, macao: Member) -> None:
    story = {"language": "en", "text": "A new story."}
    said = call("officer", "patch", "/members/macao", {"story": story}).json()["story"]
    assert said["revision"] == 2
    assert said["translations"]["zh-Hans"]["source_revision"] == 1
    body = {"translations": {"pt": "Uma história.", "zh-Hans": ""}}
    said = call("officer", "patch", "/members/macao", body).json()["story"]
    assert list(said["translations"]) == ["pt"]
    assert said["translations"]["pt"]["by"] == "Macao"


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({"website": "javascript:alert(1)"}, "website", "https://"),
        ({"fields": ["football"]}, "fields", "mobility"),
        ({"languages": ["zz-zz-zz"]}, "languages", "BCP 47"),
        ({"population_year": 2999}, "population_year", "1800"),
        ({"population_year": None}, "population_year", "which year"),
        ({"story": {"language": "en", "text": "<script>x</script>"}}, "story", "HTML"),
        ({"story": {"language": "nowhere-xx-yy", "text": "x"}}, "story.language", "language tag"),
        ({"translations": {"en": "x"}}, "translations", "rewrite"),
        ({"names": {}}, "names", "at least 1"),
        ({"names": {"en": "<b>x</b>"}}, "names", "HTML"),
        ({"story": {"language": "en", "text": "x" * 20_000}}, "story.text", "5000"),
        ({"state": "member"}, "state", "not permitted"),
    ],
)
def test_what_does_not_fit_is_said_by_field(
    call: Calls, macao: Member, body: dict[str, Any], field: str, said: str
) -> None:
    answer = call("officer", "patch", "/members/macao", body)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert error["field"] == field
    assert said in error["message"]
    assert macao.history.count() == 1


def test_officers_add_and_remove_facts(call: Calls, macao: Member) -> None:
    assert answers(call, "post", "/members/macao/facts", FACT) == roles(201)
    fact = Fact.objects.first()
    assert fact is not None
    assert fact.label == Text.of("en", "Area", zh_Hans="面积").model_copy(
        update={"translations": fact.label.translations}
    )
    path = f"/members/macao/facts/{fact.pk}"
    assert call("delegate", "delete", path).status_code == 403
    assert call("officer", "delete", path).status_code == 204
    assert call("officer", "delete", path).status_code == 404
    assert Fact.history.filter(id=fact.pk, history_type="-").count() == 1


def test_a_fact_of_another_member_is_not_there(call: Calls, macao: Member) -> None:
    turin = Member.objects.get(slug="turin")
    fact = Fact.objects.create(member=turin, label=Text(text="x"), value=1, year=2020, source="s")
    assert call("officer", "delete", f"/members/macao/facts/{fact.pk}").status_code == 404
    assert call("officer", "delete", f"/members/turin/facts/{fact.pk}").status_code == 403


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source": ""}, "source"),
        ({"year": 3000}, "year"),
        ({"quote_date": "Nov 2022"}, "quote_date"),
        ({"label": {"language": "en", "text": " "}}, "label"),
        ({"value": "many"}, "value"),
    ],
)
def test_a_fact_without_source_or_year_is_refused(
    call: Calls, macao: Member, change: dict[str, Any], field: str
) -> None:
    answer = call("officer", "post", "/members/macao/facts", FACT | change)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Fact.objects.exists()


def test_a_token_for_one_member_writes_for_no_other(
    call: Calls, macao: Member, people: dict[str, User]
) -> None:
    turin = Member.objects.get(slug="turin")
    people["admin"].posts.create(member=turin, role="admin")
    body = {"website": "https://x.example"}
    assert call("admin", "patch", "/members/turin", body, turin).status_code == 200
    assert call("admin", "patch", "/members/macao", body, turin).status_code == 403


def test_the_secretariat_imports_members(call: Calls, macao: Member) -> None:
    others = dict.fromkeys(ROLES, 403) | {"visitor": 401}
    assert answers(call, "post", "/members/import?preview=true", [KOBE]) == others | {
        "secretariat": 200
    }
    assert not Member.objects.filter(slug="kobe").exists()
    answer = call("secretariat", "post", "/members/import", [KOBE])
    assert answer.status_code == 201
    assert answer.json()["members"] == [{"row": 1, "slug": "kobe", "names": {"en": "Kobe"}}]
    assert Member.objects.get(slug="kobe").country == "JP"


def test_nothing_is_imported_when_a_row_is_wrong(call: Calls, macao: Member) -> None:
    rows = [KOBE, {"kind": "city", "name:en": "Macau", "geonames_id": 1821274}]
    seen = call("secretariat", "post", "/members/import?preview=true", rows).json()
    assert seen["problems"][0] | {"message": ""} == {
        "row": 2,
        "column": "geonames_id",
        "value": "1821274",
        "message": "",
        "link": "/members/macao/",
    }
    answer = call("secretariat", "post", "/members/import", rows)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "2.geonames_id"
    assert not Member.objects.filter(slug="kobe").exists()


def test_a_file_in_gb18030_is_imported(people: dict[str, User]) -> None:
    content = "kind,name:en,name:zh-Hans,geonames_id\ncity,Kobe,神户,1859171\n".encode("gb18030")
    token = issue_token(user=people["secretariat"], name="t")
    client = Client(headers={"Authorization": f"Bearer {token}"})
    answer = client.post("/api/members/import", {"file": SimpleUploadedFile("m.csv", content)})
    assert answer.status_code == 201
    assert Member.objects.get(slug="kobe").names["zh-Hans"] == "神户"


@pytest.mark.parametrize("body", [{}, [], "text", [1]])
def test_what_is_no_table_is_refused(call: Calls, body: Any) -> None:
    answer = call("secretariat", "post", "/members/import", body)
    assert answer.status_code == 422
