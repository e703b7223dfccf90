"""Where a result gives votes away, although no ballot was opened."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from citybricks.services.voting.elections.domain.documents import questions_of
from citybricks.services.voting.elections.domain.questions import gives_away, joined
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.roll.domain import counts

FEW = 10
"""Groups of fewer are told apart too easily."""


def before(election: Election) -> Iterator[str]:
    """Yield warnings from who is on the roll and what is asked."""
    people = counts.of(election)
    if 0 < people.voters < FEW:
        yield _(
            "Only %(count)s are on the roll: whoever knows how some voted knows the others."
        ) % {"count": people.voters}
    for weight, count in sorted(people.weights.items()):
        if len(people.weights) > 1 and count < FEW:
            yield _(
                "Only %(count)s have the weight %(weight)s: their votes may show in the sum."
            ) % {"count": count, "weight": weight}
    for district, count in sorted(people.districts.items()):
        if district and count < FEW:
            yield _(
                "Only %(count)s are of the district “%(district)s”; its turnout is not shown."
            ) % {"count": count, "district": district}
    for question in questions_of(election):
        if gives_away(question, people.voters):
            yield _(
                "“%(question)s”: there are far more rankings than voters, so that somebody can be"
                " told to vote in a way that is recognised."
            ) % {"question": joined(question.question)}


def unanimous(totals: list[int], voters: int) -> bool:
    """Whether everybody who voted chose the same, so that every vote is known."""
    return voters > 0 and any(count == voters for count in totals)
