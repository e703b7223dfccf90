"""Declarations: signatures stay with the text they were given to."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citybricks.network.gatherings.proceedings.domain import declaring
from citybricks.network.gatherings.proceedings.models import Declaration, Signature, Version
from citybricks.network.gatherings.proceedings.vocabulary import State
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.gatherings.proceedings.remaining import (
    CLAUSES,
    Remaining,
    declared,
    text_of,
    version_of,
)

SENT = {
    "act": "initiative",
    "title_zh": "城市倡议",
    "title_en": "Initiative of cities",
    "prevails": "zh-Hans",
    "clauses-TOTAL_FORMS": "2",
    "clauses-INITIAL_FORMS": "0",
    "clauses-0-zh": "深化交往。",
    "clauses-0-en": "Deepen the interaction.",
}


def signed(remaining: Remaining, declaration: Declaration, **changes: str) -> Any:
    """Sign for Tianjin as its officer, who shows something."""
    data = {"member": "tianjin", "office": "Director", "digest": version_of(declaration).digest}
    url = remaining.url(f"declarations/{declaration.pk}/sign/")
    return remaining.scene.client("exhibitor").post(url, data | changes)


@given(st.lists(st.sampled_from(sorted(declaring.NAMES)), max_size=8))
def test_whatever_is_asked_the_state_is_one_of_the_table(actions: list[str]) -> None:
    state = State.DRAFT.value
    for action in actions:
        try:
            state = declaring.LIFE.step(state, action).to
        except NotPossibleError:
            assert action not in declaring.LIFE.actions(state)
    assert state in State.values
    assert declaring.LIFE.states() == set(State)


def test_an_officer_signs_with_the_digest_of_what_they_read(remaining: Remaining) -> None:
    declaration = remaining.declaration()
    assert signed(remaining, declaration).status_code == 302
    signature = Signature.objects.get()
    assert (signature.member.slug, signature.office, signature.name) == (
        "tianjin", "Director", "Exhibitor",
    )  # fmt: skip
    url = remaining.url(f"declarations/{declaration.pk}/signed-1.json")
    text = remaining.scene.client("visitor").get(url).content
    assert hashlib.sha256(text).hexdigest() == signature.digest
    page = remaining.scene.client("visitor").get(remaining.url(f"declarations/{declaration.pk}/"))
    assert "Director" in page.content.decode()
    assert signed(remaining, declaration).status_code == 422  # once is enough


def test_a_change_after_the_first_signature_is_a_new_version(remaining: Remaining) -> None:
    declaration, organiser = remaining.declaration(), remaining.scene.people["organiser"]
    declaring.write(declaration, organiser, text_of(prevails="en"))
    assert Version.objects.count() == 1  # nobody had signed
    signed(remaining, declaration)
    before = Version.objects.get().digest
    declaring.write(declaration, organiser, text_of(prevails="en"))
    assert Version.objects.count() == 1  # nothing was changed
    declaring.write(declaration, organiser, text_of([*CLAUSES, *CLAUSES]))
    assert list(Version.objects.values_list("number", flat=True)) == [2, 1]
    assert Signature.objects.get().version.number == 1
    assert Version.objects.get(number=1).digest == before
    told = Notice.objects.get(kind="declaration.rewritten")
    assert told.person == remaining.scene.people["exhibitor"]
    assert signed(remaining, declaration, digest=before).status_code == 422  # read it again
    assert signed(remaining, declaration).status_code == 302
    read = json.loads(
        remaining.scene.client("visitor")
        .get(remaining.url(f"declarations/{declaration.pk}/declaration.json"))
        .content
    )
    assert [len(one["signatures"]) for one in read["versions"]] == [1, 1]


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 2)), max_size=6))
def test_no_signature_ever_loses_its_text(
    remaining: Remaining, steps: list[tuple[bool, int]]
) -> None:
    declaration = declared(remaining.scene.gathering, remaining.scene.people["organiser"])
    for signing, clauses in steps:
        if signing:
            signed(remaining, declaration)
        else:
            text = text_of([*CLAUSES] * (clauses + 1))
            declaring.write(declaration, remaining.scene.people["organiser"], text)
    for one in Signature.objects.filter(version__declaration=declaration):
        assert one.digest == one.version.digest == declaring.digest_of(one.version)


@pytest.mark.parametrize(
    ("role", "changes", "answer"),
    [
        ("participant", {}, 404),  # a delegate speaks, but does not sign
        ("visitor", {}, 302),
        ("outsider", {}, 404),
        ("exhibitor", {"member": "shanghai"}, 422),
        ("exhibitor", {"digest": "0" * 64}, 422),
        ("exhibitor", {"office": "x" * 161}, 422),
    ],
)
def test_who_may_not_sign_is_refused(
    remaining: Remaining, role: str, changes: dict[str, str], answer: int
) -> None:
    declaration = remaining.declaration()
    data = {"member": "tianjin", "office": "Head", "digest": version_of(declaration).digest}
    url = remaining.url(f"declarations/{declaration.pk}/sign/")
    assert remaining.scene.client(role).post(url, data | changes).status_code == answer
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("state", "answer"), [("draft", 404), ("closed", 404)])
def test_it_is_signed_only_while_it_is_open(remaining: Remaining, state: str, answer: int) -> None:
    assert signed(remaining, remaining.declaration(state)).status_code == answer


def test_it_opens_once_all_of_it_is_in_both_languages(remaining: Remaining) -> None:
    organiser = remaining.scene.people["organiser"]
    declaration = remaining.declaration("draft")
    declaring.write(declaration, organiser, text_of([{"zh-Hans": "深化交往。", "en": ""}]))
    with pytest.raises(declaring.MissingError, match="in Chinese and in English"):
        declaring.move(declaration, "open", organiser)
    declaring.write(declaration, organiser, text_of())
    assert declaring.move(declaration, "open", organiser).launched is not None
    assert Notice.objects.get(kind="declaration.opened").person.name == "Exhibitor"


def test_organisers_write_clauses_and_the_page_shows_both_languages(remaining: Remaining) -> None:
    client = remaining.scene.client("organiser")
    answer = client.post(remaining.url("declarations/new/"), SENT)
    declaration = Declaration.objects.get()
    assert answer["Location"] == remaining.url(f"declarations/{declaration.pk}/")
    assert remaining.scene.client("visitor").get(answer["Location"]).status_code == 404
    client.post(remaining.url(f"declarations/{declaration.pk}/move/"), {"action": "open"})
    page = remaining.scene.client("visitor").get(answer["Location"]).content.decode()
    assert '<div lang="zh-Hans" dir="auto"><p>深化交往。' in page
    assert "The Chinese text prevails" in page
    more = client.post(remaining.url("declarations/new/"), SENT | {"do": "more-clauses"})
    assert 'name="clauses-4-zh"' in more.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_zh": "", "title_en": ""}, "A title in one language"),
        ({"clauses-0-en": "x" * 2001}, "2001 characters; at most 2000"),
        ({"prevails": "la"}, "la is not one of"),
        ({"act": "song"}, "song is not one of"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    remaining: Remaining, changes: dict[str, str], said: str
) -> None:
    url = remaining.url("declarations/new/")
    answer = remaining.scene.client("organiser").post(url, SENT | changes)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "深化交往。" in answer.content.decode()
    assert not Declaration.objects.exists()
