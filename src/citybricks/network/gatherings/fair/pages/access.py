"""Which fair a page is about, and as whom the person takes part; to others it is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from citybricks.network.gatherings.fair.domain.setting import fair_of
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, participant_of

ORGANISE = "gatherings.organise"


def fair_or_404(request: HttpRequest, slug: str, permission: str = "gatherings.see") -> Fair:
    """Return the fair of a gathering if the person has a permission; to others it is not there."""
    gathering = gathering_or_404(request, slug, permission, part="fair")
    fair = fair_of(gathering)
    fair.gathering = gathering
    return fair


def mine_or_404(request: HttpRequest, slug: str) -> tuple[Fair, Any]:
    """Return the fair, and as whom the person takes part; who does not is not let in."""
    fair = fair_or_404(request, slug)
    participant = participant_of(request.user, fair.gathering)
    if participant is None:
        raise Http404
    return fair, participant


def base(request: HttpRequest, fair: Fair, tab: str) -> dict[str, Any]:
    """Return what every page of a fair shows.

    Parameters
    ----------
    tab
        Of the fair's own menu.
    """
    return {
        "gathering": fair.gathering,
        "fair": fair,
        "here": "fair",
        "tab": tab,
        "participant": participant_of(request.user, fair.gathering),
        "may_organise": request.user.has_perm(ORGANISE, fair.gathering),
    }
