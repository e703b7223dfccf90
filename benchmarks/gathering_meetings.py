"""Meetings of 500 people in 20 slots out of 5,000 requests, beside OR-tools CP-SAT.

Three fairs are given, others are made in the same style by `fair`: three in five people are on
site and free at nine slots in ten, the others only while it is day where they are; a few people are
asked for by very many. The peer has ten times the CPU seconds, once with a Boolean for each
request and slot alone, once told a greedy plan to begin with.

CITYBRICKS_PEER=no leaves the peer out.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from time import process_time

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import CpSolver

from benchmarks.figure import Figure
from citybricks.methods.gatherings.meetings.checking import check
from citybricks.methods.gatherings.meetings.measuring import measure
from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.methods.gatherings.meetings.replanning import moved, refill, replan
from citybricks.methods.gatherings.meetings.solving import solve

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FOLDER = DATA / "hub" / "b2b"
MADE = (101, 102, 103)
PEOPLE, SLOTS, REQUESTS, TABLES = 500, 20, 5_000, 110
LONG = 1_000_000
DAY = 36
"""Slots in which somebody online is awake."""
MORE = 10
"""CPU seconds of the peer for one of ours."""


def problem_of(
    free: np.ndarray, cap: np.ndarray, pairs: np.ndarray, weight: np.ndarray, online: np.ndarray
) -> Problem:
    """Return a fair of pairs."""
    people = np.full((len(pairs), 4), -1, np.int32)
    people[:, :2] = pairs
    m, s = len(pairs), free.shape[1]
    return Problem(
        free=free,
        cap=cap.astype(np.int64),
        people=people,
        weight=weight.astype(np.int64),
        seated=~online,
        tables=np.full(s, TABLES),
        must=np.zeros(m, bool),
        allowed=np.ones(m, bool),
        interpreter=np.full(m, -1),
        interpreters=np.zeros((0, s), np.int64),
        published=np.full(m, -1),
    )


def given(path: Path) -> Problem:
    """Read a fair of the data folder."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    free = np.array([[c == "1" for c in row] for row in content["availability"]])
    a, b, weight, online = map(np.array, zip(*content["requests"], strict=True))
    pairs = np.stack([a, b], axis=1)
    return problem_of(free, np.array(content["capacity"]), pairs, weight, online)


def fair(seed: int) -> Problem:
    """Make a fair in the style of the given ones."""
    rng = np.random.default_rng(seed)
    remote = rng.random(PEOPLE) < 0.4
    slots = np.arange(SLOTS)
    start = rng.integers(1 - DAY, SLOTS, PEOPLE)
    window = (slots >= start[:, None]) & (slots < start[:, None] + DAY)
    free = rng.random((PEOPLE, SLOTS)) < 0.9
    free[remote] &= window[remote]
    free[~free.any(axis=1), 0] = True
    liked = 1 / np.arange(1, PEOPLE + 1) ** 0.6
    liked = rng.permutation(liked / liked.sum())
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < REQUESTS:
        one, other = rng.integers(PEOPLE), rng.choice(PEOPLE, p=liked)
        if one != other:
            pairs[min(one, other), max(one, other)] = None
    rows = np.array(list(pairs))
    mutual = rng.random(REQUESTS) < 0.1
    weight = np.clip(rng.normal(68, 20, REQUESTS) + 50 * mutual, 5, 200).astype(int)
    return problem_of(free, rng.integers(6, 16, PEOPLE), rows, weight, remote[rows].any(axis=1))


def timed(problem: Problem, **options: int) -> tuple[Plan, float]:
    """Return a plan and its CPU seconds."""
    start = process_time()
    plan = solve(problem, **options)  # type: ignore[arg-type]
    return plan, process_time() - start


def main() -> None:
    """Print what is measured."""
    if not FOLDER.is_dir():
        raise SystemExit(f"{FOLDER} is not here; CITYBRICKS_DATA says where the data folder is")
    solve(given(FOLDER / "b2b-500x20x5000-s0.json.gz"), iterations=1_000)  # compiled by now
    fairs = {path.stem[-7:-5]: given(path) for path in sorted(FOLDER.glob("*.json.gz"))}
    fairs |= {f"made {seed}": fair(seed) for seed in MADE}
    for name, problem in fairs.items():
        plan, spent = timed(problem)
        for figure in planned(name, problem, plan, spent):
            figure.tell()
        for figure in changed(name, problem, plan):
            figure.tell()
        if name == "s0":
            for figure in longer(name, problem, plan, spent):
                figure.tell()
    free_everywhere(fairs)


def planned(name: str, problem: Problem, plan: Plan, spent: float) -> Iterator[Figure]:
    """Yield the gap, the CPU seconds, and what the checker finds."""
    found = measure(problem, plan)
    note = f"weight {plan.weight} of {plan.bound}; {found.meetings} meetings, waits {found.waits}"
    yield Figure(
        name=f"{name}: gap to the proven bound",
        value=100 * plan.gap,
        unit="%",
        at_most=1.0,
        note=note,
    )
    yield Figure(name=f"{name}: planned in", value=spent, unit="CPU s", at_most=10)
    left = found.asked - found.covered
    yield Figure(name=f"{name}: left without a meeting", value=left, unit="people", at_most=0)
    broken = len(check(problem, plan))
    yield Figure(name=f"{name}: rules broken and reasons untrue", value=broken, unit="", at_most=0)
    outweighed = sum(
        why.displaced is None or why.displaced >= problem.weight[why.request]
        for why in plan.refusals
    )
    yield Figure(
        name=f"{name}: refusals that only meetings worth as much could make room for",
        value=100 * outweighed / len(plan.refusals),
        unit="%",
    )


def changed(name: str, problem: Problem, plan: Plan) -> Iterator[Figure]:
    """Yield what moves when one person in twenty falls ill, and when a meeting is declined."""
    rng = np.random.default_rng(5)
    free = problem.free.copy()
    free[rng.choice(PEOPLE, PEOPLE // 20, replace=False)] = False
    now = replace(problem, free=free)
    start = process_time()
    new = replan(now, plan)
    spent = process_time() - start
    away, others = moved(new, plan, now)
    yield Figure(
        name=f"{name}: moved when 5 % of the people fall ill",
        value=100 * away / others,
        unit="%",
        at_most=8,
        note=f"{away} of {others} meetings; gap {100 * new.gap:.2f} %",
    )
    yield Figure(name=f"{name}: planned again in", value=spent, unit="CPU s", at_most=2)
    broken = len(check(now, new))
    yield Figure(name=f"{name}: broken when planned again", value=broken, unit="", at_most=0)
    freed = np.flatnonzero(plan.slot >= 0)[:5].tolist()
    start = process_time()
    refill(problem, plan, freed)
    spent = process_time() - start
    yield Figure(name=f"{name}: filled up in", value=spent, unit="CPU s", at_most=1)


def longer(name: str, problem: Problem, plan: Plan, spent: float) -> Iterator[Figure]:
    """Yield the gap of a long search, and the peer's."""
    long, seconds = timed(problem, iterations=LONG)
    yield Figure(
        name=f"{name}: gap after a long search",
        value=100 * long.gap,
        unit="%",
        at_most=0.5,
        note=f"weight {long.weight}",
    )
    yield Figure(name=f"{name}: searched long in", value=seconds, unit="CPU s", at_most=60)
    if os.environ.get("CITYBRICKS_PEER") == "no":
        return
    for told in (False, True):
        weight, used = peer(problem, MORE * spent, hinted=told)
        yield Figure(
            name=f"{name}: weight, ten times the CPU for the peer",
            value=plan.weight,
            unit="",
            at_least=weight,
            peer="CP-SAT told a greedy plan" if told else "CP-SAT",
            peer_value=weight,
            note=f"peer {used:.0f} CPU s, ours {spent:.1f}",
        )


def free_everywhere(fairs: dict[str, Problem]) -> None:
    """Print what is measured where everybody is free at all slots."""
    for name, problem in fairs.items():
        everybody = replace(problem, free=np.ones_like(problem.free))
        plan, spent = timed(everybody)
        tables = measure(everybody, plan).tables
        label = f"{name}, all free"
        Figure(
            name=f"{label}: gap, proved",
            value=100 * plan.gap + (not plan.proven),
            unit="%",
            at_most=0,
            note=f"weight {plan.weight}, {plan.meetings} meetings",
        ).tell()
        Figure(name=f"{label}: planned in", value=spent, unit="CPU s", at_most=1).tell()
        apart = max(tables) - min(tables)
        Figure(name=f"{label}: tables apart", value=apart, unit="", at_most=1).tell()
        broken = len(check(everybody, plan))
        Figure(name=f"{label}: rules broken", value=broken, unit="", at_most=0).tell()


def greedy(problem: Problem) -> np.ndarray:
    """Return slots by weight, the first that fits."""
    free, left = problem.free.copy(), problem.cap.copy()
    slot, tables = np.full(problem.requests, -1), problem.tables.copy()
    for r in np.argsort(-problem.weight, kind="stable"):
        a, b = problem.people[r, :2]
        could = free[a] & free[b] & ((tables > 0) | ~problem.seated[r])
        if could.any() and left[a] and left[b]:
            s = slot[r] = int(np.argmax(could))
            free[[a, b], s] = False
            left[[a, b]] -= 1
            tables[s] -= problem.seated[r]
    return slot


def _stop(solver: CpSolver, end: float, done: Event) -> None:
    """Stop the peer when the CPU seconds are used up: others use the machine too."""
    while not done.wait(0.2):
        if process_time() > end:
            solver.stop_search()


def peer(problem: Problem, seconds: float, *, hinted: bool) -> tuple[int, float]:
    """Return the weight that CP-SAT reaches with a Boolean for each request and slot."""
    model = cp_model.CpModel()
    could = problem.open()
    start = greedy(problem)
    held: dict[tuple[int, int], cp_model.IntVar] = {}
    cells: dict[tuple[int, int], list[cp_model.IntVar]] = {}
    seats: dict[int, list[cp_model.IntVar]] = {}
    people: dict[int, list[cp_model.IntVar]] = {}
    for r in np.flatnonzero(could.any(axis=1)).tolist():
        for s in np.flatnonzero(could[r]).tolist():
            x = held[r, s] = model.new_bool_var("")
            if hinted:
                model.add_hint(x, int(start[r] == s))
            for p in problem.people[r, :2].tolist():
                cells.setdefault((p, s), []).append(x)
                people.setdefault(p, []).append(x)
            if problem.seated[r]:
                seats.setdefault(s, []).append(x)
        model.add_at_most_one(held[r, s] for s in np.flatnonzero(could[r]).tolist())
    for some in cells.values():
        model.add_at_most_one(some)
    for p, some in people.items():
        model.add(sum(some) <= int(problem.cap[p]))
    for s, some in seats.items():
        model.add(sum(some) <= int(problem.tables[s]))
    model.maximize(sum(int(problem.weight[r]) * x for (r, _), x in held.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    before = process_time()
    done = Event()
    Thread(target=_stop, args=(solver, before + seconds, done)).start()
    found = solver.solve(model)
    done.set()
    weight = int(solver.objective_value) if found in {cp_model.OPTIMAL, cp_model.FEASIBLE} else 0
    return weight, process_time() - before


if __name__ == "__main__":
    main()
