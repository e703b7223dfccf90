"""An election goes from draft to result, and no step is taken before its checks pass."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import router

from citybricks.network.errands.models import Errand
from citybricks.network.life import NotPossibleError
from citybricks.network.notices.models import Notice
from citybricks.services.voting.board.domain import reports
from citybricks.services.voting.board.models import Event
from citybricks.services.voting.elections.domain import agreeing, life
from citybricks.services.voting.elections.errands import on_time
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.models import Permit, Voter
from tests.services.voting.elections.scene import RANKED, STATES, Scene, settle

pytestmark = pytest.mark.django_db


def test_a_vote_goes_from_draft_to_result_with_a_trustee_absent(scene: Scene) -> None:
    election = scene.reach("done")
    assert scene.read().result.result == ((2, 1, 0),)
    assert election.done_at > election.closed_at > election.opened_at > election.frozen_at


def test_a_ranked_vote_is_shuffled_by_two_before_it_is_opened() -> None:
    scene = settle(RANKED)
    scene.choices = [[[1, 2, 3]], [[3, 1, 2]], [[1, 3, 2]]]
    scene.reach("done")
    board = scene.read()
    assert len(set(board.shufflers)) == 2
    assert sorted(board.result.result[0]) == [(1, 2, 3), (1, 3, 2), (3, 1, 2)]


def test_whoever_does_not_run_it_cannot_move_it_on(scene: Scene) -> None:
    for role in ("outsider", "auditor", "clerk", "registrar", "secretariat"):
        with pytest.raises(PermissionDenied):
            life.act(scene.election, "to_roll", scene.people[role])


def test_no_step_can_be_skipped(scene: Scene) -> None:
    for action in ("freeze", "open", "close", "tally", "finish"):
        with pytest.raises(NotPossibleError):
            life.act(scene.election, action, scene.people["admin"])


def test_every_state_is_in_the_table() -> None:
    assert life.LIFE.states() == set(State)
    assert set(STATES) | {"cancelled"} == set(State)
    assert not life.LIFE.actions(State.DONE)
    assert not life.LIFE.actions(State.CANCELLED)


def test_one_person_alone_does_not_freeze_it(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    scene.election.agreements.exclude(user=scene.people["admin"]).delete()
    with pytest.raises(life.NotReadyError, match="Two different persons"):
        life.act(scene.election, "freeze", scene.people["admin"])


def test_two_who_do_not_run_it_do_not_freeze_it(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    scene.election.agreements.all().delete()
    for role in ("auditor", "registrar"):
        agreeing.agree(scene.election, scene.people[role])
    assert not agreeing.is_agreed(scene.election)
    agreeing.agree(scene.election, scene.people["second"])
    assert agreeing.is_agreed(scene.election)


def test_who_works_at_the_desk_has_no_say_in_it(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    for role in ("clerk", "outsider", "secretariat"):
        with pytest.raises(PermissionDenied):
            agreeing.agree(scene.election, scene.people[role])


def test_a_change_makes_agreement_void(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    scene.election.questions[0]["answers"][0]["en"] = "Another"
    scene.election.save()
    assert not agreeing.standing(scene.election)
    with pytest.raises(life.NotReadyError):
        life.act(scene.election, "freeze", scene.people["admin"])


def test_it_does_not_open_while_trustees_have_work_to_do(scene: Scene) -> None:
    scene.reach("trustees")
    with pytest.raises(life.NotReadyError) as refused:
        life.act(scene.election, "freeze", scene.people["admin"])
    said = {str(check) for check in refused.value.failed}
    assert "Every trustee is done, and what they gave was checked" in said
    assert "There are as many trustees as are needed" in said


def test_fewer_shares_than_needed_publish_nothing(scene: Scene) -> None:
    scene.reach("tallying")
    scene.work(absent=(2, 3))
    with pytest.raises(life.NotReadyError, match="Enough trustees decrypted"):
        life.act(scene.election, "finish", scene.people["admin"])


def test_a_roll_that_changed_since_is_not_frozen(scene: Scene) -> None:
    scene.reach("trustees")
    scene.invite()
    scene.election.voters.order_by("pk").first().delete()
    with pytest.raises(life.NotReadyError, match="The roll is as it was committed to"):
        life.act(scene.election, "freeze", scene.people["admin"])


def test_going_back_to_the_roll_throws_the_credentials_away(scene: Scene) -> None:
    scene.reach("registrar")
    scene.hand_out()
    back = life.act(scene.election, "back_to_roll", scene.people["admin"])
    assert not back.public_credentials


def test_nobody_cancels_a_vote_that_is_open(scene: Scene) -> None:
    scene.reach("open")
    with pytest.raises(NotPossibleError):
        life.act(scene.election, "cancel", scene.people["admin"])


def test_no_row_holds_a_credential_a_seed_or_a_token(scene: Scene) -> None:
    scene.reach("done")
    reports.make(scene.election.uuid)
    secrets = [*scene.private, *scene.tokens.values()]
    secrets += [holder.seed for holder in scene.holders.values()]
    assert len(secrets) == 4 + 3 + 3
    for model in apps.get_models(include_auto_created=True):
        if router.db_for_read(model) != "default":  # the registrar's, of which others tell
            continue
        for row in model._default_manager.values_list():
            kept = " ".join(_text(value) for value in row)
            assert not [secret for secret in secrets if secret in kept], model


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_no_row_tells_who_cast_which_ballot(scene: Scene) -> None:
    """Permits are gone, and a voter's row knows a day, no ballot."""
    scene.reach("done")
    assert not Permit.objects.exists()
    trackers = [event.tracker for event in Event.objects.exclude(tracker="")]
    credentials = [event.credential for event in Event.objects.exclude(credential="")]
    assert len(trackers) == 3
    kept = str(list(Voter.objects.values())) + str(list(Voter.history.values()))
    assert not [one for one in (*trackers, *credentials) if one in kept]


def test_it_opens_and_closes_by_itself_when_its_times_come(scene: Scene) -> None:
    scene.reach("frozen")
    on_time(election=scene.election.pk, action="open")
    on_time(election=scene.election.pk, action="open")  # somebody was faster
    scene.election.refresh_from_db()
    assert scene.election.state == "open"
    on_time(election=scene.election.pk, action="close")
    scene.election.refresh_from_db()
    assert scene.election.state == "closed"
    owed = Errand.objects.filter(name="voting.on_time").order_by("due")
    assert [each.due for each in owed] == [scene.election.opens, scene.election.closes]


def test_those_who_have_to_know_are_told_once(scene: Scene) -> None:
    scene.reach("done")
    told = {
        role: list(Notice.objects.filter(person=user).order_by("pk").values_list("kind", flat=True))
        for role, user in scene.people.items()
    }
    shared = ["election.freeze", "election.open", "election.finish"]
    assert told["clerk"] == shared
    assert told["admin"] == ["election.ready", *shared[:2], "election.close", shared[2]]
    assert told["registrar"] == ["election.to_registrar", "election.ready", *shared]
    assert told["outsider"] == told["secretariat"] == []
