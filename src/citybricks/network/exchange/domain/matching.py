"""What fits a listing: worked out by an errand, kept with its reasons, told to both sides once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from citybricks.methods.matching.matching import LeftOut, Matches
from citybricks.methods.matching.matching import Match as Found
from citybricks.methods.matching.structure import Reason, Wishes
from citybricks.network.errands.domain.errands import owe
from citybricks.network.exchange.domain import telling
from citybricks.network.exchange.domain.keeping import MATCH
from citybricks.network.exchange.models import Listing, Match
from citybricks.network.exchange.vocabulary import OPEN
from citybricks.network.finding.domain import indexing
from citybricks.network.finding.domain.matching import matches_of
from citybricks.network.notices.domain.notices import tell

MOST = 20
"""Matches kept of a listing."""
_LEFT_OUT = 10
"""Of what was left out, how many are kept with the reason."""
TOLD = 5
"""Rank up to which both sides are told of a new match."""
LEAST = 1.0
"""Score (log-odds above chance) from which they are; what is below is shown as less likely."""
LEAST_OF_BRICK = 1.3
"""Score from which a brick is shown beside a need, where nobody asked for it."""
_FIRST = 10
"""Rank up to which a match is seen without scrolling far."""
_PAUSE, _TRIES = timedelta(seconds=15), 40
"""How long, and how often, to wait for the vectors of what is new."""


def work_out(ulid: str, tries: int = 0) -> None:
    """Find what fits a listing, keep it, and tell both sides of what is new.

    As long as something has no vectors yet, it is owed again.
    """
    listing = Listing.objects.select_related("member").filter(pk=ulid, state__in=OPEN).first()
    if listing is None:
        Match.objects.filter(listing=ulid).delete()
        return
    if indexing.progress().done < indexing.progress().total and tries < _TRIES:
        later = timezone.now() + _PAUSE
        owe(MATCH, due=later, once=f"{MATCH}:{ulid}", number=ulid, tries=tries + 1)
        return
    new = store(listing, matches_of(listing.key, MOST, shown=shown_lately()))
    _look_back(listing, new)
    _tell_new(listing)


def wished(listing: Listing, wishes: Wishes) -> list[Match]:
    """Return what fits a listing when something is insisted on, worked out now and not kept."""
    matches = matches_of(listing.key, MOST, wishes)
    rows = [*_found(matches.found), *_left_out(matches.left_out, len(matches.found))]
    return [Match(listing=listing, other=other, **values) for other, values in rows]


def shown_lately() -> dict[str, int]:
    """Return how often members are shown among the first ten, for each ten listings of theirs.

    Who has much to offer is shown more often for it, and gives way for that to nobody.
    """
    first = Match.objects.filter(fits=True, rank__lte=_FIRST).values_list("other")
    times = dict(first.annotate(times=Count("pk")).order_by())
    there: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    rows = Listing.objects.filter(state__in=OPEN).values_list("side", "ulid", "member__slug")
    for side, ulid, slug in rows:
        there[slug] += 1
        shown[slug] += times.get(f"{side}:{ulid}", 0)
    return {slug: round(10 * count / there[slug]) for slug, count in shown.items() if count}


def _look_back(listing: Listing, new: Iterable[str]) -> None:
    """Owe the matches of listings that do not know yet that this one fits them."""
    for other in _listings(new).values():
        if not other.matches.filter(other=listing.key).exists():
            owe(MATCH, once=f"{MATCH}:{other.ulid}", background=True, number=other.ulid)


@transaction.atomic
def store(listing: Listing, matches: Matches) -> list[str]:
    """Keep what was found, and return the keys of what is new.

    What was known before keeps the time it was first seen.
    """
    rows = [*_found(matches.found), *_left_out(matches.left_out, len(matches.found))]
    known = {match.other: match for match in Match.objects.filter(listing=listing)}
    new = [one.key for one in matches.found if one.key not in known]
    for other, values in rows:
        match = known.pop(other, None) or Match(listing=listing, other=other, score=0.0)
        changed = [name for name, value in values.items() if getattr(match, name) != value]
        for name, value in values.items():
            setattr(match, name, value)
        if changed or match.pk is None:
            match.save()
    Match.objects.filter(pk__in=[match.pk for match in known.values()]).delete()
    return new


Row = tuple[str, dict[str, Any]]


def _found(found: Iterable[Found]) -> list[Row]:
    return [
        (
            one.key,
            {
                "rank": rank,
                "score": round(one.score, 4),
                "components": _rounded(one.components),
                "features": _rounded(one.features),
                "reasons": [_as_json(reason) for reason in one.reasons],
                "fits": True,
            },
        )
        for rank, one in enumerate(found, 1)
    ]


def _left_out(left_out: Iterable[LeftOut], after: int) -> list[Row]:
    kept = list(left_out)[:_LEFT_OUT]
    return [
        (
            one.key,
            {
                "rank": rank,
                "score": 0.0,
                "components": {},
                "features": {},
                "reasons": [_as_json(one.reason)],
                "fits": False,
            },
        )
        for rank, one in enumerate(kept, after + 1)
    ]


def _rounded(numbers: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in numbers.items()}


def _as_json(reason: Reason) -> dict[str, object]:
    return {
        "kind": reason.kind,
        **{name: _plain(value) for name, value in reason.arguments.items()},
    }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple | set | frozenset) else value


@transaction.atomic
def _tell_new(listing: Listing) -> None:
    """Tell both sides of each close match, once for the pair, whichever side found it."""
    new = listing.matches.filter(fits=True, notified=None, rank__lte=TOLD, score__gte=LEAST)
    others = _listings(match.other for match in new)
    for match in new:
        other = others.get(match.other)
        if other is not None:
            _tell_pair(listing, other)
        match.notified = timezone.now()
        match.save()


def _tell_pair(one: Listing, other: Listing) -> None:
    once = "match:" + ":".join(sorted((one.ulid, other.ulid)))
    for mine, theirs in ((one, other), (other, one)):
        said = {
            "title": telling.dumped(mine.title),
            "other": telling.dumped(theirs.title),
            "member": telling.named(theirs.member),
        }
        url = f"/exchange/{mine.ulid}/matches/"
        tell(telling.speakers(mine.member), "match.new", said, url, once=once)


def _listings(keys: Iterable[str]) -> dict[str, Listing]:
    """Return open listings by their keys."""
    numbers = [key.partition(":")[2] for key in keys]
    found = Listing.objects.filter(ulid__in=numbers, state__in=OPEN).select_related("member")
    return {listing.key: listing for listing in found}
