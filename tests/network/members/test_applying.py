"""Apply for a city or an organisation: on the page, with everything that may be typed wrong."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from citybricks.network.members.domain import applying, life
from citybricks.network.members.domain.identity import UnknownPlaceError, cities
from citybricks.network.members.models import Application, Member
from citybricks.network.notices.models import Notice
from tests.network.members.scene import ROLES, Scene

PORTO = {"kind": "city", "typed": "Porto", "geonames_id": "2735943", "office": "Mayor's office"}
UNIVERSITY = {
    "kind": "institute",
    "name": "University of Macau",
    "language": "en",
    "country": "MO",
    "ror": "https://ror.org/01r4q9n85",
    "office": "Rectorate",
}


def applied(scene: Scene, role: str = "applicant", **given: str) -> HttpResponse:
    sent = {"language": "en", "do": "send"} | given
    answer: HttpResponse = scene.client(role).post(reverse("member-apply"), sent)
    return answer


def said(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_a_city_is_applied_for_by_its_identity(scene: Scene) -> None:
    answer = applied(scene, **PORTO, name="波尔图", language="zh-Hans")
    assert answer.status_code == 302
    one = Application.objects.get()
    assert (one.state, one.member.state, one.applicant.name) == ("sent", "applied", "Applicant")
    porto = one.member
    assert (porto.slug, porto.country, porto.time_zone) == ("porto", "PT", "Europe/Lisbon")
    assert porto.names == {"en": "Porto", "zh-Hans": "波尔图"}
    assert (one.history.count(), porto.history.count()) == (1, 1)
    assert list(Notice.objects.values_list("kind", "person__email")) == [
        ("application.sent", "secretariat@cities.example")
    ]


def test_an_organisation_is_applied_for_by_name_country_and_number(scene: Scene) -> None:
    assert applied(scene, **UNIVERSITY).status_code == 302
    found = Application.objects.get().member
    assert (found.ror, found.country, found.kind) == ("01r4q9n85", "MO", "institute")
    assert found.slug == "university-of-macau"


def test_a_city_is_found_by_typing_without_scripts_too(scene: Scene) -> None:
    page = said(applied(scene, **(PORTO | {"typed": "神户", "geonames_id": "", "do": "find"})))
    assert 'value="1859171"' in page
    assert "Mayor&#x27;s office" in page
    fragment = scene.client("applicant").get(
        reverse("member-apply-cities"), {"typed": "神户"}, headers={"HX-Request": "true"}
    )
    assert 'value="1859171"' in said(fragment)
    assert "<html" not in said(fragment)


def test_the_city_that_is_called_as_typed_comes_before_larger_ones() -> None:
    called = [city.name for city in cities("porto")]
    assert called.index("Porto") < called.index("Porto Alegre")
    assert [city.name for city in cities("札幌")] == ["Sapporo"]


def test_a_city_that_is_a_member_is_refused_with_its_page_linked(scene: Scene) -> None:
    answer = applied(scene, **(PORTO | {"geonames_id": "1859171", "message": "We ask to join"}))
    assert answer.status_code == 422
    assert '<a href="/members/kobe/">Kobe</a>' in said(answer)
    assert "We ask to join" in said(answer)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"ror": "01r4q9n85", "name": "Another name"},
        {"lei": "HWUPKR0MPOU8FGXBT394", "ror": "", "name": "Another name"},
        {"ror": "", "name": "ＵＮＩＶＥＲＳＩＴＹ of Mácau"},
    ],
)
def test_an_organisation_in_the_network_is_refused_and_linked(
    scene: Scene, given: dict[str, str]
) -> None:
    Member.objects.create(
        slug="um", kind="institute", names={"en": "University of Macau"}, country="MO",
        ror="01r4q9n85", lei="HWUPKR0MPOU8FGXBT394",
    )  # fmt: skip
    answer = applied(scene, **(UNIVERSITY | given))
    assert answer.status_code == 422
    assert '<a href="/members/um/">University of Macau</a>' in said(answer)


def test_the_same_name_in_another_country_is_another_organisation(scene: Scene) -> None:
    Member.objects.create(
        slug="um", kind="institute", names={"en": "University of Macau"}, country="US"
    )
    assert applied(scene, **UNIVERSITY).status_code == 302
    assert Application.objects.get().member.slug == "university-of-macau"


def test_an_application_for_a_listed_record_is_for_that_record(scene: Scene) -> None:
    Member.objects.filter(pk=scene.kobe.pk).update(state="listed")
    assert applied(scene, **(PORTO | {"geonames_id": "1859171", "name": "X"})).status_code == 302
    one = Application.objects.get()
    assert (one.member, one.member.state) == (scene.kobe, "listed")
    assert one.member.names == scene.kobe.names
    form = scene.client("stranger").get(reverse("member-apply"), {"for": "kobe"})
    assert 'value="1859171" checked' in said(form)


def test_one_application_at_a_time_for_a_record(scene: Scene) -> None:
    applied(scene, **PORTO)
    own = applied(scene, **PORTO)
    link = reverse("member-application", args=[Application.objects.get().ulid])
    assert link in said(own)
    other = applied(scene, "stranger", **PORTO)
    assert other.status_code == 422
    assert "Somebody applies for it already" in said(other)
    assert link not in said(other)


def test_what_was_refused_or_taken_back_can_be_applied_for_again(scene: Scene) -> None:
    applied(scene, **PORTO)
    life.answer(Application.objects.get(), "take-back", scene.people["applicant"])
    assert applied(scene, "stranger", **PORTO).status_code == 302
    assert Member.objects.get(slug="porto").state == "applied"
    assert Application.objects.count() == 2


def test_a_person_has_a_few_applications_under_way_only(scene: Scene) -> None:
    for number in range(applying.MOST_OPEN):
        applied(scene, **(UNIVERSITY | {"ror": "", "name": f"Institute {number}"}))
    answer = applied(scene, **PORTO)
    assert answer.status_code == 422
    assert "5 applications under way" in said(answer)


@pytest.mark.parametrize("name", ["Apply", "Applications", "Import", "New"])
def test_no_short_name_hides_a_page(scene: Scene, name: str) -> None:
    applied(scene, **(UNIVERSITY | {"ror": "", "name": name}))
    assert Application.objects.get().member.slug == f"{name.lower()}-2"


def test_a_name_without_latin_letters_has_a_short_name_too(scene: Scene) -> None:
    applied(scene, **(UNIVERSITY | {"name": "澳门大学", "language": "zh-Hans"}))
    assert Application.objects.get().member.slug.startswith("institute-")


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"geonames_id": "1"}, "No city has the GeoNames id 1", "没有 GeoNames 编号为 1 的城市"),
    ({"geonames_id": "x<b>"}, "is no whole number", "不是"),
    ({"geonames_id": ""}, "Choose the city that is meant", "请选择"),
    ({"geonames_id": "", "typed": ""}, "Which city is it?", "是哪座城市"),
    ({"geonames_id": "", "typed": "Qqqqzz"}, "No city is called", "没有名为"),
    ({"office": ""}, "Fill this in", "请填写"),
    ({"office": "x" * 20_000}, "at most 200 are allowed", "最多允许 200"),
    ({"message": "长" * 20_000}, "at most 3000 are allowed", "最多允许 3000"),
    ({"message": "<script>alert(1)</script>"}, "The text holds HTML", "HTML"),
    ({"language": "tlh-Qabc-xx-yy"}, "is no language", "不是语言"),
    ({"website": "javascript:alert(1)"}, "An address begins with https://", "网址"),
    (UNIVERSITY | {"ror": "01r4q9n86"}, "check digits", "校验"),
    (UNIVERSITY | {"lei": "1234"}, "is no LEI", "LEI"),
    (UNIVERSITY | {"country": "ZZ"}, "is no country or region", "国家或地区"),
    (UNIVERSITY | {"name": ""}, "What is the organisation called?", "名称"),
    (UNIVERSITY | {"country": ""}, "In which country or region is it?", "国家或地区"),
]


@pytest.mark.parametrize(("given", "english", "chinese"), WRONG)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    scene: Scene, given: dict[str, str], english: str, chinese: str
) -> None:
    kept = {"name": "مدينة البصرة", "message": "We ask to join"} | given
    answer = applied(scene, **(PORTO | kept))
    assert answer.status_code == 422
    assert english in said(answer)
    assert "<script>alert" not in said(answer)
    for value in kept.values():
        assert value[:20].replace("<", "&lt;").replace(">", "&gt;") in said(answer)
    client = scene.client("applicant")
    sent = {"language": "en", "do": "send"} | PORTO | kept
    answer = client.post(reverse("member-apply"), sent, headers={"Accept-Language": "zh-hans"})
    assert chinese in said(answer)
    assert not Application.objects.exists()


def test_an_unknown_place_is_refused_below_the_page_too(scene: Scene) -> None:
    wish = applying.Wish(kind="city", office="Mayor", geonames_id=1)
    with pytest.raises(UnknownPlaceError):
        applying.apply(scene.people["applicant"], wish)
    assert not Member.objects.filter(state="applied").exists()


def test_a_change_of_language_writes_nothing_and_keeps_what_was_typed(scene: Scene) -> None:
    answer = applied(scene, **PORTO, message="We ask", **{"only-show": "unchecked"})
    assert answer.status_code == 200
    assert "We ask" in said(answer)
    assert not Application.objects.exists()


ANSWERS = {
    # visitor stranger applicant outsider observer delegate officer admin secretariat
    ("member-apply", "GET", "-"): (302, 200, 200, 200, 200, 200, 200, 200, 200),
    ("member-apply", "POST", "-"): (302, 422, 422, 422, 422, 422, 422, 422, 422),
    ("member-apply-cities", "GET", "-"): (302, 200, 200, 200, 200, 200, 200, 200, 200),
    ("member-applications", "GET", "-"): (302, 200, 200, 200, 200, 200, 200, 200, 200),
    ("member-application", "GET", "sent"): (302, 404, 200, 404, 404, 404, 404, 404, 200),
    ("member-answer", "POST", "sent/review"): (302, 404, 404, 404, 404, 404, 404, 404, 302),
    ("member-answer", "POST", "sent/take-back"): (302, 404, 302, 404, 404, 404, 404, 404, 404),
    ("member-answer", "POST", "sent/accept"): (302, 404, 302, 404, 404, 404, 404, 404, 302),
    ("member-answer", "POST", "in-review/accept"): (302, 404, 404, 404, 404, 404, 404, 404, 302),
    ("member-answer", "POST", "in-review/refuse"): (302, 404, 404, 404, 404, 404, 404, 404, 422),
    ("member-answer", "POST", "returned/resend"): (302, 404, 422, 404, 404, 404, 404, 404, 404),
    ("member-answer", "GET", "sent/review"): (302, 405, 405, 405, 405, 405, 405, 405, 405),
    ("member-standing", "GET", "kobe"): (302, 404, 404, 404, 404, 404, 404, 404, 200),
    ("member-standing", "POST", "kobe"): (302, 404, 404, 404, 404, 404, 404, 404, 302),
}  # fmt: skip


@pytest.mark.parametrize(("name", "method", "case"), ANSWERS)
def test_every_role_is_answered_as_written(scene: Scene, name: str, method: str, case: str) -> None:
    state, _, action = case.partition("/")
    arguments = []
    if case == "kobe":
        arguments = ["kobe"]
    elif case != "-":
        arguments = [scene.application(state).ulid]
    url, found = reverse(name, args=arguments), []
    for role in ROLES:
        if case not in {"-", "kobe"}:
            Application.objects.update(state=state)
            Member.objects.filter(slug="pau").update(
                state="in-review" if state == "in-review" else "applied"
            )
        ask = getattr(scene.client(role), method.lower())
        found.append(ask(url, {"action": action} if action else {}).status_code)
    assert dict(zip(ROLES, found, strict=True)) == dict(
        zip(ROLES, ANSWERS[name, method, case], strict=True)
    )


def test_people_see_their_own_applications_and_the_secretariat_all(scene: Scene) -> None:
    scene.application()
    pages = {
        role: said(scene.client(role).get(reverse("member-applications")))
        for role in ("applicant", "stranger", "secretariat")
    }
    assert ["Pau" in pages[role] for role in pages] == [True, False, True]


def test_a_refusal_without_a_reason_keeps_the_desk_open(scene: Scene) -> None:
    one = scene.application("in-review")
    url = reverse("member-answer", args=[one.ulid])
    answer = scene.client("secretariat").post(url, {"action": "refuse", "reason": ""})
    assert answer.status_code == 422
    assert "Say why" in said(answer)
    told = scene.client("secretariat").post(url, {"action": "refuse", "reason": "没有授权书"})
    assert told.status_code == 302
    page = scene.client("applicant").get(reverse("member-application", args=[one.ulid]))
    assert "没有授权书" in said(page)
