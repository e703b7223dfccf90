"""Which tracks are in which sessions and rooms, as a mixed-integer programme solved by HiGHS.

Rooms that differ in no penalty are one kind of room, so that exchanging them is no other solution.
What a submission costs in a session is in it, and so are tracks beside themselves and beside
similar ones, further rooms, gaps between sessions of a track, and conflicts of submissions of
different tracks. What depends on the room or the slot of a submission is not: so what it costs is
a bound for every programme.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from citybricks.methods.gatherings.programme.instance import Instance, Ints

Floats = NDArray[np.float64]

NODES = 0
"""Nodes of the search; 0: the linear programme alone, with what can be rounded up."""
MOST_PAIRS = 4_000
"""Conflicts of submissions in the programme; the costliest are taken."""
SLACK = 1e-6


@dataclass(slots=True)
class _Programme:
    """Variables with their costs and limits, and rows of coefficients."""

    costs: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    cells: list[tuple[int, int, float]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def variables(self, costs: Any, most: float, *, whole: bool) -> NDArray[np.int64]:
        """Add variables and return their numbers, in the shape of their costs."""
        flat = np.asarray(costs, dtype=float)
        first = len(self.costs)
        self.costs += flat.ravel().tolist()
        self.most += [most] * flat.size
        self.whole += [int(whole)] * flat.size
        return np.arange(first, first + flat.size).reshape(flat.shape)

    def row(self, entries: list[tuple[int, float]], lower: float, upper: float) -> None:
        """Add a row: lower ≤ sum of coefficient × variable ≤ upper."""
        at = len(self.lower)
        self.cells += [(at, int(which), value) for which, value in entries]
        self.lower.append(lower)
        self.upper.append(upper)


def bound(instance: Instance, nodes: int = NODES) -> int:
    """Return what no programme can cost less than.

    Parameters
    ----------
    nodes
        Of the branch and bound that are looked at.
    """
    programme = _programme(instance)
    rows, columns, values = zip(*programme.cells, strict=True)
    shape = (len(programme.lower), len(programme.costs))
    matrix = csr_array((values, (rows, columns)), shape=shape)
    found = milp(
        np.array(programme.costs),
        integrality=np.array(programme.whole) * bool(nodes),
        bounds=Bounds(0.0, np.array(programme.most)),
        constraints=LinearConstraint(matrix, np.array(programme.lower), np.array(programme.upper)),
        options={"node_limit": nodes, "presolve": True} if nodes else {},
    )
    least = found.mip_dual_bound if nodes else found.fun
    return max(0, int(np.ceil(least - SLACK))) if least is not None else 0


def _programme(instance: Instance) -> _Programme:
    made = _Programme()
    w, (_, tracks, sessions, _) = instance.weights, instance.shape
    kinds, counts = _kinds(instance)
    spent = w.time_zones * instance.time_zones
    spent = (spent + w.submissions_sessions * instance.submissions_sessions).astype(float)
    spent += w.submissions_rooms * instance.submissions_rooms.min(axis=1, keepdims=True)
    given = made.variables(spent * instance.size[:, None], 1.0, whole=True)
    cells = [made.variables(_cells(instance)[:, :, k], float(c), whole=True)
             for k, c in zip(kinds, counts, strict=True)]  # fmt: skip
    there = made.variables(np.zeros((tracks, sessions)), 1.0, whole=True)
    _given_once(made, given)
    _room(made, instance, given, cells, there)
    _counted(made, instance, cells, there)
    _at_once(made, instance, there)
    _gaps(made, instance, there)
    _conflicts(made, instance, given)
    return made


def _cells(instance: Instance) -> Ints:
    w = instance.weights
    cells: Ints = (
        w.tracks_sessions * instance.tracks_sessions[:, :, None]
        + w.tracks_rooms * instance.tracks_rooms[:, None, :]
        + w.sessions_rooms * instance.sessions_rooms[None, :, :]
    )
    return cells


def _kinds(instance: Instance) -> tuple[Ints, Ints]:
    """Return a room of each kind, and how many of that kind there are."""
    flat = _cells(instance).reshape(-1, len(instance.rooms)).T
    _, first, counts = np.unique(flat, axis=0, return_index=True, return_counts=True)
    return first, counts


def _given_once(made: _Programme, given: Ints) -> None:
    for row in given:
        made.row([(which, 1.0) for which in row], 1.0, 1.0)


def _room(
    made: _Programme, instance: Instance, given: Ints, cells: list[Ints], there: Ints
) -> None:
    """Let submissions of a track fit into its rooms of a session, and these into all rooms."""
    for track in range(len(instance.tracks)):
        members = np.flatnonzero(instance.track_of == track)
        for session in range(len(instance.sessions)):
            needed = [(given[who, session], float(instance.size[who])) for who in members]
            slots = -float(instance.slots[session])
            made.row([*needed, *((c[track, session], slots) for c in cells)], -np.inf, 0.0)
            for who in members:
                made.row([(given[who, session], 1.0), (there[track, session], -1.0)], -1.0, 0.0)
    for session in range(len(instance.sessions)):
        for kind in cells:
            most = made.most[int(kind[0, session])]
            made.row([(which, 1.0) for which in kind[:, session]], 0.0, most)


def _counted(made: _Programme, instance: Instance, cells: list[Ints], there: Ints) -> None:
    """Count rooms of a track beyond the first, at once and in all; at once they are different."""
    w, (_, tracks, sessions, _) = instance.weights, instance.shape
    further = made.variables(np.full(tracks, w.rooms_per_track), np.inf, whole=True)
    beside = made.variables(np.full((tracks, sessions), w.parallel_tracks), np.inf, whole=True)
    for track in range(tracks):
        kinds = made.variables(np.zeros(len(cells)), np.inf, whole=True)
        made.row([*((k, 1.0) for k in kinds), (further[track], -1.0)], -np.inf, 1.0)
        for session in range(sessions):
            here = [(c[track, session], 1.0) for c in cells]
            made.row([*here, (there[track, session], -1.0)], 0.0, np.inf)
            made.row(
                [*here, (there[track, session], -1.0), (beside[track, session], -1.0)], -np.inf, 0.0
            )
            for (cell, _), kind in zip(here, kinds, strict=True):
                made.row([(kind, 1.0), (cell, -1.0)], 0.0, np.inf)


def _at_once(made: _Programme, instance: Instance, there: Ints) -> None:
    w = instance.weights
    pair = w.similar_tracks * instance.similar + w.chairs * instance.chair_conflicts
    for one, other in np.argwhere(np.triu(pair, 1)):
        cost = np.full(len(instance.sessions), pair[one, other])
        for session, both in enumerate(made.variables(cost, 1.0, whole=False)):
            together = [(there[one, session], 1.0), (there[other, session], 1.0), (both, -1.0)]
            made.row(together, -np.inf, 1.0)


def _gaps(made: _Programme, instance: Instance, there: Ints) -> None:
    """Let a track with two starts have a gap."""
    cost, (_, tracks, sessions, _) = instance.weights.consecutive_tracks, instance.shape
    if not cost:
        return
    gaps = made.variables(np.full(tracks, cost), 1.0, whole=True)
    for track in range(tracks):
        starts = made.variables(np.zeros(sessions), 1.0, whole=False)
        most = (sessions + 1) // 2
        made.row([*((s, 1.0) for s in starts), (gaps[track], -float(most))], -np.inf, 1.0)
        for session in range(sessions):
            before = [(there[track, session - 1], 1.0)] if session else []
            here = (there[track, session], -1.0)
            made.row([(starts[session], 1.0), here, *before], 0.0, np.inf)


def _conflicts(made: _Programme, instance: Instance, given: Ints) -> None:
    """Let submissions of different tracks be in different rooms of a session."""
    w = instance.weights
    cost = w.presenters * instance.presenter_conflicts.astype(np.int64)
    cost = cost + w.attendees * instance.attendee_conflicts
    cost *= instance.track_of[:, None] != instance.track_of[None, :]
    pairs = np.argwhere(np.triu(cost, 1))
    order = np.argsort(-cost[pairs[:, 0], pairs[:, 1]], kind="stable")
    for one, other in pairs[order][: MOST_PAIRS // len(instance.sessions)]:
        costs = np.full(len(instance.sessions), cost[one, other])
        for session, both in enumerate(made.variables(costs, 1.0, whole=False)):
            together = [(given[one, session], 1.0), (given[other, session], 1.0), (both, -1.0)]
            made.row(together, -np.inf, 1.0)
