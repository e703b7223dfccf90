"""How a proposal moves: draft, handed in, decided; and back, as long as its author may."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import completeness, programme, telling
from citybricks.network.gatherings.calls.domain.completeness import MissingError
from citybricks.network.gatherings.calls.domain.offering import track_names
from citybricks.network.gatherings.calls.models import Letter, Proposal
from citybricks.network.gatherings.calls.vocabulary import Decision, State
from citybricks.network.life import Life, Step

_WRITE, _DECIDE = "calls.write", "calls.decide"
_OUT = {"withdraw": Step(State.WITHDRAWN, _WRITE)}
_ACCEPT, _WAIT, _REJECT = (
    {"accept": Step(State.ACCEPTED, _DECIDE)},
    {"wait": Step(State.WAITING, _DECIDE)},
    {"reject": Step(State.REJECTED, _DECIDE)},
)
LIFE = Life(
    {
        State.DRAFT: {"submit": Step(State.SUBMITTED, _WRITE)},
        State.SUBMITTED: {
            **_OUT,
            **_ACCEPT,
            **_WAIT,
            **_REJECT,
            "move": Step(State.SUBMITTED, _DECIDE),
        },
        State.WAITING: {**_OUT, **_ACCEPT, **_REJECT},
        State.ACCEPTED: {**_OUT},
        State.REJECTED: {**_ACCEPT, **_WAIT},
        State.WITHDRAWN: {"submit": Step(State.SUBMITTED, _WRITE)},
    }
)
"""What can be done in each state, where it leads, and the permission it asks for."""
NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "submit": gettext_lazy("Hand in"),
        "withdraw": gettext_lazy("Withdraw"),
        **{one.value: one.label for one in Decision},
    }
)


def possible(proposal: Proposal, by: Any) -> list[str]:
    """Return what a person can do with a proposal as it stands."""
    steps = LIFE.steps.get(proposal.state, {})
    return [
        name
        for name, step in steps.items()
        if by.has_perm(step.permission, proposal) and not (name == "submit" and _shut(proposal))
    ]


def _shut(proposal: Proposal) -> bool:
    return not proposal.call.is_open


@transaction.atomic
def act(
    proposal: Proposal, action: str, by: Any, *, track: str = "", letter: Text | None = None
) -> Proposal:
    """Move a proposal on, write it down and tell who has to know.

    Parameters
    ----------
    by
        Who does it.
    track
        Of an acceptance or a move: another track.
    letter
        Of a decision: what the authors are written.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the proposal's state.
    PermissionDenied
        When the person may not.
    MissingError
        When something has to be there before.
    """
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("call__gathering")
    fresh = rows.get(pk=proposal.pk)
    step = LIFE.step(fresh.state, action)
    if not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    if problems := _hindrances(fresh, action, track):
        raise MissingError(problems)
    before, fresh.state = fresh.state, State(step.to)
    _effects(fresh, action, track)
    fresh.save()
    if action in Decision.values and letter is not None:
        written = Letter.objects.create(
            proposal=fresh, decision=Decision(action), text=letter, by=by
        )
        telling.decided(fresh, written)
    else:
        telling.moved(fresh, action, before)
    return fresh


def _hindrances(proposal: Proposal, action: str, track: str) -> dict[str, str]:
    if action == "submit":
        if _shut(proposal):
            return {"call": _("The call is not open: its deadline has passed, or is to come.")}
        return completeness.missing(proposal)
    if action == "move" and not track:
        return {"track": _("Say into which track.")}
    if action == "move" and track == proposal.track:
        return {"track": _("It is in this track already.")}
    if track and track not in track_names(proposal.call):
        said = _("There is no track “%(track)s”.")
        return {"track": said % {"track": track[:40]}}
    return {}


def _effects(proposal: Proposal, action: str, track: str) -> None:
    if action == "submit":
        proposal.submitted = timezone.now()
    elif action in Decision.values:
        proposal.decided = timezone.now()
        proposal.track = track or proposal.track
    if action == "accept":
        proposal.taken = programme.take(proposal)
    elif action == "withdraw" and proposal.taken:
        programme.give_back(proposal)
        proposal.taken = ""
