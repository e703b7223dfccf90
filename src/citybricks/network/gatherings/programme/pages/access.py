"""Which programme a page shows, to whom, and on whose clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, participant_of
from citybricks.network.gatherings.hosting.domain.zones import zone_named, zone_printed
from citybricks.network.gatherings.programme.domain.board import Board, draft_of, published_of
from citybricks.network.gatherings.programme.domain.favourites import Stars, stars_of
from citybricks.network.gatherings.programme.vocabulary import Attendance

ORGANISE = "gatherings.organise"


@dataclass(frozen=True, slots=True)
class Clocks:
    """Whose clock is shown first, and whose second.

    Parameters
    ----------
    event, own
        IANA names; the own one is empty where nobody knows it or it shows the same time.
    own_first
        Whether the person takes part online, and looks at their own clock.
    """

    event: str
    own: str = ""
    own_first: bool = False

    @property
    def first(self) -> str:
        """The zone shown first."""
        return self.own if self.own and self.own_first else self.event

    @property
    def second(self) -> str:
        """The zone shown beside it; empty when there is one only."""
        return (self.event if self.own_first else self.own) if self.own else ""


class Seen:
    """A programme as somebody sees it.

    Parameters
    ----------
    draft
        Whether the draft is asked for, which only organisers see.

    Raises
    ------
    Http404
        When there is no gathering of this name that the person sees, or it has no forum.
    """

    def __init__(self, request: HttpRequest, slug: str, *, draft: bool = False) -> None:
        self.request = request
        self.user: Any = request.user
        self.gathering = gathering_or_404(request, slug, part="forum")
        self.wants_draft = draft or bool(request.GET.get("draft"))

    @cached_property
    def organises(self) -> bool:
        """Whether the person is an organiser."""
        return bool(self.user.is_authenticated and self.user.has_perm(ORGANISE, self.gathering))

    @cached_property
    def board(self) -> Board | None:
        """The published programme; to organisers who ask, or before the first, the draft."""
        found = None if self.wants_draft and self.organises else published_of(self.gathering)
        return draft_of(self.gathering) if found is None and self.organises else found

    @property
    def is_draft(self) -> bool:
        """Whether the draft is shown."""
        return self.board is not None and not self.board.version

    def board_or_404(self) -> Board:
        """Return the programme.

        Raises
        ------
        Http404
            When none is published and the person is no organiser.
        """
        if self.board is None:
            raise Http404
        return self.board

    @cached_property
    def participant(self) -> Any:
        """As whom the person takes part, or None."""
        return participant_of(self.user, self.gathering)

    @cached_property
    def sees_links(self) -> bool:
        """Whether addresses of meetings are shown: to confirmed participants and organisers."""
        confirmed = self.participant is not None and self.participant.state == "confirmed"
        return confirmed or self.organises

    @cached_property
    def stars(self) -> Stars:
        """What the person has starred."""
        return stars_of(self.user, self.gathering)

    @cached_property
    def clocks(self) -> Clocks:
        """Whose clocks are shown."""
        event, mine = self.gathering.time_zone, self.participant
        own = self._asked() or (mine.time_zone if mine else "")
        online = mine is not None and mine.attendance == Attendance.ONLINE
        return Clocks(event, "" if own == event else own, online)

    def _asked(self) -> str:
        try:
            given = self.request.GET.get("zone", "")
            return zone_named(given).key if given else ""
        except ValidationError:
            return ""

    def context(self, **values: Any) -> dict[str, Any]:
        """Return what every page of a programme needs."""
        return {
            "gathering": self.gathering,
            "here": "programme",
            "organises": self.organises,
            "board": self.board,
            "is_draft": self.is_draft,
            "stars": self.stars,
            "clocks": self.clocks,
            "participant": self.participant,
            **values,
        }

    def zone(self, at: datetime) -> str:
        """Return the event's zone as pages print it."""
        return zone_printed(self.gathering.time_zone, at)
