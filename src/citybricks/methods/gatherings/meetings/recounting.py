"""What a plan says, counted again row by row for the checker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from citybricks.methods.gatherings.meetings.problem import Plan, Problem, Refusal


class Held:
    """The meetings of a plan by participant and slot.

    Parameters
    ----------
    names
        What participants are called.
    declined
        Requests that were given up.
    """

    def __init__(
        self, problem: Problem, plan: Plan, names: Sequence[str], declined: frozenset[int]
    ) -> None:
        self.problem, self.plan, self.names, self.declined = problem, plan, names, declined
        self.slot: list[int] = [int(s) for s in plan.slot]
        self.rows = [tuple(p for p in row if p >= 0) for row in problem.people.tolist()]
        self.free: list[list[bool]] = problem.free.tolist()
        self.weight: list[int] = problem.weight.tolist()
        self.meetings = [r for r, s in enumerate(self.slot) if s >= 0]

    @cached_property
    def at(self) -> dict[tuple[int, int], list[int]]:
        """The meetings of each participant at each slot."""
        found = defaultdict(list)
        for r in self.meetings:
            for p in self.rows[r]:
                found[p, self.slot[r]].append(r)
        return dict(found)

    @cached_property
    def of(self) -> dict[int, list[int]]:
        """The meetings of each participant who has any."""
        found = defaultdict(list)
        for r in self.meetings:
            for p in self.rows[r]:
                found[p].append(r)
        return dict(found)

    @cached_property
    def _seated(self) -> dict[int, list[int]]:
        found = defaultdict(list)
        for r in self.meetings:
            if self.problem.seated[r]:
                found[self.slot[r]].append(r)
        return dict(found)

    @cached_property
    def _pools(self) -> dict[tuple[int, int], list[int]]:
        found = defaultdict(list)
        for r in self.meetings:
            found[int(self.problem.interpreter[r]), self.slot[r]].append(r)
        return dict(found)

    def who(self, r: int) -> tuple[int, ...]:
        """Return the participants of a request."""
        return self.rows[r]

    def name(self, p: int) -> str:
        """Return what a participant is called."""
        return self.names[p] if self.names else str(p)

    def pair(self, r: int) -> str:
        """Return what a request is called."""
        return " – ".join(self.name(p) for p in self.rows[r])

    def asked(self, p: int) -> list[int]:
        """Return the requests of a participant."""
        return [r for r, row in enumerate(self.rows) if p in row]

    def seated_at(self, s: int) -> list[int]:
        """Return the meetings at tables at a slot."""
        return self._seated.get(s, [])

    def pool_at(self, pool: int, s: int) -> list[int]:
        """Return the meetings with an interpreter of a pool at a slot."""
        return self._pools.get((pool, s), [])

    def reason(self, r: int) -> Refusal:
        """Return the first true reason of a refused request."""
        problem, who = self.problem, self.rows[r]
        if r in self.declined:
            return Refusal(r, "declined", who)
        if not problem.allowed[r]:
            return Refusal(r, "rule", who)
        common = [s for s in range(problem.slots) if all(self.free[p][s] for p in who)]
        if not common:
            return Refusal(r, "no_common_slot", who)
        seated = [s for s in common if not problem.seated[r] or problem.tables[s] > 0]
        if not seated:
            return Refusal(r, "no_table", who, (), tuple(common))
        pool = int(problem.interpreter[r])
        could = [s for s in seated if pool < 0 or problem.interpreters[pool][s] > 0]
        if not could:
            return Refusal(r, "no_interpreter", who, (), tuple(common))
        return self._held_by_others(r, could)

    def _held_by_others(self, r: int, could: list[int]) -> Refusal:
        who, of = self.rows[r], self.of
        full = tuple(p for p in who if len(of.get(p, [])) >= self.problem.cap[p])
        nothing = tuple(p for p in who if self.problem.cap[p] <= 0)
        if nothing:
            return Refusal(r, "cap", nothing)
        less = min(self._weight(self.displaced(r, s)) for s in could)
        if full:
            return Refusal(r, "cap", full, _sorted(q for p in full for q in of[p]), (), less)
        meetings = {(p, s): q for s in could for p in who for q in self.at.get((p, s), [])}
        idle = tuple(s for s in could if not any((p, s) in meetings for p in who))
        if not idle:
            busy = tuple(p for p in who if any((p, s) in meetings for s in could))
            return Refusal(r, "busy", busy, _sorted(meetings.values()), tuple(could), less)
        return self._short(r, idle, less)

    def _short(self, r: int, idle: tuple[int, ...], less: int) -> Refusal:
        """Return what is short at the slots at which all are idle."""
        problem, who = self.problem, self.rows[r]
        if problem.seated[r]:
            tables = [s for s in idle if len(self.seated_at(s)) < problem.tables[s]]
            if not tables:
                holders = _sorted(q for s in idle for q in self.seated_at(s))
                return Refusal(r, "tables_full", who, holders, idle, less)
        pool = int(problem.interpreter[r])
        if pool < 0:
            return Refusal(r, "left_out", who, (), idle, less)
        short = [s for s in idle if len(self.pool_at(pool, s)) >= problem.interpreters[pool][s]]
        free = [s for s in idle if s not in short and (not problem.seated[r] or s in tables)]
        if free:
            return Refusal(r, "left_out", who, (), tuple(free), less)
        holders = _sorted(q for s in short for q in self.pool_at(pool, s))
        return Refusal(r, "interpreters_full", who, holders, tuple(short), less)

    def displaced(self, r: int, s: int) -> set[int]:
        """Return the meetings that would have to give way to a request at a slot."""
        problem, gone = self.problem, set[int]()
        for p in self.rows[r]:
            meetings = self.of.get(p, [])
            if (p, s) in self.at:
                gone.update(self.at[p, s])
            elif len(meetings) >= problem.cap[p]:
                gone.add(min(meetings, key=lambda q: (self.weight[q], self.slot[q])))
        for needs, holders, most in self._supplies(r, s):
            if needs and len(holders) >= most and not gone & set(holders):
                gone.add(min(holders, key=lambda q: self.weight[q]))
        return gone

    def _supplies(self, r: int, s: int) -> list[tuple[bool, list[int], int]]:
        """Return tables and interpreters: whether needed, who has them, how many there are."""
        problem, pool = self.problem, int(self.problem.interpreter[r])
        found = [(bool(problem.seated[r]), self.seated_at(s), int(problem.tables[s]))]
        if pool >= 0:
            found.append((True, self.pool_at(pool, s), int(problem.interpreters[pool][s])))
        return found

    def _weight(self, meetings: set[int]) -> int:
        return sum(self.weight[q] for q in meetings)

    def could_give_way(self, r: int) -> bool:
        """Whether a request could be held if some meetings of people with more were not."""
        problem = self.problem
        if not problem.allowed[r] or any(problem.cap[p] <= 0 for p in self.rows[r]):
            return False
        for s in range(problem.slots):
            short = any(needs and not most for needs, _, most in self._supplies(r, s))
            if short or not all(self.free[p][s] for p in self.rows[r]):
                continue
            gone = self.displaced(r, s)
            if not any(problem.must[q] for q in gone) and self._all_have_more(gone):
                return True
        return False

    def _all_have_more(self, gone: set[int]) -> bool:
        lost: dict[int, int] = defaultdict(int)
        for q in gone:
            for p in self.rows[q]:
                lost[p] += 1
        return all(len(self.of[p]) > count for p, count in lost.items())


def _sorted(meetings: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(meetings)))
