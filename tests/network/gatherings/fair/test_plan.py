"""The plan of a fair: worked out, moved by hand, published, given up, made anew."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.problem import Plan
from citybricks.methods.gatherings.meetings.refusing import refusals
from citybricks.network.errands.models import Errand
from citybricks.network.gatherings.fair.domain import editing, planning, publishing
from citybricks.network.gatherings.fair.domain.loading import load, settled
from citybricks.network.gatherings.fair.models import Fair, Meeting, Refusal, Seat, Slot
from citybricks.network.gatherings.hosting.domain import registering
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from tests.network.gatherings.fair.stage import Stage, planned, staged

pytestmark = pytest.mark.django_db


def placed(fair: Fair) -> dict[str, tuple[int, int | None]]:
    """Return slots and tables of meetings that take place, by request."""
    return {one.request_id: (one.slot_id, one.table) for one in publishing.placed(fair)}


def checked(fair: Fair) -> None:
    """See that nothing in a plan breaks a rule, by the checker that knows no solver."""
    loaded = load(fair)
    slot_of = loaded.slot_of
    table = slot_of.copy()
    table[:] = -1
    for number, one in loaded.meetings.items():
        table[loaded.at[number]] = (one.table or 0) - 1
    figures, problem = fair.figures, settled(loaded)
    gap = 1 - figures["weight"] / figures["bound"]
    plan = Plan(
        slot_of, table, figures["weight"], figures["bound"], gap, figures["proven"],
        refusals(problem, slot_of),
    )  # fmt: skip
    assert not check(problem, plan)


def free_choice(fair: Fair) -> tuple[str, str]:
    """Return a meeting and a slot that it can be moved to."""
    loaded = load(fair)
    return next(
        (number, one.slot.key)
        for number in loaded.meetings
        for one in editing.choices(loaded, number)
        if one.free and not one.here
    )


def test_the_brick_plans_and_every_other_request_has_its_reason() -> None:
    stage, _people = planned()
    figures = stage.fair.figures
    assert figures["meetings"] + Refusal.objects.count() == figures["requests"]
    assert figures["covered"] == figures["people"] == 6
    assert figures["weight"] <= figures["bound"]
    why = Refusal.objects.first()
    assert why is None or ("P" in why.why.text and why.why.shown("zh-Hans").language == "zh-Hans")
    page = stage.scene.client("organiser").get(f"/gatherings/{stage.slug}/fair/plan/")
    assert page.status_code == 200
    assert "Proven" in page.content.decode()
    checked(stage.fair)


def test_nothing_that_does_not_fit_is_kept() -> None:
    stage, _people = planned(tables=1)
    loaded, organiser = load(stage.fair), stage.scene.people["organiser"]
    before = placed(stage.fair)
    tried = 0
    for number in loaded.meetings:
        for one in editing.choices(loaded, number):
            if not one.free and not one.here:
                tried += 1
                with pytest.raises(ValidationError) as raised:
                    editing.move(stage.fair, number, one.slot.key, organiser)
                assert raised.value.messages == list(one.why)
    assert tried
    assert placed(stage.fair) == before


def test_a_meeting_is_moved_and_undone_by_the_form() -> None:
    stage, _people = planned(people=4, slots=6, tables=4)
    before = placed(stage.fair)
    number, key = free_choice(stage.fair)
    client = stage.scene.client("organiser")
    board = client.get(f"/gatherings/{stage.slug}/fair/plan/edit/", {"pick": number})
    assert f'value="{key}"' in board.content.decode()
    said = client.get(f"/gatherings/{stage.slug}/fair/plan/edit/{number}/slots/").json()["slots"]
    assert next(one for one in said if one["slot"] == key)["free"]
    do = f"/gatherings/{stage.slug}/fair/plan/edit/do/"
    client.post(do, {"do": "move", "request": number, "slot": key})
    assert Meeting.objects.get(request=number).slot.key == key
    checked(Fair.objects.get())
    client.post(do, {"do": "undo"})
    assert placed(stage.fair) == before


def test_a_removed_meeting_waits_until_somebody_takes_it_in() -> None:
    stage, _people = planned(people=4, slots=6, tables=4)
    organiser, before = stage.scene.people["organiser"], placed(stage.fair)
    number = next(iter(before))
    editing.remove(stage.fair, number, organiser)
    assert Refusal.objects.get(request=number).code == "removed"
    assert not planning.refill(stage.fair).new
    editing.undo(stage.fair, organiser)
    assert placed(stage.fair) == before
    assert not Refusal.objects.filter(request=number).exists()


def test_a_locked_meeting_stays_when_all_are_planned_again() -> None:
    stage, _people = planned(people=4, slots=6, tables=4)
    organiser = stage.scene.people["organiser"]
    number, key = free_choice(stage.fair)
    editing.move(stage.fair, number, key, organiser)
    editing.lock(stage.fair, number, organiser, locked=True)
    with pytest.raises(ValidationError, match="locked"):
        editing.move(stage.fair, number, Slot.objects.latest("start").key, organiser)
    stage.plan()
    kept = Meeting.objects.get(request=number)
    assert kept.locked
    assert kept.slot.key == key
    checked(stage.fair)


def published() -> tuple[Stage, Any, Meeting]:
    """Return a published fair in which the scene's participant meets somebody, and waits."""
    stage = staged()
    stage.slots(1, tables=1)
    one, others = stage.scene.participant(), stage.people(2)
    stage.ask(one, others[0], priority=1)
    stage.ask(others[0], others[1], priority=3)
    stage.act("freeze")
    stage.plan()
    stage.act("publish")
    return stage, one, Meeting.objects.get()


def test_who_is_planned_is_told_and_a_place_given_up_goes_to_who_waits() -> None:
    stage, one, meeting = published()
    assert Notice.objects.filter(person=one.user, kind="fair.published").exists()
    client = stage.scene.client("participant")
    address = f"/gatherings/{stage.slug}/fair/meetings/{meeting.pk}/"
    assert stage.scene.client("exhibitor").post(address, {"action": "decline"}).status_code == 404
    assert client.post(address, {"action": "accept"}).status_code == 302
    assert Seat.objects.get(participant=one).answer == "accepted"
    client.post(address, {"action": "decline"})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)
    assert Errand.objects.filter(name="fair.refill", due__isnull=False).exists()
    changed = planning.refill(stage.fair)
    assert [new.state for new in changed.new] == ["published"]
    assert Refusal.objects.get(request=meeting.request).code == "declined"


def test_who_cancels_the_registration_gives_up_meetings() -> None:
    stage, one, meeting = published()
    registering.cancel(one)
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert meeting.request.history.first().state == "withdrawn"
    assert planning.refill(stage.fair).new


def test_a_new_plan_is_looked_at_before_it_holds() -> None:
    stage, _people = planned(people=6, slots=4, tables=3)
    stage.act("publish")
    before = placed(stage.fair)
    Slot.objects.filter(pk=next(iter(before.values()))[0]).update(tables=1)
    client = stage.scene.client("organiser")
    answer = client.post(f"/gatherings/{stage.slug}/fair/plan/anew/", follow=True)
    assert "Stay as they are" in answer.content.decode()
    assert placed(stage.fair) == before
    assert client.post(answer.request["PATH_INFO"]).status_code == 302
    stage.fair.refresh_from_db()
    checked(stage.fair)
    assert placed(stage.fair) != before


def test_a_plan_that_rests_on_an_older_one_is_not_taken_over() -> None:
    stage, _people = planned(people=4, slots=6, tables=4)
    organiser = stage.scene.people["organiser"]
    made = planning.propose(stage.fair, organiser)
    editing.lock(stage.fair, next(iter(placed(stage.fair))), organiser, locked=True)
    with pytest.raises(ValidationError, match="changed"):
        planning.adopt(made)


def test_the_fair_moves_by_its_table_only() -> None:
    stage = staged()
    stage.slots(1)
    for action in ("publish", "finish", "reopen"):
        with pytest.raises(NotPossibleError):
            stage.act(action)
    with pytest.raises(NotPossibleError):
        planning.begin(stage.fair, None)
    stage.act("freeze")
    with pytest.raises(ValidationError, match="nothing to plan"):
        planning.begin(stage.fair, None)
    assert stage.act("reopen").stage == "open"


def test_meetings_on_site_without_any_table_are_refused_by_name() -> None:
    stage = staged()
    stage.slots(2, tables=0)
    stage.ask(*stage.people(2))
    stage.act("freeze")
    with pytest.raises(AssertionError, match="table"):
        stage.plan()


def test_the_plan_is_given_out_as_tables_and_json() -> None:
    stage, _people = planned()
    client = stage.scene.client("organiser")
    for kind, start in (("csv", b"\xef\xbb\xbfrequest"), ("xlsx", b"PK"), ("json", b"{")):
        sent = client.get(f"/gatherings/{stage.slug}/fair/plan/file.{kind}")
        assert sent.content.startswith(start)
    assert client.get(f"/gatherings/{stage.slug}/fair/plan/file.exe").status_code == 404


def test_a_plan_of_more_people_asks_for_no_more_queries(
    django_assert_max_num_queries: Any,
) -> None:
    stage, _people = planned(people=12, slots=6, tables=6)
    client = stage.scene.client("organiser")
    with django_assert_max_num_queries(40):
        client.get(f"/gatherings/{stage.slug}/fair/plan/")
    with django_assert_max_num_queries(40):
        client.get(f"/gatherings/{stage.slug}/fair/plan/edit/")
