"""Whether a plan holds and each reason is true, found out without any solver.

Nothing of what made the plan is used: all is counted again from the rows of the problem.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from citybricks.methods.gatherings.meetings.problem import Plan, Problem
from citybricks.methods.gatherings.meetings.recounting import Held
from citybricks.methods.gatherings.meetings.sentences import broken
from citybricks.types.planning import Violation


def check(
    problem: Problem,
    plan: Plan,
    *,
    names: Sequence[str] = (),
    declined: Sequence[int] = (),
) -> tuple[Violation, ...]:
    """Return the rules that a plan breaks; none when it holds.

    Parameters
    ----------
    names
        What participants are called in the sentences; their numbers when empty.
    declined
        Requests that were given up and need no other reason.
    """
    held = Held(problem, plan, names, frozenset(declined))
    if len(plan.slot) != problem.requests or len(plan.table) != problem.requests:
        return (broken("account", "", len(plan.slot), problem.requests),)
    found = [*_slots(held)]
    if found:
        return tuple(found)
    found += [*_people(held), *_supplies(held), *_tables(held), *_numbers(held)]
    found += [*_refusals(held), *_left(held)]
    return tuple(found)


def _slots(held: Held) -> Iterator[Violation]:
    """Yield meetings at slots that are not there, or kept apart, or with somebody away."""
    problem = held.problem
    for r, s in enumerate(held.slot):
        if s < -1 or s >= problem.slots:
            yield broken("slot", held.pair(r), s, problem.slots - 1)
        elif s >= 0:
            if not problem.allowed[r]:
                yield broken("rule", held.pair(r), 1, 0)
            for p in held.who(r):
                if not problem.free[p][s]:
                    yield broken("away", held.name(p), s, 0)


def _people(held: Held) -> Iterator[Violation]:
    """Yield people in two meetings at a time, or in more than wanted."""
    for (p, s), meetings in held.at.items():
        if len(meetings) > 1:
            yield broken("twice", held.name(p), s, 1)
    for p, meetings in held.of.items():
        if len(meetings) > held.problem.cap[p]:
            yield broken("cap", held.name(p), len(meetings), int(held.problem.cap[p]))


def _supplies(held: Held) -> Iterator[Violation]:
    """Yield slots with more meetings than tables or interpreters."""
    problem = held.problem
    for s in range(problem.slots):
        used = len(held.seated_at(s))
        if used > problem.tables[s]:
            yield broken("tables", str(s), used, int(problem.tables[s]))
        for pool, counts in enumerate(problem.interpreters):
            used = len(held.pool_at(pool, s))
            if used > counts[s]:
                yield broken("interpreters", str(s), used, int(counts[s]))


def _tables(held: Held) -> Iterator[Violation]:
    """Yield tables that are not there, missing, needless or given twice."""
    given: dict[tuple[int, int], int] = defaultdict(int)
    for r, s in enumerate(held.slot):
        table, seated = int(held.plan.table[r]), s >= 0 and bool(held.problem.seated[r])
        if (table >= 0) != seated:
            yield broken("table", held.pair(r), table, int(seated))
        elif seated:
            given[s, table] += 1
            if table >= held.problem.tables[s]:
                yield broken("table", held.pair(r), table, int(held.problem.tables[s]) - 1)
    for (s, table), count in given.items():
        if count > 1:
            yield broken("shared", f"{s}/{table}", count, 1)


def _numbers(held: Held) -> Iterator[Violation]:
    """Yield a weight, a bound or a gap that is not what the plan says."""
    plan = held.plan
    weight = sum(int(held.problem.weight[r]) for r in held.meetings)
    if weight != plan.weight:
        yield broken("weight", "", plan.weight, weight)
    if weight > plan.bound:
        yield broken("bound", "", weight, plan.bound)
    elif abs(plan.bound * (1 - plan.gap) - weight) > 1e-6 * max(1, plan.bound):
        yield broken("gap", "", plan.gap, 1 - weight / plan.bound)
    if plan.proven != (weight == plan.bound):
        yield broken("proven", "", int(plan.proven), int(weight == plan.bound))


def _refusals(held: Held) -> Iterator[Violation]:
    """Yield requests without a reason, with two, or with one that is not true."""
    told = defaultdict(list)
    for why in held.plan.refusals:
        told[why.request].append(why)
    for r in range(held.problem.requests):
        expected = int(held.slot[r] < 0)
        if len(told[r]) != expected:
            yield broken("account", held.pair(r), len(told[r]), expected)
        elif expected:
            true = held.reason(r)
            if true.code == "left_out":
                yield broken("left_out", held.pair(r), true.slots[0], 0)
            elif told[r][0] != true:
                yield broken("reason", held.pair(r), 0, 1, said=told[r][0].code, true=true.code)


def _left(held: Held) -> Iterator[Violation]:
    """Yield those without a meeting to whom others with two or more could give way."""
    for p in range(held.problem.participants):
        if p not in held.of and any(held.could_give_way(r) for r in held.asked(p)):
            yield broken("left", held.name(p), 0, 1)
