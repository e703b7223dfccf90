"""Who has voted by which channel, in all and by district, without telling of small groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain.suppression import LEAST, suppressed
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import Voted

ORDER = (Voted.ONLINE, Voted.PAPER, Voted.POST, Voted.NOT)


@dataclass(frozen=True, slots=True)
class District:
    """Counts of a district; None where they are too small to be shown.

    Parameters
    ----------
    name
        Of the district; empty for those without.
    online, paper, post, none
        By which channel they voted.
    eligible
        Who is on the roll.
    """

    name: str
    online: int | None
    paper: int | None
    post: int | None
    none: int | None
    eligible: int | None


@dataclass(frozen=True, slots=True)
class Turnout:
    """Counts of an election.

    Parameters
    ----------
    eligible
        Who is on the roll.
    online, paper, post
        Who voted by each channel.
    districts
        The same by district; empty where there is one only.
    least
        The smallest count that is shown of a district.
    """

    eligible: int
    online: int
    paper: int
    post: int
    districts: tuple[District, ...] = ()
    least: int = LEAST

    @property
    def voted(self) -> int:
        """Who voted by any channel."""
        return self.online + self.paper + self.post

    @property
    def none(self) -> int:
        """Who has not voted."""
        return self.eligible - self.voted

    @property
    def percent(self) -> float:
        """How many of a hundred voted."""
        return 100 * self.voted / self.eligible if self.eligible else 0.0


def of(election: Election) -> Turnout:
    """Return who has voted in an election."""
    counts: dict[str, dict[str, int]] = {}
    voters = Voter.objects.filter(election=election).order_by()
    for district, voted, count in voters.values_list("district", "voted").annotate(Count("pk")):
        counts.setdefault(district, {})[voted] = count
    names = sorted(counts)
    whole = {voted: sum(district.get(voted, 0) for district in counts.values()) for voted in ORDER}
    return Turnout(
        eligible=sum(whole.values()),
        online=whole[Voted.ONLINE],
        paper=whole[Voted.PAPER],
        post=whole[Voted.POST],
        districts=_districts(names, counts) if len(names) > 1 else (),
    )


def _districts(names: list[str], counts: Mapping[str, Mapping[str, int]]) -> tuple[District, ...]:
    table = [[counts[name].get(voted, 0) for voted in ORDER] for name in names]
    shown = suppressed(table)[:-1]
    return tuple(District(name, *row) for name, row in zip(names, shown, strict=True))
