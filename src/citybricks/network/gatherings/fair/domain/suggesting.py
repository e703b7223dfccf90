"""Whom to meet, from what fits the offers and needs of somebody's member; each with its reasons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import exp
from typing import Any

from citybricks.network.content.naming import reader_language
from citybricks.network.exchange.domain import browsing, matching, reasons
from citybricks.network.gatherings.fair.domain.requesting import LONGEST
from citybricks.network.gatherings.fair.models import Fair
from citybricks.network.gatherings.fair.vocabulary import LIVE
from citybricks.network.gatherings.hosting.domain.access import participants_of

MOST = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may be worth a meeting.

    Parameters
    ----------
    own, other
        The two listings that fit.
    score
        0 to 1.
    why
        In the reader's language.
    """

    participant: Any
    own: Any
    other: Any
    score: float
    why: tuple[str, ...]

    @property
    def reason(self) -> str:
        """What the one who is asked reads."""
        return " ".join(self.why)[:LONGEST]


def suggestions(fair: Fair, participant: Any, user: Any) -> list[Suggestion]:
    """Return people whose members' offers and needs fit best, who were not asked yet."""
    if participant.member_id is None:
        return []
    there: dict[int, list[Any]] = defaultdict(list)
    for one in participants_of(fair.gathering).exclude(pk=participant.pk):
        if one.member_id and one.member_id != participant.member_id:
            there[one.member_id].append(one)
    asked = _asked(fair, participant)
    found: dict[str, Suggestion] = {}
    for own, match, other in _matches(participant, user):
        for one in there.get(other.member_id, []):
            if one.pk not in asked and one.pk not in found:
                found[one.pk] = Suggestion(
                    one, own, other, round(_share(match.score), 3), _why(match, own, other)
                )
    return sorted(found.values(), key=lambda each: -each.score)[:MOST]


def _asked(fair: Fair, participant: Any) -> set[str]:
    rows = fair.requests.filter(state__in=LIVE)
    pairs = rows.filter(asker=participant).values_list("asked", flat=True)
    back = rows.filter(asked=participant).values_list("asker", flat=True)
    return {*pairs, *back}


def _matches(participant: Any, user: Any) -> list[tuple[Any, Any, Any]]:
    """Return own listings with what fits them closely, the best first."""
    slug = participant.member.slug
    own = {one.pk: one for one in browsing.listings_of(slug, user)}
    if not own:
        return []
    model = type(next(iter(own.values())))
    matches = [
        match
        for one in model.objects.filter(pk__in=list(own)).prefetch_related("matches")
        for match in one.matches.all()
        if match.fits and match.score >= matching.LEAST
    ]
    numbers = [match.other.partition(":")[2] for match in matches]
    others = {
        one.key: one for one in model.objects.filter(pk__in=numbers).select_related("member")
        if one.is_public
    }  # fmt: skip
    rows = [(own[m.listing_id], m, others[m.other]) for m in matches if m.other in others]
    return sorted(rows, key=lambda row: -row[1].score)


def _share(score: float) -> float:
    """Return log-odds above chance as a share; what just fits counts half."""
    return 1 / (1 + exp(matching.LEAST - score))


def _why(match: Any, own: Any, other: Any) -> tuple[str, ...]:
    language = reader_language()
    titles = [one.title.shown(language).text for one in (own, other)]
    said = [one.text for one in reasons.why(match.reasons, language) if one.text]
    return (f"{titles[0]} ↔ {titles[1]}.", *(f"{text}." for text in said[:3]))
