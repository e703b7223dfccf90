"""When and where each talk of a forum is given (SDG 17.16, 17.17)."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from citybricks import Outcome, brick, tell
from citybricks.bricks.forum_schedule.rows import (
    Absence,
    Amount,
    Clash,
    Count,
    Hour,
    Importance,
    Interest,
    Moved,
    Placed,
    Published,
    Room,
    Session,
    SuitableHours,
    Talk,
    Track,
    Unwanted,
    Workbook,
)
from citybricks.types import Percent, Proof, Seed, Table, Violation


class ForumSchedule(Outcome):
    """When and where each talk is given, what is unwanted in that, and how good it is."""

    programme: Table[Placed]
    """The programme, by time and room."""
    amounts: Table[Amount]
    """What everything unwanted comes to, by kind."""
    clashes: Table[Clash]
    """What is unwanted in the programme, with names; none when nothing is."""
    hours: Table[Hour]
    """When talks are given by the clocks of speakers elsewhere; none when all are on site."""
    moves: Table[Moved]
    """Published talks that are elsewhere now; none when all stay."""
    talks: Count
    """Talks in the programme."""
    cost: Count
    """What everything unwanted costs."""
    moved: Percent
    """Published talks that are elsewhere now."""
    unsuitable: Count
    """Talks given at night by the speaker's clock."""
    proof: Proof
    """How good the programme is, and how that is known."""
    violations: Table[Violation]
    """Rules that the programme breaks, found by a checker that knows no solver."""
    workbook: Workbook
    """The programme as an Excel workbook of the CoSPLib format."""


@brick(
    id="forum-schedule",
    version="1.0.0",
    city="Shenzhen",
    theme="planning",
    sdg=("17.16.1", "17.17.1"),
    users="Programme committees and organisers of forums, conferences and city weeks",
)
def forum_schedule(  # noqa: PLR0913, PLR0917 - each is a table the organiser has
    talks: Table[Talk] | None = None,
    tracks: Table[Track] | None = None,
    sessions: Table[Session] | None = None,
    rooms: Table[Room] | None = None,
    unwanted: Table[Unwanted] | None = None,
    absences: Table[Absence] | None = None,
    interests: Table[Interest] | None = None,
    published: Table[Published] | None = None,
    workbook: Workbook | None = None,
    time_zone: str = "UTC",
    importance: Importance = Importance(),  # noqa: B008 - frozen
    suitable: SuitableHours = SuitableHours(),  # noqa: B008 - frozen
    iterations: Annotated[int, Ge(1), Le(200_000_000)] = 1_000_000,
    seed: Seed = 0,
) -> ForumSchedule:
    """Programme of a forum: which talk is given when and in which room.

    Gives every session of every room a track, and every talk a place in a session of its track, so
    that what is unwanted costs least: speakers in two rooms, talks at night by the speaker's
    clock, similar tracks at once, tracks that change rooms, and what else the committee says. Says
    what is left of that, with names, and how much better a programme could be at most.

    Parameters
    ----------
    talks
        Talks to be given; with tracks, sessions and rooms, or else a workbook.
    tracks
        Tracks that talks belong to.
    sessions
        When talks are given; sessions must not overlap.
    rooms
        Where talks are given.
    unwanted
        What should not be together, and how much that counts.
    absences
        Sessions at which speakers or chairs cannot be.
    interests
        Talks that people want to hear, so that these are not at once.
    published
        A programme that was published already: talks stay where they are as far as can be.
    workbook
        Everything above in one Excel workbook of the CoSPLib format, instead of tables.
    time_zone
        Zone in which the programme is written, such as Asia/Shanghai.
    importance
        What one unit of everything unwanted costs; a workbook has its own.
    suitable
        Hours of the day that suit speakers elsewhere; a workbook has its own.
    iterations
        Steps of the search.
    seed
        Start of the random sequence.

    Raises
    ------
    BrickError
        When a row contradicts itself or another: sessions that overlap, times without an offset,
        unknown tracks or rooms, talks that are longer than every session, and the like.

    Notes
    -----
    The model is that of CoSPLib [1]_: a room of a session holds talks of one track, a talk is in
    one room of one session for as many slots in a row as it takes, and what is unwanted adds up
    with weights. Penalties of talks count for each slot. A conflict of speakers, chairs or
    listeners counts where two talks are in different rooms of one session; where that is too
    strict, give its weight to the slots in which they are at once.

    A track whose audience exceeds a room's seats costs 1 for each ten people who find none. A talk
    given from elsewhere in a room that is not online costs 100 for each slot.

    Talks and whole rooms of sessions are exchanged by simulated annealing [2]_. The lower bound is
    that of a mixed-integer programme without rooms of a session being told apart and without
    conflicts that depend on them, solved by HiGHS; no programme can cost less, and the best one
    may cost more.

    References
    ----------
    .. [1] Kheiri A., Pylyavskyy Y., Jacko P., CoSPLib: a benchmark library for conference
       scheduling problems, GECCO '25 Companion (2025) 131-134, doi:10.1145/3712255.3726570.
    .. [2] Kirkpatrick S., Gelatt C. D., Vecchi M. P., Optimization by simulated annealing, Science
       220 (1983) 671-680, doi:10.1126/science.220.4598.671.
    """
    from citybricks.bricks.forum_schedule import given, planning, refusing

    if workbook is not None:
        refusing.refuse_both(talks, tracks, sessions, rooms)
        asked = given.of_workbook(workbook, published)
    else:
        asked = given.of_tables(
            given.Tables(
                given.rows_of(talks, Talk),
                given.rows_of(tracks, Track),
                given.rows_of(sessions, Session),
                given.rows_of(rooms, Room),
                given.rows_of(unwanted, Unwanted),
                given.rows_of(absences, Absence),
                given.rows_of(interests, Interest),
                given.rows_of(published, Published),
            ),
            time_zone,
            importance,
            suitable,
        )
    return ForumSchedule(**planning.planned(asked, iterations, seed, tell))
