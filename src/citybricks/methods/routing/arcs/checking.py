"""Whether trips serve every street as they must, and what they cost; knows no solver."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from citybricks.methods.routing.arcs.instance import Instance, Service, Trip, arcs
from citybricks.types.planning import Violation


def cost(instance: Instance, trips: Sequence[Trip]) -> float:
    """Return what driving and serving costs; infinite where no way exists."""
    ways = _Ways(instance)
    return math.fsum(_trip_cost(instance, ways, trip) for trip in trips)


def check(instance: Instance, trips: Sequence[Trip]) -> list[Violation]:
    """Return every rule that the trips break."""
    return [
        *_served(instance, trips),
        *_directions(instance, trips),
        *_loads(instance, trips),
        *_ways(instance, trips),
    ]


def _served(instance: Instance, trips: Sequence[Trip]) -> Iterator[Violation]:
    times = Counter(service.job for trip in trips for service in trip)
    for job in range(len(instance.jobs)):
        if times[job] != 1:
            yield Violation(
                code="served_once",
                where=f"jobs[{job}]",
                value=times[job],
                limit=1,
                en=f"street {job} is served {times[job]} times; it has to be served once",
                zh=f"街道 {job} 作业 {times[job]} 次，应为 1 次",
            )


def _directions(instance: Instance, trips: Sequence[Trip]) -> Iterator[Violation]:
    for number, trip in enumerate(trips):
        for service in trip:
            if not instance.allowed(service):
                yield Violation(
                    code="direction",
                    where=f"jobs[{service.job}]",
                    value=1,
                    limit=0,
                    en=f"trip {number} serves street {service.job} in a direction that is not"
                    " allowed",
                    zh=f"第 {number} 趟以不允许的方向作业街道 {service.job}",
                )


def _loads(instance: Instance, trips: Sequence[Trip]) -> Iterator[Violation]:
    for number, trip in enumerate(trips):
        load = sum(instance.jobs[service.job].demand for service in trip)
        if load > instance.capacity:
            yield Violation(
                code="capacity",
                where=f"trips[{number}]",
                value=load,
                limit=instance.capacity,
                en=f"trip {number} takes {load}; a truck takes at most {instance.capacity}",
                zh=f"第 {number} 趟装 {load}，一车最多装 {instance.capacity}",
            )
    count = sum(1 for trip in trips if trip)
    if instance.vehicles is not None and count > instance.vehicles:
        yield Violation(
            code="vehicles",
            where="trips",
            value=count,
            limit=instance.vehicles,
            en=f"there are {count} trips for {instance.vehicles} vehicles",
            zh=f"有 {count} 趟，只有 {instance.vehicles} 辆车",
        )


def _ways(instance: Instance, trips: Sequence[Trip]) -> Iterator[Violation]:
    ways = _Ways(instance)
    for number, trip in enumerate(trips):
        if not math.isfinite(_trip_cost(instance, ways, trip)):
            yield Violation(
                code="way",
                where=f"trips[{number}]",
                value=1,
                limit=0,
                en=f"trip {number} has two stops without a way between them",
                zh=f"第 {number} 趟有两站之间无路可通",
            )


def _trip_cost(instance: Instance, ways: _Ways, trip: Trip) -> float:
    if not trip:
        return 0.0
    spent, at = 0.0, -1 - instance.depot
    for service in trip:
        spent += ways.onto(at, service) + instance.job_cost(service.job)
        at = instance.arc(service)
    return spent + ways.home(at)


@dataclass(slots=True)
class _Ways:
    """Least costs of driving on from an arc, or from a halt at crossing n, written -1 - n."""

    instance: Instance
    known: dict[int, dict[int, float]] = field(default_factory=dict)
    leaving: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for arc, tail, head, spent in arcs(self.instance):
            self.leaving.setdefault(tail, []).append((arc, spent))
            self.heads[arc] = head

    def onto(self, at: int, service: Service) -> float:
        """Return the cost up to the beginning of a service, the turn into it included."""
        arc = self.instance.arc(service)
        link = self.instance.links[arc // 2]
        if arc not in self.heads:
            return math.inf
        return self.driven(at).get(arc, math.inf) - link.cost

    def home(self, at: int) -> float:
        """Return the cost to the depot, over a tipping site where there are some."""
        depot = self.instance.depot
        if not self.instance.tips:
            return self.halt(at, depot)
        return min(
            self.halt(at, tip) + self.instance.tip_cost + self.halt(-1 - tip, depot)
            for tip in self.instance.tips
        )

    def halt(self, at: int, node: int) -> float:
        """Return the cost up to a crossing."""
        if at == -1 - node or self.heads.get(at) == node:
            return 0.0
        last = (spent for arc, spent in self.driven(at).items() if self.heads[arc] == node)
        return min(last, default=math.inf)

    def driven(self, at: int) -> dict[int, float]:
        """Return the least cost to have driven each arc, from `at` on (Dijkstra)."""
        if at not in self.known:
            least: dict[int, float] = {}
            queue = list(self.steps(at, 0.0))
            queue.sort()
            while queue:
                spent, arc = heappop(queue)
                if arc not in least:
                    least[arc] = spent
                    for step in self.steps(arc, spent):
                        heappush(queue, step)
            self.known[at] = least
        return self.known[at]

    def steps(self, at: int, spent: float) -> Iterator[tuple[float, int]]:
        """Return (cost, arc) of the arcs that may come next."""
        node = -1 - at if at < 0 else self.heads.get(at, -1)
        choices = self.leaving.get(node, [])
        for arc, length in choices:
            turn = self.instance.turns.get((at, arc), 0)
            if arc == at ^ 1 and at >= 0 and len(choices) > 1:
                turn += self.instance.u_turn
            yield spent + turn + length, arc
