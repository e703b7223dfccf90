"""What people see of elections, and what officials write there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from citybricks.services.voting.board.domain import reports
from citybricks.services.voting.elections.domain import life
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.models import Voter
from tests.services.voting.elections.scene import RANKED, Scene, settle

pytestmark = pytest.mark.django_db
QUESTION = {
    "question_zh": "哪个？",
    "question_en": "Which one?",
    "answers_zh": "甲\n乙\n",
    "answers_en": "A\nB",
    "kind": "choice",
    "method": "plurality",
    "min": "1",
    "max": "1",
    "seats": "1",
}
ELECTION = {
    "city": "tsukuba",
    "title_zh": "投票",
    "title_en": "A vote",
    "description_en": "About what",
    "opens": "2030-01-01T00:00",
    "closes": "2030-01-08T00:00",
    "group": "Ed25519",
}


def get(scene: Scene, role: str, name: str, *arguments: Any, status: int = 200) -> str:
    """Return a page as somebody in a role gets it."""
    response = scene.client(role).get(reverse(name, args=arguments))
    assert response.status_code == status
    return response.content.decode()


def post(scene: Scene, role: str, name: str, /, *arguments: Any, **data: Any) -> Any:
    """Send a form as somebody in a role."""
    return scene.client(role).post(reverse(name, args=arguments), data)


def words(page: str) -> str:
    """Return what is read of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# --- writing -------------------------------------------------------------------------------------
def test_the_secretariat_starts_an_election_and_runs_it_then(scene: Scene) -> None:
    sent = post(scene, "secretariat", "election-new", **ELECTION)
    made = Election.objects.exclude(pk=scene.election.pk).get()
    assert sent.url == reverse("election-desk", args=[made.uuid])
    assert made.title.versions() == {"zh-Hans": "投票", "en": "A vote"}
    assert made.officials.get().user == scene.people["secretariat"]
    assert f"{made.opens:%Y-%m-%d %H:%M %Z}" == "2030-01-01 00:00 UTC"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"title_zh": "", "title_en": ""}, "A title in one of the languages is needed."),
        ({"title_en": "<b>x</b>"}, "“&lt;b&gt;x&lt;/b&gt;” looks like HTML; only text is shown."),
        ({"title_en": "x" * 201}, "201 characters; at most 200"),
        ({"closes": "2029-01-01T00:00"}, "2029-01-01 00:00 is not after 2030-01-01 00:00"),
        ({"group": "P-256"}, "P-256"),
        ({"city": "not a slug"}, "slug"),
        ({"city": "tsukubo"}, "“tsukubo” is not in the network; near to it: tsukuba."),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_typed_is_lost(
    scene: Scene, changed: dict[str, str], told: str
) -> None:
    response = post(scene, "secretariat", "election-new", **(ELECTION | changed))
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert "About what" in page
    assert Election.objects.count() == 1


def test_the_group_stays_once_the_draft_is_left(scene: Scene) -> None:
    scene.reach("roll")
    sent = ELECTION | {"group": "RFC-3526-2048", "city": "turin", "title_en": "Changed"}
    assert post(scene, "admin", "election-edit", scene.election.uuid, **sent).status_code == 302
    scene.election.refresh_from_db()
    assert scene.election.group == "Ed25519"
    assert scene.election.city == "tsukuba"
    assert str(scene.election.title.shown("en").text) == "Changed"


def test_a_question_is_added_changed_moved_and_removed(scene: Scene) -> None:
    uuid = scene.election.uuid
    assert post(scene, "admin", "election-question-new", uuid, **QUESTION).status_code == 302
    scene.election.refresh_from_db()
    assert scene.election.questions[1]["answers"][1] == {"zh-Hans": "乙", "en": "B"}
    assert "Which one?" in get(scene, "admin", "election-question", uuid, 2)
    post(scene, "admin", "election-question", uuid, 2, **(QUESTION | {"question_en": "Which?"}))
    post(scene, "admin", "election-question-up", uuid, 2)
    scene.election.refresh_from_db()
    assert [each["question"]["en"] for each in scene.election.questions] == [
        "Which?",
        "Which mascot?",
    ]
    post(scene, "admin", "election-question-remove", uuid, 1)
    scene.election.refresh_from_db()
    assert len(scene.election.questions) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"min": "2"}, "At least 2, but at most 1: nobody could vote."),
        ({"max": "3"}, "At most 3 of 2 answers: there are not as many."),
        ({"answers_en": "A"}, "There are 1 answers in English, 2 in Chinese."),
        ({"kind": "ranked"}, "This method counts no ranks; choose answers instead."),
        ({"question_en": "<i>x</i>"}, "looks like HTML"),
    ],
)
def test_a_question_that_does_not_fit_is_told_beside_its_field(
    scene: Scene, changed: dict[str, str], told: str
) -> None:
    uuid = scene.election.uuid
    response = post(scene, "admin", "election-question-new", uuid, **(QUESTION | changed))
    assert response.status_code == 422
    assert told in response.content.decode()
    scene.election.refresh_from_db()
    assert len(scene.election.questions) == 1


def test_nothing_is_changed_once_it_is_frozen(scene: Scene) -> None:
    scene.reach("frozen")
    uuid = scene.election.uuid
    for name in ("election-edit", "election-question-new"):
        get(scene, "admin", name, uuid, status=404)
    assert post(scene, "admin", "election-question-remove", uuid, 1).status_code == 404
    assert post(scene, "admin", "election-trustees", uuid, name="X").status_code == 404


# --- people --------------------------------------------------------------------------------------
def test_a_trustees_token_is_shown_once(scene: Scene) -> None:
    uuid = scene.election.uuid
    page = post(scene, "admin", "election-trustees", uuid, name="Aoki").content.decode()
    token = re.search(r"cbt_[\w-]+", page)[0]
    assert f"/voting/api/elections/{uuid}/trustees/1" in page
    assert token not in get(scene, "admin", "election-trustees", uuid)
    assert "Aoki" in get(scene, "auditor", "election-trustees", uuid)


def test_nobody_both_runs_an_election_and_makes_its_credentials(scene: Scene) -> None:
    uuid = scene.election.uuid
    sent = {"email": "second@cities.example", "role": "registrar"}
    answer = post(scene, "admin", "election-officials", uuid, **sent)
    assert answer.status_code == 422
    assert "cannot both run the election and make its credentials" in answer.content.decode()


def test_an_unknown_address_gets_no_role(scene: Scene) -> None:
    sent = {"email": "nobody@cities.example", "role": "auditor"}
    answer = post(scene, "admin", "election-officials", scene.election.uuid, **sent)
    assert "Nobody with the address “nobody@cities.example”" in answer.content.decode()


def test_the_last_who_runs_it_keeps_the_role(scene: Scene) -> None:
    uuid = scene.election.uuid
    for role in ("second", "admin"):
        held = scene.election.officials.get(user=scene.people[role])
        post(scene, "admin", "election-official-release", uuid, held.pk)
    assert scene.election.officials.filter(role="admin").get().user == scene.people["admin"]


# --- steps ---------------------------------------------------------------------------------------
def test_an_irreversible_step_shows_its_checks_and_asks(scene: Scene) -> None:
    scene.reach("frozen")
    uuid = scene.election.uuid
    page = words(get(scene, "admin", "election-step", uuid, "open"))
    assert "The time of closing lies ahead" in page
    assert "This cannot be taken back." in page
    assert post(scene, "admin", "election-step", uuid, "open").status_code == 422
    scene.election.refresh_from_db()
    assert scene.election.state == "frozen"
    assert post(scene, "admin", "election-step", uuid, "open", sure="yes").status_code == 302
    scene.election.refresh_from_db()
    assert scene.election.state == "open"


def test_a_step_that_is_not_ready_says_what_is_missing(scene: Scene) -> None:
    scene.reach("roll")
    uuid = scene.election.uuid
    answer = post(scene, "admin", "election-step", uuid, "to_registrar")
    assert answer.status_code == 422
    assert "Missing: The roll has voters" in words(answer.content.decode())


def test_a_few_on_the_roll_and_small_districts_are_warned_of(scene: Scene) -> None:
    scene.reach("registrar")
    Voter.objects.filter(key="v1").update(weight=3, district="North")
    page = words(get(scene, "admin", "election-desk", scene.election.uuid))
    assert "Only 4 are on the roll" in page
    assert "Only 1 have the weight 3" in page
    assert "Only 1 are of the district “North”" in page


def test_two_persons_agree_on_the_desk(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    scene.election.agreements.all().delete()
    uuid = scene.election.uuid
    for role in ("admin", "second"):
        assert "I agree to freeze it" in get(scene, role, "election-desk", uuid)
        post(scene, role, "election-agree", uuid)
        assert "I agree to freeze it" not in get(scene, role, "election-desk", uuid)
    assert post(scene, "admin", "election-step", uuid, "freeze", sure="yes").status_code == 302
    scene.election.refresh_from_db()
    assert scene.election.state == "frozen"


def test_who_did_what_is_kept(scene: Scene) -> None:
    uuid = scene.election.uuid
    post(scene, "admin", "election-trustees", uuid, name="Aoki")
    post(scene, "second", "election-step", uuid, "to_roll")
    page = words(get(scene, "auditor", "election-history", uuid))
    assert "Aoki" in page
    assert "Second" in page
    assert "Roll of voters" in page


# --- reading -------------------------------------------------------------------------------------
def test_a_draft_is_not_there_for_others(scene: Scene) -> None:
    uuid = scene.election.uuid
    for role in ("visitor", "outsider"):
        get(scene, role, "election", uuid, status=404)
        assert uuid not in get(scene, role, "elections")
    assert uuid in get(scene, "auditor", "elections")


def test_the_page_says_what_is_guaranteed_and_what_is_not(scene: Scene) -> None:
    scene.reach("open")
    page = words(get(scene, "visitor", "election", scene.election.uuid))
    for said in (
        "unless 2 of 3 trustees work together",
        "Protection from coercion",
        "nobody can prove how they voted",
        "quantum computer",
        "bad software on your device",
        "Elections to public office need a law",
    ):
        assert said in page


def test_one_authority_is_stamped_on_the_page(scene: Scene) -> None:
    scene.reach("open")
    Election.objects.update(single_authority=True)
    page = words(get(scene, "visitor", "election", scene.election.uuid))
    assert "the server could add votes" in page


def test_the_page_is_in_chinese_too(scene: Scene) -> None:
    scene.reach("open")
    client = scene.client("visitor")
    response = client.get(
        reverse("election", args=[scene.election.uuid]), headers={"Accept-Language": "zh-Hans"}
    )
    page = words(response.content.decode())
    assert "吉祥物投票" in page
    assert "未作保证" in page
    assert "Not guaranteed" not in page


def test_no_result_is_shown_before_the_verifier_found_it_true(scene: Scene) -> None:
    scene.reach("done")
    uuid = scene.election.uuid
    assert "The verifier has not run yet" in get(scene, "visitor", "election-results", uuid)
    reports.make(uuid)
    page = get(scene, "visitor", "election-results", uuid)
    assert "The verifier found the result to be true." in page
    rows = re.findall(r'<tr class="winner">.*?</tr>|<tr><th scope="row">.*?</tr>', page, re.DOTALL)
    assert words(rows[0]).split()[:2] == ["A", "wins"]
    assert f" {uuid}.bel" in page
    assert "<svg" in page


def test_a_ranked_result_is_counted(scene: Scene) -> None:
    scene = settle_ranked(scene)
    reports.make(scene.election.uuid)
    page = words(get(scene, "visitor", "election-results", scene.election.uuid))
    assert "Park wins 2" in page


def settle_ranked(scene: Scene) -> Scene:
    """Hold a ranked vote instead."""
    scene.election.questions = [RANKED.kept()]
    scene.election.save()
    scene.choices = [[[1, 2, 3]], [[3, 1, 2]], [[1, 3, 2]]]
    scene.reach("done")
    return scene


def test_a_failed_check_hides_the_result_and_says_so(scene: Scene) -> None:
    scene.reach("done")
    uuid = scene.election.uuid
    reports.make(uuid)
    from citybricks.services.voting.board.models import Report

    kept = Report.objects.get(board=uuid)
    kept.document = kept.document.replace('"verdict":"ok"', '"verdict":"failed"')
    kept.save()
    page = get(scene, "visitor", "election-results", uuid)
    assert "Do not trust this result." in page
    assert "wins" not in page


def test_an_election_without_board_has_no_results_page(scene: Scene) -> None:
    scene.reach("frozen")
    get(scene, "admin", "election-results", scene.election.uuid, status=404)


def test_a_page_of_every_state_is_shown() -> None:
    scene = settle()
    for state in ("draft", "roll", "registrar", "trustees", "frozen", "open", "closed", "done"):
        scene.reach(state)
        get(scene, "admin", "election-desk", scene.election.uuid)
        get(scene, "admin", "election", scene.election.uuid)
        assert not life.possible(scene.election, scene.people["auditor"])


def test_signs_that_mean_something_in_html_are_shown_as_they_are(scene: Scene) -> None:
    names = ("R&D <3 years>", 'a "quoted" one', "c")
    scene.election.questions[0]["answers"] = [{"en": name} for name in names]
    scene.election.save()
    scene.reach("done")
    reports.make(scene.election.uuid)
    for name in ("election", "election-results"):
        page = get(scene, "visitor", name, scene.election.uuid)
        assert "R&amp;D &lt;3 years&gt;" in page
        assert "<3" not in page
