"""Who may do what in an election; registered when the app starts.

Everybody sees an election once it is frozen; before that its officials and the secretariat do, to
others it is not there. The secretariat starts elections and appoints who runs them, but does not
run them: nobody outside the election moves it on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate

from citybricks.services.voting.elections.domain.telling import AGREEING
from citybricks.services.voting.elections.models import Election, Official
from citybricks.services.voting.elections.vocabulary import SEEN, Role, State

Person = Any
"""A user, signed in or not; the user model is of another app."""


def _narrowed(user: Any, election: Election | None) -> bool:
    """Whether a program asks with a token that is made for another city."""
    member = getattr(user, "acting_for", None)
    return member is not None and (election is None or member.slug != election.city)


@predicate
def is_seen(_user: Person, election: Election | None) -> bool:
    """Whether everybody sees the election."""
    if election is None:
        return False
    shown = election.state == State.CANCELLED and election.frozen_at is not None
    return shown or election.state in SEEN


@predicate
def is_secretariat(user: Person) -> bool:
    """Whether the person is of the network's secretariat, and speaks as such."""
    narrowed = getattr(user, "acting_for", None) is not None
    return bool(not narrowed and user.is_active and (user.is_staff or user.is_superuser))


def _holds(*roles: str) -> Callable[[Person, Election | None], bool]:
    def holds(user: Person, election: Election | None) -> bool:
        if election is None or not user.is_authenticated or _narrowed(user, election):
            return False
        return Official.objects.filter(user=user, election=election, role__in=roles).exists()

    return holds


is_official = predicate(_holds(*Role.values), name="is_official")
"""Whether the person has a role in the election."""
runs = predicate(_holds(Role.ADMIN), name="runs")
"""Whether the person runs the election."""
registers = predicate(_holds(Role.REGISTRAR), name="registers")
"""Whether the person makes and hands out credentials."""
works_at_desk = predicate(_holds(Role.CLERK), name="works_at_desk")
"""Whether the person works at the polling desk."""
watches = predicate(_holds(Role.AUDITOR), name="watches")
"""Whether the person was asked to watch it."""
agrees = predicate(_holds(*AGREEING), name="agrees")
"""Whether the person's word counts when the election is frozen."""

add_perm("voting.create_election", is_secretariat)
add_perm("voting.see", is_seen | is_official | is_secretariat)
add_perm("voting.see_inside", is_official | is_secretariat)
add_perm("voting.run", runs)
add_perm("voting.appoint", runs | is_secretariat)
add_perm("voting.agree", agrees)
add_perm("voting.register", registers)
add_perm("voting.serve_desk", works_at_desk | runs)


def visible_to(user: Person) -> QuerySet[Election]:
    """Return the elections a person sees."""
    seen = Q(state__in=SEEN) | Q(state=State.CANCELLED, frozen_at__isnull=False)
    if not user.is_authenticated or getattr(user, "acting_for", None) is not None:
        return Election.objects.filter(seen)
    if is_secretariat.test(user):
        return Election.objects.all()
    own = Official.objects.filter(user=user).values("election")
    return Election.objects.filter(seen | Q(pk__in=own))
