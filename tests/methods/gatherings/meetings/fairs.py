"""Small fairs that are made up, and the best plan of a tiny one by trying everything."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from citybricks.methods.gatherings.meetings.problem import Problem


def fair(  # noqa: PLR0913 - the rows of a problem
    free: list[str],
    requests: list[tuple[int, ...]],
    *,
    cap: list[int] | None = None,
    weight: list[int] | None = None,
    seated: list[bool] | None = None,
    tables: list[int] | None = None,
    must: list[int] | None = None,
    never: list[int] | None = None,
    interpreter: list[int] | None = None,
    interpreters: list[list[int]] | None = None,
) -> Problem:
    """Return a fair; `free` is a row of 1 and 0 for each participant."""
    n, m, s = len(free), len(requests), len(free[0])
    people = np.full((m, 4), -1, np.int32)
    for at, who in enumerate(requests):
        people[at, : len(who)] = who
    at = np.arange(m)
    return Problem(
        free=np.array([[c == "1" for c in row] for row in free]),
        cap=np.array(cap or [s] * n, np.int64),
        people=people,
        weight=np.array(weight or [10] * m, np.int64),
        seated=np.array(seated or [False] * m, bool),
        tables=np.array(tables or [n] * s, np.int64),
        must=np.isin(at, must or []),
        allowed=~np.isin(at, never or []),
        interpreter=np.array(interpreter or [-1] * m, np.int64),
        interpreters=np.array(interpreters or np.zeros((0, s)), np.int64).reshape(-1, s),
        published=np.full(m, -1),
    )


def crowd(seed: int, people: int = 40, slots: int = 8, requests: int = 160) -> Problem:
    """Return a fair of some size in which two in three are free at a slot, with all that can be."""
    rng = np.random.default_rng(seed)
    rows = np.full((requests, 4), -1, np.int32)
    for at in range(requests):
        size = rng.choice([2, 2, 2, 2, 3, 4])
        rows[at, :size] = rng.choice(people, size, replace=False)
    return Problem(
        free=rng.random((people, slots)) < 0.66,
        cap=rng.integers(1, 6, people),
        people=rows,
        weight=rng.integers(1, 100, requests),
        seated=rng.random(requests) < 0.7,
        tables=rng.integers(2, 5, slots),
        must=rng.random(requests) < 0.03,
        allowed=rng.random(requests) < 0.95,
        interpreter=np.where(rng.random(requests) < 0.3, rng.integers(0, 2, requests), -1),
        interpreters=rng.integers(0, 3, (2, slots)),
        published=np.full(requests, -1),
    )


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Draw a fair so small that everything can be tried."""
    n, s, m = draw(st.integers(2, 5)), draw(st.integers(1, 3)), draw(st.integers(0, 5))
    pair = st.lists(st.integers(0, n - 1), min_size=2, max_size=min(n, 4), unique=True)
    bits = st.text("01", min_size=s, max_size=s)
    numbers = st.integers(0, 2)
    return fair(
        [draw(bits) for _ in range(n)],
        [tuple(draw(pair)) for _ in range(m)],
        cap=[draw(numbers) for _ in range(n)],
        weight=[draw(st.integers(1, 9)) for _ in range(m)],
        seated=[draw(st.booleans()) for _ in range(m)],
        tables=[draw(st.integers(1, 2)), *(draw(numbers) for _ in range(s - 1))],
        must=draw(st.lists(st.integers(0, 4), max_size=1)),
        never=draw(st.lists(st.integers(0, 4), max_size=1)),
        interpreter=[draw(st.sampled_from([-1, -1, 0])) for _ in range(m)],
        interpreters=[[draw(numbers) for _ in range(s)]],
    )


def holds(problem: Problem, slot: tuple[int, ...]) -> bool:
    """Whether slots break no rule: written without the checker."""
    met: set[tuple[int, int]] = set()
    counts, tables, pools = [0] * problem.participants, [0] * problem.slots, [0] * problem.slots
    for r, s in enumerate(slot):
        if s < 0:
            continue
        if not problem.allowed[r]:
            return False
        tables[s] += int(problem.seated[r])
        pools[s] += int(problem.interpreter[r] == 0)
        for p in problem.people[r][problem.people[r] >= 0]:
            if not problem.free[p, s] or (p, s) in met:
                return False
            met.add((p, s))
            counts[p] += 1
    return (
        all(np.array(counts) <= problem.cap)
        and all(np.array(tables) <= problem.tables)
        and (not len(problem.interpreters) or all(np.array(pools) <= problem.interpreters[0]))
    )


def levels(problem: Problem, slot: tuple[int, ...]) -> tuple[int, int, int]:
    """Return must-meets, participants with a meeting, weight."""
    held = [r for r, s in enumerate(slot) if s >= 0]
    people = {p for r in held for p in problem.people[r].tolist() if p >= 0}
    return int(problem.must[held].sum()), len(people), int(problem.weight[held].sum())


def best(problem: Problem) -> tuple[int, int, int]:
    """Return the best levels of any plan, by trying all."""
    choices = product(range(-1, problem.slots), repeat=problem.requests)
    return max(levels(problem, slot) for slot in choices if holds(problem, slot))
