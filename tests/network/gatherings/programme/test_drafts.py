"""A programme is planned by the brick, taken over, published, changed, and people are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from citybricks.kernel.registry import find
from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain import planning as hosting_planning
from citybricks.network.gatherings.programme.domain import (
    drafts,
    editing,
    favourites,
    publishing,
    sessions,
    talks,
)
from citybricks.network.gatherings.programme.domain.asking import BRICK, asked, inputs
from citybricks.network.gatherings.programme.domain.board import draft_of, published_of
from citybricks.network.gatherings.programme.domain.clashes import clashes_of
from citybricks.network.gatherings.programme.models import Draft, Session, Talk
from citybricks.network.notices.models import Notice
from tests.network.gatherings.programme.scene import Forum, at


def more(forum: Forum, count: int = 6) -> list[Talk]:
    """Take in talks that nobody has placed."""
    return [
        talks.take(
            forum.gathering,
            title=Text(text=f"Talk {number}"),
            abstract=Text(),
            speakers=[forum.ana if number % 2 else forum.li],
            track=forum.energy if number < count / 2 else forum.health,
            minutes=30,
        )
        for number in range(count)
    ]


def planned(forum: Forum, **given: Any) -> Draft:
    """Have the brick work a programme out, and return the draft."""
    organiser = forum.scene.people["organiser"]
    found = drafts.begin(forum.gathering, organiser, iterations=5_000, **given)
    hosting_planning.work_out(found.pk)
    found.refresh_from_db()
    assert found.state == "done", found
    draft = drafts.waiting(forum.gathering)
    assert draft is not None
    return draft


def test_the_brick_is_asked_for_what_can_be_planned_and_no_more(forum: Forum) -> None:
    more(forum)
    forum.heat.locked = True
    forum.heat.save()
    given = asked(forum.gathering)
    made = inputs(given)
    assert {row["id"] for row in made["talks"]} == {talk.key for talk in given.talks}
    assert forum.heat.pk not in {row["id"] for row in made["talks"]}
    taken = {(row["one"], row["other"]) for row in made["unwanted"]}
    assert (f"block-{forum.morning.pk}", f"room-{forum.hall.pk}") in taken
    find(BRICK).inputs.model_validate(made)


def test_a_planned_programme_goes_together_and_is_taken_over(forum: Forum) -> None:
    more(forum)
    draft = planned(forum)
    plan = drafts.plan_of(draft)
    assert len(plan.placed) == 8
    assert sum(term.cost for term in plan.terms) == plan.cost
    before = forum.get("organiser", "programme-plan").content.decode()
    assert "Take it over" in before
    assert forum.post("organiser", "programme-decide", draft.pk, do="take").status_code == 302
    board = draft_of(forum.gathering)
    assert not board.loose
    assert not [one for one in clashes_of(board) if one.is_hard]
    assert all(
        talk.track is None or held is None or held.track is None or talk.track == held.track
        for talk, held in board.talks.values()
    )
    forum.plenary.refresh_from_db()
    assert forum.plenary.start == at(9)


def test_a_discarded_draft_changes_nothing(forum: Forum) -> None:
    more(forum)
    before = draft_of(forum.gathering).placement
    draft = planned(forum)
    forum.post("organiser", "programme-decide", draft.pk, do="discard")
    assert draft_of(forum.gathering).placement == before
    again = forum.post("organiser", "programme-decide", draft.pk, do="take")
    assert again.status_code == 302
    assert draft_of(forum.gathering).placement == before


def test_planning_again_moves_few(forum: Forum) -> None:
    more(forum)
    drafts.take_over(planned(forum))
    before = draft_of(forum.gathering).placement.talks
    talks.take(
        forum.gathering, title=Text(text="Late"), abstract=Text(), speakers=[], track=forum.health,
        minutes=30,
    )  # fmt: skip
    drafts.take_over(planned(forum, keep=True))
    after = draft_of(forum.gathering).placement.talks
    moved = [key for key, spot in before.items() if after[key].session != spot.session]
    assert len(moved) <= 1
    assert not draft_of(forum.gathering).loose


def test_a_proposed_session_is_planned_as_a_whole(forum: Forum) -> None:
    workshop = sessions.take(
        forum.gathering,
        title=Text(text="Workshop"),
        abstract=Text(),
        chairs=[forum.li],
        track=forum.health,
        minutes=90,
        source="call:1",
        talks=[{"title": Text(text="In it"), "abstract": Text(), "speakers": [forum.ana]}],
    )
    drafts.take_over(planned(forum))
    shown = draft_of(forum.gathering).by_key[workshop.pk]
    assert shown.start is not None
    assert [talk.row.title.text for talk in shown.talks] == ["In it"]
    assert (
        sessions.take(
            forum.gathering, title=Text(text="Renamed"), abstract=Text(), source="call:1"
        ).pk
        == workshop.pk
    )


def test_without_rooms_and_times_planning_says_what_is_missing(forum: Forum) -> None:
    forum.gathering.blocks.all().delete()
    Talk.objects.all().delete()
    Session.objects.all().delete()
    forum.gathering.rooms.all().delete()
    with pytest.raises(ValidationError) as error:
        asked(forum.gathering)
    assert len(error.value.messages) == 3
    page = forum.post("organiser", "programme-plan")
    assert page.status_code == 422
    assert "There is no room" in page.content.decode()


@pytest.mark.parametrize("seed", ["-1", "x", "1" * 12])
def test_a_seed_that_is_no_number_is_refused(forum: Forum, seed: str) -> None:
    assert forum.post("organiser", "programme-plan", seed=seed).status_code == 422


def told(forum: Forum, role: str) -> list[str]:
    return list(
        Notice.objects.filter(person=forum.scene.people[role], kind__startswith="programme.")
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_changes_after_publication_are_told_to_those_concerned(forum: Forum) -> None:
    favourites.star(forum.scene.people["outsider"], session=forum.clinics)
    forum.publish()
    assert told(forum, "participant") == ["programme.first"]
    target = editing.target_of(forum.gathering, "n/hall")
    assert target is not None
    editing.move_session(forum.clinics, target)
    editing.move_session(forum.grids, target)
    with pytest.raises(publishing.ClashesError):
        forum.publish()
    publishing.publish(forum.gathering, None, anyway=True)
    assert told(forum, "outsider") == ["programme.moved"]
    assert told(forum, "participant") == ["programme.first", "programme.moved"]
    assert told(forum, "exhibitor") == []


def test_a_talk_that_leaves_the_programme_is_said_to(forum: Forum) -> None:
    forum.publish()
    editing.move_talk(forum.heat, None)
    forum.publish()
    assert told(forum, "participant")[-1] == "programme.cancelled"


def test_publishing_the_same_again_is_refused(forum: Forum) -> None:
    assert forum.publish().number == 1
    with pytest.raises(publishing.NothingNewError):
        forum.publish()
    assert forum.post("organiser", "programme-publish").status_code == 422


def test_what_cannot_be_is_published_only_when_that_is_said(forum: Forum) -> None:
    forum.clinics.room = forum.hall
    forum.clinics.save()
    refused = forum.post("organiser", "programme-publish")
    assert refused.status_code == 422
    assert published_of(forum.gathering) is None
    assert forum.post("organiser", "programme-publish", anyway="1").status_code == 302
    assert published_of(forum.gathering) is not None


def test_a_session_is_moved_by_form_and_what_clashes_is_said(forum: Forum) -> None:
    foreseen = forum.get(
        "organiser", "programme-feasible", session=forum.grids.pk, target="m/small"
    )
    assert "is taken twice" in foreseen.content.decode()
    every = forum.get("organiser", "programme-feasible", session=forum.grids.pk).json()
    assert every["m/small"]["state"] == "hard"
    assert every["n/small"]["state"] == "soft"
    forum.post("organiser", "programme-move", session=forum.grids.pk, target="n/small")
    forum.grids.refresh_from_db()
    assert (forum.grids.start, forum.grids.room) == (at(13), forum.small)
    assert (
        forum.post("organiser", "programme-move", session=forum.grids.pk, target="x/y").status_code
        == 404
    )


def test_talks_change_places_and_sessions(forum: Forum) -> None:
    forum.post("organiser", "programme-move", talk=forum.heat.pk, step="up")
    assert draft_of(forum.gathering).talks[forum.heat.pk][0].start == at(10)
    assert draft_of(forum.gathering).talks[forum.wind.pk][0].start == at(10, 20)
    forum.post("organiser", "programme-move", talk=forum.heat.pk, to=forum.clinics.pk)
    assert draft_of(forum.gathering).talks[forum.wind.pk][0].start == at(10)
    forum.heat.refresh_from_db()
    assert forum.heat.session == forum.clinics


def test_the_same_proposal_makes_the_same_talk(forum: Forum) -> None:
    given: dict[str, Any] = {"abstract": Text(), "speakers": [forum.ana], "source": "call:2"}
    one = talks.take(forum.gathering, title=Text(text="First"), **given)
    two = talks.take(forum.gathering, title=Text(text="Second"), **given)
    assert one.pk == two.pk
    assert Talk.objects.get(pk=one.pk).title.text == "Second"
    with pytest.raises(LookupError, match="no track 'x'"):
        talks.take(forum.gathering, title=Text(text="X"), track="x", **given)


def test_every_change_leaves_a_row_of_history(forum: Forum) -> None:
    count = forum.grids.history.count()
    target = editing.target_of(forum.gathering, "n/small")
    assert target is not None
    editing.move_session(forum.grids, target)
    assert forum.grids.history.count() == count + 1


def test_pages_of_many_talks_ask_the_database_little(
    forum: Forum, django_assert_max_num_queries: Any
) -> None:
    more(forum, 300)
    Talk.objects.filter(session=None).update(session=forum.clinics)
    publishing.publish(forum.gathering, None, anyway=True)
    for name, most in (
        ("programme-grid", 25), ("programme-list", 25), ("programme-mine", 30),
        ("programme-json", 25), ("programme-desk", 45),
    ):  # fmt: skip
        role = "organiser" if name == "programme-desk" else "participant"
        forum.scene.client(role)
        with django_assert_max_num_queries(most):
            assert forum.get(role, name, day="2023-11-18").status_code == 200
