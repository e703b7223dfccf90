"""Streets, which of them are to be served from which side, and the trucks that serve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from citybricks.methods.routing.arcs.errors import ArcsError

MOST = 2**31 - 1
"""No plan may cost more."""


@dataclass(frozen=True, slots=True)
class Link:
    """A street between two crossings.

    Parameters
    ----------
    tail, head
        Crossings, numbered from 0.
    cost
        Of driving through without serving: whole metres, seconds or cents.
    one_way
        Whether it may be driven from tail to head only.
    """

    tail: int
    head: int
    cost: int
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be served along one link, in one passage.

    A street whose sides are served one by one is two jobs, one for each direction.

    Parameters
    ----------
    link
        Index of the link.
    demand
        Load taken in, in the unit of the capacity.
    cost
        Of driving through while serving; the cost of the link when None.
    forward, backward
        Whether it may be served from tail to head, and from head to tail.
    """

    link: int
    demand: int
    cost: int | None = None
    forward: bool = True
    backward: bool = True


@dataclass(frozen=True, slots=True)
class Service:
    """A job served in one direction; as a truck drives it."""

    job: int
    forward: bool = True


Trip = tuple[Service, ...]
"""Jobs from depot to depot, in their sequence."""


@dataclass(frozen=True, slots=True)
class Instance:
    """A capacitated arc routing problem on a mixed graph.

    Parameters
    ----------
    nodes
        Number of crossings.
    links
        Streets.
    jobs
        What is to be served.
    capacity
        Most load of a trip.
    depot
        Crossing where trips begin and end.
    vehicles
        Most trips; no limit when None.
    tips
        Crossings with a tipping site: a trip then comes home over the best one. At the depot
        when empty.
    tip_cost
        Of tipping once, where there are tipping sites.
    u_turn
        Cost of turning round into the street one comes from, except at a dead end, where nothing
        else is possible, and at depot and tipping sites.
    turns
        Costs of other turns: (arc in, arc out) to cost, where arc `2 * link` goes from tail to
        head and `2 * link + 1` back.
    name
        For people.

    Raises
    ------
    ArcsError
        When a number is out of its range, or a job may be served in no direction.
    """

    nodes: int
    links: tuple[Link, ...]
    jobs: tuple[Job, ...]
    capacity: int
    depot: int = 0
    vehicles: int | None = None
    tips: tuple[int, ...] = ()
    tip_cost: int = 0
    u_turn: int = 0
    turns: Mapping[tuple[int, int], int] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        for error in _faults(self):
            raise error

    @property
    def demand(self) -> int:
        """Load of all jobs."""
        return sum(job.demand for job in self.jobs)

    @property
    def least_trips(self) -> int:
        """Trips without which the load cannot be taken in."""
        return -(-self.demand // self.capacity)

    def job_cost(self, job: int) -> int:
        """Return the cost of driving through a job's link while serving it."""
        own = self.jobs[job].cost
        return self.links[self.jobs[job].link].cost if own is None else own

    def allowed(self, service: Service) -> bool:
        """Say whether a job may be served in this direction."""
        job = self.jobs[service.job]
        one_way = self.links[job.link].one_way
        return job.forward if service.forward else job.backward and not one_way

    def ends(self, service: Service) -> tuple[int, int]:
        """Return the crossings where serving begins and ends."""
        link = self.links[self.jobs[service.job].link]
        return (link.tail, link.head) if service.forward else (link.head, link.tail)

    def arc(self, service: Service) -> int:
        """Return the arc that is driven while serving."""
        return 2 * self.jobs[service.job].link + (not service.forward)


def arcs(instance: Instance) -> Iterator[tuple[int, int, int, int]]:
    """Return (arc, from, to, cost) of every direction in which a link may be driven."""
    for index, link in enumerate(instance.links):
        yield 2 * index, link.tail, link.head, link.cost
        if not link.one_way:
            yield 2 * index + 1, link.head, link.tail, link.cost


def _faults(instance: Instance) -> Iterator[ArcsError]:
    yield from _number_faults(instance)
    places = {"depot": instance.depot} | {f"tips[{i}]": n for i, n in enumerate(instance.tips)}
    for i, link in enumerate(instance.links):
        places |= {f"links[{i}].tail": link.tail, f"links[{i}].head": link.head}
    for where, node in places.items():
        if not 0 <= node < instance.nodes:
            yield _outside(where, node, instance.nodes)
    for i, job in enumerate(instance.jobs):
        yield from _job_faults(instance, i, job)


def _number_faults(instance: Instance) -> Iterator[ArcsError]:
    trips = 1 if instance.vehicles is None else instance.vehicles
    for name, number in {"capacity": instance.capacity, "vehicles": trips}.items():
        if number <= 0:
            yield _above(name, number, 0)
    costs = {"tip_cost": instance.tip_cost, "u_turn": instance.u_turn}
    costs |= {f"links[{i}].cost": link.cost for i, link in enumerate(instance.links)}
    costs |= {f"turns[{one}, {other}]": c for (one, other), c in instance.turns.items()}
    for name, number in costs.items():
        if number < 0:
            yield _above(name, number, -1)


def _job_faults(instance: Instance, i: int, job: Job) -> Iterator[ArcsError]:
    if not 0 <= job.link < len(instance.links):
        yield _outside(f"jobs[{i}].link", job.link, len(instance.links))
        return
    if job.demand <= 0:
        yield _above(f"jobs[{i}].demand", job.demand, 0)
    if job.demand > instance.capacity:
        yield ArcsError(
            f"jobs[{i}].demand",
            f"job {i} is {job.demand}, a truck takes at most {instance.capacity}",
            f"任务 {i} 为 {job.demand}，一车最多装 {instance.capacity}",
        )
    if job.cost is not None and job.cost < 0:
        yield _above(f"jobs[{i}].cost", job.cost, -1)
    if not (instance.allowed(Service(i)) or instance.allowed(Service(i, forward=False))):
        yield ArcsError(
            f"jobs[{i}]",
            f"job {i} may be served in no direction of its street",
            f"任务 {i} 在其街道的任何方向上都不能作业",
        )


def _above(where: str, value: int, low: int) -> ArcsError:
    return ArcsError(
        where,
        f"{where} is {value}; it has to be above {low}",
        f"{where} 为 {value}，必须大于 {low}",
    )


def _outside(where: str, value: int, count: int) -> ArcsError:
    return ArcsError(
        where,
        f"{where} is {value}; numbers go from 0 to {count - 1}",
        f"{where} 为 {value}，编号应为 0 至 {count - 1}",
    )
