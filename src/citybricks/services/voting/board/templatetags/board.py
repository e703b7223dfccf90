"""Filters: names of events, states and verdicts; times of heads."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.utils.translation import gettext, gettext_lazy

from citybricks.services.voting.board.domain.heads import SignedHead
from citybricks.services.voting.board.models import Event, Report

register = template.Library()
EVENTS = {
    "Setup": gettext_lazy("The board was opened"),
    "Ballot": gettext_lazy("A ballot"),
    "EndBallots": gettext_lazy("Voting ended"),
    "EncryptedTally": gettext_lazy("Votes were added up, encrypted"),
    "Shuffle": gettext_lazy("Votes were shuffled"),
    "EndShuffles": gettext_lazy("Shuffling ended"),
    "PartialDecryption": gettext_lazy("A share of the decryption"),
    "Result": gettext_lazy("The result"),
}
STATES = {
    "open": gettext_lazy("Takes ballots"),
    "closed": gettext_lazy("Closed"),
    "tallying": gettext_lazy("Being tallied"),
    "done": gettext_lazy("Result published"),
}
VERDICTS = {
    "ok": gettext_lazy("Every check passed."),
    "failed": gettext_lazy("A check failed."),
    "incomplete": gettext_lazy("What is there was checked; there is no result yet."),
}
FOUND = {
    "found": gettext_lazy("This ballot is on the board, and it counts."),
    "replaced": gettext_lazy(
        "This ballot is on the board; a later one with the same credential counts in its place."
    ),
    "spoiled": gettext_lazy("This ballot was opened for an audit; it is not cast."),
    "unknown": gettext_lazy("This ballot is not on the board."),
}


@register.filter
def event_name(event: Event) -> str:
    """Say what happened."""
    return str(EVENTS[event.type])


@register.filter
def state_name(state: str) -> str:
    """Say where a board stands."""
    return str(STATES[state])


@register.filter
def verdict_name(report: Report) -> str:
    """Say what a verification found."""
    return str(VERDICTS.get(report.verdict, gettext("Not verified yet.")))


@register.filter
def found_name(status: str) -> str:
    """Say where a tracker was found."""
    return str(FOUND[status])


@register.filter
def signed_at(head: SignedHead) -> datetime:
    """Return when a head was signed."""
    return datetime.fromtimestamp(head.time, UTC)
