"""Whether roll, board and journal tell the same, and what differs; turnout by district."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from citybricks.services.voting.elections.pages.access import named_or_404
from citybricks.services.voting.roll.domain import commitment, reconciling, turnout
from citybricks.services.voting.roll.domain.reconciling import Difference

KINDS: dict[str, str | Promise] = {
    "is on the roll twice": _("is on the roll twice"),
    "is in the log twice": _("is in the journal twice"),
    "is in the log but not on the roll": _("is in the journal but not on the roll"),
    "is in the log though the roll says online": _("is in the journal though the roll says online"),
    "is in the log but not marked on the roll": _("is in the journal but not marked on the roll"),
    "is marked paper on the roll but postal in the log": _(
        "is marked paper on the roll but post in the journal"
    ),
    "is marked postal on the roll but paper in the log": _(
        "is marked post on the roll but paper in the journal"
    ),
    "is marked on the roll but not in the log": _("is marked on the roll but not in the journal"),
    "more voters on the board than marks on the roll": _(
        "more voters on the board than marks on the roll"
    ),
    "fewer voters on the board than marks on the roll": _(
        "fewer voters on the board than marks on the roll"
    ),
    "other weight on the board than marked on the roll": _(
        "another weight on the board than marked on the roll"
    ),
}
"""What does not fit, as people read it."""


@login_required
@require_safe
def reconciliation(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show the sums, and every difference by name."""
    election = named_or_404(request, uuid, "voting_roll.reconcile")
    found = reconciling.of(election)
    values = {
        "election": election,
        "found": found,
        "differences": [_shown(one) for one in found.differences],
        "turnout": turnout.of(election),
        "roll_holds": commitment.holds(election),
        "commitment": commitment.of(election),
    }
    return render(request, "voting_roll/reconciliation.html", values)


def _shown(one: Difference) -> dict[str, Any]:
    return {
        "voter": one.voter,
        "row": one.row,
        "kind": KINDS[one.kind],
        "expected": one.expected,
        "found": one.found,
    }
