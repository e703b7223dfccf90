"""How a listing moves: draft, quality check, published, matched, in project, closed; archived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
from citybricks.network.exchange.domain import quality, telling
from citybricks.network.exchange.domain.keeping import keep
from citybricks.network.exchange.models import Listing, in_a_year
from citybricks.network.exchange.vocabulary import State
from citybricks.network.life import Life, Step
from citybricks.network.members.models import User

_EDIT, _CHECK, _SPEAK = "exchange.edit", "exchange.check", "exchange.speak"

_RUNNING = {
    "start": Step(State.PROJECT, _EDIT),
    "close": Step(State.CLOSED, _EDIT),
    "archive": Step(State.ARCHIVED, _EDIT),
}
LIFE = Life(
    {
        State.DRAFT: {
            "submit": Step(State.CHECKING, _EDIT),
        },
        State.CHECKING: {
            "approve": Step(State.PUBLISHED, _CHECK),
            "return": Step(State.DRAFT, _CHECK),
            "withdraw": Step(State.DRAFT, _EDIT),
        },
        State.PUBLISHED: {
            "match": Step(State.MATCHED, _SPEAK),
            "renew": Step(State.PUBLISHED, _EDIT),
            **_RUNNING,
        },
        State.MATCHED: {"renew": Step(State.MATCHED, _EDIT), **_RUNNING},
        State.PROJECT: {"close": Step(State.CLOSED, _EDIT)},
        State.ARCHIVED: {"renew": Step(State.PUBLISHED, _EDIT)},
        State.CLOSED: {},
    }
)
"""What can be done in each state, where it leads, and the permission it asks for."""

NAMES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "submit": _("Send to the quality check"),
        "approve": _("Publish"),
        "return": _("Send back"),
        "withdraw": _("Take back"),
        "match": _("Mark as matched"),
        "start": _("Start the project"),
        "close": _("Close with its outcome"),
        "archive": _("Archive"),
        "renew": _("Renew"),
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said with an action.

    Parameters
    ----------
    reason
        Why it is sent back.
    outcome
        What came of it.
    language
        Language of what is said.
    expires
        Until when it is renewed; None for a year.
    """

    reason: str = ""
    outcome: str = ""
    language: str = "en"
    expires: date | None = None


class MissingError(ValueError):
    """Something has to be there before.

    Parameters
    ----------
    problems
        By field, what is asked for.
    """

    def __init__(self, problems: Mapping[str, str | Promise]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(map(str, self.problems.values())))


Guard = Callable[[Listing, Said], Iterable[tuple[str, str | Promise]]]


def _complete(listing: Listing, _said: Said) -> Iterable[tuple[str, str | Promise]]:
    return ((item.field, item.asked) for item in quality.missing(listing))


def _reasoned(_listing: Listing, said: Said) -> Iterable[tuple[str, str | Promise]]:
    if not said.reason.strip():
        yield "reason", _("Say what has to be changed, so that the member knows what to do.")


def _told(_listing: Listing, said: Said) -> Iterable[tuple[str, str | Promise]]:
    if not said.outcome.strip():
        yield "outcome", _("Say what came of it, so that others learn from it.")


def _ahead(_listing: Listing, said: Said) -> Iterable[tuple[str, str | Promise]]:
    if said.expires is not None and said.expires <= timezone.localdate():
        yield "expires", _("The date has to lie ahead.")


GUARDS: Mapping[str, tuple[Guard, ...]] = MappingProxyType(
    {
        "submit": (_complete,),
        "approve": (_complete,),
        "return": (_reasoned,),
        "close": (_told,),
        "renew": (_ahead,),
    }
)
"""What has to hold before an action."""


def possible(listing: Listing, by: User) -> list[str]:
    """Return what a person can do with a listing as it stands."""
    steps = LIFE.steps.get(listing.state, {})
    return [name for name, step in steps.items() if by.has_perm(step.permission, listing)]


@transaction.atomic
def act(listing: Listing, action: str, by: User | None, said: Said | None = None) -> Listing:
    """Move a listing on, write it down and tell who has to know.

    Parameters
    ----------
    by
        Who does it; None for the hub itself.

    Raises
    ------
    NotPossibleError
        When the action cannot be done in the listing's state.
    PermissionDenied
        When the person may not.
    MissingError
        When something has to be there before.
    """
    said = said or Said()
    fresh = Listing.objects.select_for_update().get(pk=listing.pk)
    step = LIFE.step(fresh.state, action)
    if by is not None and not by.has_perm(step.permission, fresh):
        raise PermissionDenied(f"{by} may not {action} {fresh.pk}")
    guards = GUARDS.get(action, ())
    if problems := dict(one for guard in guards for one in guard(fresh, said)):
        raise MissingError(problems)
    before, fresh.state = fresh.state, State(step.to)
    _effects(fresh, action, said)
    keep(fresh)
    telling.moved(fresh, action, before)
    return fresh


def _effects(listing: Listing, action: str, said: Said) -> None:
    if action == "approve":
        listing.published, listing.returned = timezone.now(), ""
    elif action == "return":
        listing.returned = said.reason.strip()
    elif action == "renew":
        listing.expires, listing.reminded = said.expires or in_a_year(), None
        listing.published = listing.published or timezone.now()
    elif action == "close":
        listing.outcome = Text(language=said.language, text=said.outcome.strip())
