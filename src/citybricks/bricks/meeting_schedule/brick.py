"""Who meets whom when, at a matching fair (SDG 17.16, 17.17)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, brick, tell
from citybricks.bricks.meeting_schedule.given import Given, rows_of
from citybricks.bricks.meeting_schedule.rows import (
    Appointment,
    CityPair,
    Count,
    Free,
    Interpreter,
    Load,
    Meeting,
    Nudge,
    Pair,
    Participant,
    Person,
    Published,
    Refusal,
    Refused,
    Request,
    Rule,
    Slot,
)
from citybricks.types import Percent, Seed, Table, Unit, Violation


class MeetingSchedule(Outcome):
    """Who meets whom when, who does not and why, and how good that plan is."""

    meetings: Table[Meeting]
    """What is held, by time."""
    refusals: Table[Refusal]
    """Requests without a meeting, with the reason; none when all are met."""
    reasons: Table[Refused]
    """How many requests have no meeting, by kind of reason."""
    agendas: Table[Appointment]
    """Everybody's meetings, on the clock of the event and on their own."""
    people: Table[Person]
    """How each participant comes off."""
    loads: Table[Load]
    """How full each slot is."""
    nudges: Table[Nudge]
    """Whom to ask for another slot, who gains most first; none when nobody gains."""
    cities: Table[CityPair]
    """Meetings between members whose place is given."""
    weight: Count
    """What all meetings count together."""
    bound: Count
    """What no plan can exceed that leaves as few people without a meeting; it has been proved."""
    gap: Percent
    """Share of the bound that might still be gained."""
    proven: bool
    """Whether no better plan exists."""
    held: Count
    """Meetings."""
    coverage: Percent
    """Participants with a meeting, of those with a request that could be held if it were alone."""
    gini: Annotated[float, Ge(0), Le(1), Unit("1")]
    """How unequally they have what they asked for: 0 when all have the same share of it."""
    breaks: Count
    """Free slots without a meeting between the first and the last of a day, of everybody."""
    moved: Count
    """Published meetings that are at another time now, or are not held."""
    violations: Table[Violation]
    """Rules that the plan breaks, found by a checker that knows no solver."""


@brick(
    id="meeting-schedule",
    version="1.0.0",
    city="Shanghai",
    theme="planning",
    sdg=("17.16.1", "17.17.1"),
    users="Organisers of matching fairs, forums and city-to-city visits",
)
def meeting_schedule(  # noqa: PLR0913, PLR0917 - each is a table the organiser has
    participants: Table[Participant],
    slots: Table[Slot],
    requests: Table[Request],
    free: Table[Free] | None = None,
    interpreters: Table[Interpreter] | None = None,
    rules: Table[Rule] | None = None,
    pairs: Table[Pair] | None = None,
    published: Table[Published] | None = None,
    same_member: bool = True,
    iterations: Annotated[int, Ge(1), Le(200_000_000)] = 300_000,
    seed: Seed = 0,
) -> MeetingSchedule:
    """Meetings of a matching fair, with a proven bound and a reason for every refusal.

    Gives requested meetings of two to four people a slot and a table, so that whoever must meet
    does, nobody with a request goes without, what the meetings count together is most, and people
    wait little. Says how far that is from what no plan can exceed, and why each other request has
    no meeting.

    Parameters
    ----------
    participants
        Who can be met.
    slots
        When meetings are held, and how many tables there are then; slots must not overlap.
    requests
        Which meetings are asked for.
    free
        When participants are free; who has no row here is free in all slots.
    interpreters
        Who interprets between which languages; without them languages are no matter.
    rules
        Which kinds of participants may meet.
    pairs
        Who must meet, and who must not.
    published
        Meetings that were published already: they stay where they are as far as can be.
    same_member
        Whether people of the same city or organisation may meet.
    iterations
        Steps of the search.
    seed
        Start of the random sequence.

    Raises
    ------
    BrickError
        When a row contradicts itself or another: slots that overlap, times without an offset, a
        meeting with oneself, no tables for meetings on site, and the like.

    Notes
    -----
    A meeting counts 20 × priority, 20 more when it is mutual, up to 20 more for how well people
    match (20 × score), and up to 20 more so that nobody is forgotten: 20 divided by the requests of
    the participant who has fewest.

    A meeting needs a table unless it is asked for online or one of its people takes part online. It
    needs an interpreter when its people have no language in common.

    The bound is the best choice of meetings when only the number of meetings of each is limited and
    slots are not looked at: a b-matching, solved as a linear programme. Where everybody is always
    free and there are tables enough, meetings so chosen always fit into slots, as the edges of a
    graph can be coloured with one colour more than the busiest has meetings [1]_; the plan is an
    optimum then, and it is said. Else chains of exchanges are searched by simulated annealing, and
    some slots at a time are planned anew exactly. Waiting between meetings is counted as in [2]_.

    Whom to ask for another slot is computed: for every refused request and every slot in which one
    of its people is not free and all else would do.

    References
    ----------
    .. [1] Vizing V. G., On an estimate of the chromatic class of a p-graph, Diskretnyi Analiz 3
       (1964) 25-30.
    .. [2] Bofill M., Coll J., Garcia M., Giráldez-Cru J., Pesant G., Suy J., Villaret M.,
       Constraint solving approaches to the business-to-business meeting scheduling problem,
       Journal of Artificial Intelligence Research 74 (2022) 263-301, doi:10.1613/jair.1.12670.
    """
    from citybricks.bricks.meeting_schedule import planning

    given = Given(
        rows_of(participants, Participant),
        rows_of(slots, Slot),
        rows_of(requests, Request),
        rows_of(free, Free),
        None if interpreters is None else rows_of(interpreters, Interpreter),
        rows_of(rules, Rule),
        rows_of(pairs, Pair),
        rows_of(published, Published),
        same_member,
    )
    return MeetingSchedule(**planning.planned(given, iterations, seed, tell))
