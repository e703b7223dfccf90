"""Two different persons agree before an election is frozen."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from citybricks.services.voting.elections.domain import documents
from citybricks.services.voting.elections.models import Agreement, Election, Official
from citybricks.services.voting.elections.vocabulary import Role

NEEDED = 2


def agree(election: Election, by: Any) -> Agreement:
    """Note that a person agrees to freeze the election as it stands.

    Raises
    ------
    PermissionDenied
        When the person's word does not count here.
    """
    if not by.has_perm("voting.agree", election):
        raise PermissionDenied(f"{by} may not agree to {election.pk}")
    digest = documents.digest(election)
    made, _new = Agreement.objects.update_or_create(
        election=election, user=by, defaults={"digest": digest}
    )
    return made


def standing(election: Election) -> list[Agreement]:
    """Return the agreements to the election as it stands; a change since has made others void."""
    found = election.agreements.filter(digest=documents.digest(election)).select_related("user")
    return [each for each in found if each.user.has_perm("voting.agree", election)]


def is_agreed(election: Election) -> bool:
    """Whether enough persons agreed, and somebody who runs the election is among them."""
    people = {each.user_id for each in standing(election)}
    admins = Official.objects.filter(election=election, role=Role.ADMIN, user__in=people)
    return len(people) >= NEEDED and admins.exists()
