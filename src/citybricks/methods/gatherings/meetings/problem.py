"""A meeting schedule as arrays, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.gatherings.meetings.errors import MeetingsError

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

LARGEST = 4
"""People of a meeting at most."""
REFUSED = -1
"""The slot of a request that has no meeting."""


@dataclass(frozen=True, slots=True)
class Problem:
    """People who asked for meetings, the slots and what each slot has.

    n participants, m requests, s slots, k pools of interpreters.

    Raises
    ------
    MeetingsError
        When arrays do not fit together or hold what cannot be.
    """

    free: Bools
    """(n, s): when each participant can meet."""
    cap: Longs
    """(n,): most meetings of each."""
    people: Ints
    """(m, 4): participants of each request; -1 where there are fewer than four."""
    weight: Longs
    """(m,): what each meeting is worth, more than 0."""
    seated: Bools
    """(m,): needs a table; False for one online."""
    tables: Longs
    """(s,): tables at each slot."""
    must: Bools
    """(m,): the organiser wants it before all others."""
    allowed: Bools
    """(m,): False where a rule or a pair kept apart forbids it."""
    interpreter: Longs
    """(m,): pool of interpreters that it needs one of; -1 for none."""
    interpreters: Longs
    """(k, s): interpreters of each pool that are free at each slot."""
    published: Longs
    """(m,): slot of a published meeting, which should stay; -1 for none."""

    def __post_init__(self) -> None:
        """Look at shapes, then at values."""
        _shapes(self)
        _numbers(self)
        _people(self)
        _supplies(self)

    @property
    def participants(self) -> int:
        """Number of participants."""
        return len(self.cap)

    @property
    def requests(self) -> int:
        """Number of requests."""
        return len(self.weight)

    @property
    def slots(self) -> int:
        """Number of slots."""
        return len(self.tables)

    def common(self) -> Bools:
        """Return (m, s): the slots in which all participants of a request are free."""
        rows = np.vstack([self.free, np.ones((1, self.slots), bool)])
        return np.asarray(rows[self.people].all(axis=1))

    def open(self) -> Bools:
        """Return (m, s): where a request could be if it were alone in the whole schedule."""
        willing = np.asarray(np.append(self.cap > 0, True)[self.people].all(axis=1))
        found = self.common()
        found[~(self.allowed & willing)] = False
        found[self.seated] &= self.tables > 0
        asks = self.interpreter >= 0
        found[asks] &= self.interpreters[self.interpreter[asks]] > 0
        return found


@dataclass(frozen=True, slots=True)
class Bound:
    """What no schedule can exceed: the best choice of meetings when slots do not matter."""

    weight: int
    """Weight of the meetings at most, in a plan with as many must-meets and people covered."""
    integral: bool
    """Whether the bound is a choice of whole meetings, proved the best without slots."""
    covered: int
    """Participants with a meeting at most."""
    musts: int
    """Must-meets held at most."""
    chosen: Bools
    """(m,): the meetings chosen."""
    price: NDArray[np.float64]
    """(m,): what a request is worth beyond the prices of its people's time, tables and
    interpreters in the linear program; far below 0 for what belongs to no good plan."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request without a meeting, and why."""

    request: int
    code: str
    """The first that is true of

    - ``rule``: a rule or a pair kept apart forbids it;
    - ``no_common_slot``: there is no slot in which all are free;
    - ``no_table``, ``no_interpreter``: those slots have none at all;
    - ``cap``: somebody has all meetings wanted;
    - ``busy``: at each common slot somebody meets others;
    - ``tables_full``, ``interpreters_full``: at the slots at which all are idle, others have them;
    - ``declined``: it was given up (`replanning.refill`).
    """
    who: tuple[int, ...] = ()
    """Participants that it is about."""
    instead: tuple[int, ...] = ()
    """Requests that hold the place."""
    slots: tuple[int, ...] = ()
    """Slots that it is about."""
    displaced: int | None = None
    """Least weight of the meetings that would have to give way at one of the common slots: those
    of its people then, the lightest of one who has all meetings wanted, the lightest at a table or
    with an interpreter when none is left; None where giving way would not help."""


@dataclass(slots=True)
class Plan:
    """When and where each request is met."""

    slot: Ints
    """(m,): slot of each; -1 for one refused."""
    table: Ints
    """(m,): table, from 0; -1 for one online or refused."""
    weight: int
    bound: int
    gap: float
    """Share of the bound that might still be gained; 0 when proved optimal."""
    proven: bool
    """Whether the weight is the bound."""
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def meetings(self) -> int:
        """Number of meetings held."""
        return int((self.slot >= 0).sum())


def _shapes(problem: Problem) -> None:
    if problem.free.ndim != 2:  # noqa: PLR2004 - participants x slots
        raise MeetingsError("free", None, f"of {problem.free.ndim} dimensions", _TABLE)
    (n, s), m, k = problem.free.shape, len(problem.weight), len(problem.interpreters)
    for name, shape in (
        ("cap", (n,)),
        ("people", (m, LARGEST)),
        ("weight", (m,)),
        ("seated", (m,)),
        ("tables", (s,)),
        ("must", (m,)),
        ("allowed", (m,)),
        ("interpreter", (m,)),
        ("interpreters", (k, s)),
        ("published", (m,)),
    ):
        found = getattr(problem, name).shape
        if found != shape:
            said = " x ".join(map(str, shape))
            raise MeetingsError(name, None, found, (f"an array of {said}", f"{said} 的数组"))
    for name, kind in (
        *((name, "b") for name in ("free", "seated", "must", "allowed")),
        *((name, "iu") for name in ("cap", "people", "weight", "tables")),
        *((name, "iu") for name in ("interpreter", "interpreters", "published")),
    ):
        found = getattr(problem, name).dtype
        if found.kind not in kind:
            raise MeetingsError(name, None, f"of type {found}", _KINDS[kind])
    if not s:
        raise MeetingsError("free", None, "without slots", ("at least one slot", "至少一个时段"))


def _numbers(problem: Problem) -> None:
    m_pools, s = len(problem.interpreters), problem.slots
    for name, low, high in (
        ("cap", 0, None),
        ("weight", 1, None),
        ("tables", 0, None),
        ("interpreters", 0, None),
        ("people", -1, problem.participants - 1),
        ("interpreter", -1, m_pools - 1),
        ("published", -1, s - 1),
    ):
        values = getattr(problem, name)
        wrong = values < low if high is None else (values < low) | (values > high)
        if wrong.any():
            at = tuple(np.argwhere(wrong)[0])
            span = f"{low} – {high}" if high is not None else f"≥ {low}"
            raise MeetingsError(
                name,
                int(at[0]),
                int(values[at]),
                (f"a whole number, {span}", f"整数，{span}"),
            )


def _people(problem: Problem) -> None:
    """Two to four different participants, the gaps at the end."""
    rows = problem.people
    held = rows >= 0
    ordered = (held[:, :-1] >= held[:, 1:]).all(axis=1)
    ranked = np.sort(rows, axis=1)
    twice = ((ranked[:, :-1] == ranked[:, 1:]) & (ranked[:, 1:] >= 0)).any(axis=1)
    wrong = np.flatnonzero(~ordered | twice | (held.sum(axis=1) < 2))  # noqa: PLR2004 - a pair
    if len(wrong):
        at = int(wrong[0])
        raise MeetingsError("people", at, rows[at].tolist(), _PEOPLE)


def _supplies(problem: Problem) -> None:
    if problem.seated.any() and not problem.tables.any():
        at = int(np.flatnonzero(problem.seated)[0])
        raise MeetingsError("tables", None, f"0, and request {at} needs one", _NO_TABLES)


_KINDS = {"b": ("true or false", "真或假"), "iu": ("whole numbers", "整数")}
_TABLE = ("a table of participants x slots", "参会者 x 时段的表")
_PEOPLE = ("two to four different participants, -1 after them", "二至四位不同的参会者，其后为 -1")
_NO_TABLES = ("a table at some slot where meetings are on site", "有现场会面时至少一个时段有桌位")
