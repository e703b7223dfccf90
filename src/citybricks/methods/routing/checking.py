"""Whether rounds hold, and what they cost, found out without any solver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from citybricks.methods.routing.problem import NEVER, Plan, Problem, Route, Visit
from citybricks.types.planning import Violation


def cost(problem: Problem, plan: Plan) -> int:
    """Return what a plan costs: vehicles, metres, seconds, and what is lost of prizes."""
    lost = sum(
        problem.clients[at].prize for at in plan.unserved if not problem.clients[at].required
    )
    late = sum(
        problem.clients[visit.client].lost(visit.start_s)
        for route in plan.routes
        for visit in route.visits
        if visit.client >= 0
    )
    return lost + late + sum(_route_cost(problem, route) for route in plan.routes)


def length(problem: Problem, route: Route) -> int:
    """Return how long a route is, in metres."""
    way = sum(_leg(problem, one, other)[0] for one, other in pairwise(route.visits))
    inside = sum(
        problem.clients[visit.client].ways[visit.way].metres
        for visit in route.visits
        if visit.client >= 0
    )
    return way + inside


def duration(route: Route) -> int:
    """Return how long a route takes, in seconds."""
    return route.visits[-1].end_s - route.visits[0].start_s


def check(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Find the rules that a plan breaks."""
    yield from _check_served(problem, plan)
    yield from _check_fleet(problem, plan)
    for route in plan.routes:
        yield from _check_sites(problem, route)
        yield from _check_times(problem, route)
        yield from _check_loads(problem, route)
        yield from _check_limits(problem, route)


def _route_cost(problem: Problem, route: Route) -> int:
    vehicle = problem.vehicles[route.vehicle]
    metres = length(problem, route) * vehicle.per_m
    return vehicle.fixed + metres + duration(route) * vehicle.per_s


def _leg(problem: Problem, one: Visit, other: Visit) -> tuple[int, int]:
    """Return the metres and seconds from the end of a visit to the next."""
    leave, enter = _ends(problem, one)[1], _ends(problem, other)[0]
    return int(problem.metres[leave, enter]), int(problem.seconds[leave, enter])


def _ends(problem: Problem, visit: Visit) -> tuple[int, int]:
    if visit.client < 0:
        place = problem.sites[visit.site].place
        return place, place
    way = problem.clients[visit.client].ways[visit.way]
    return way.enter, way.leave


def _name(problem: Problem, visit: Visit) -> str:
    if visit.client >= 0:
        return problem.clients[visit.client].id
    return problem.sites[visit.site].id


def _whose(problem: Problem, route: Route) -> str:
    kind = problem.vehicles[route.vehicle]
    return kind.id if kind.count == 1 else f"{kind.id} {route.number + 1}"


def _broken(code: str, where: str, value: float, limit: float, said: tuple[str, str]) -> Violation:
    words = {"where": where, "value": f"{value:g}", "limit": f"{limit:g}"}
    en, zh = (text.format(**words) for text in said)
    return Violation(code=code, where=where, value=value, limit=limit, en=en, zh=zh)


def _check_served(problem: Problem, plan: Plan) -> Iterator[Violation]:
    times = [0] * len(problem.clients)
    for route in plan.routes:
        for served in route.clients:
            times[served] += 1
    for at, client in enumerate(problem.clients):
        if times[at] > 1:
            yield _broken("twice", client.id, times[at], 1, _TWICE)
        if (times[at] == 0) != (at in plan.unserved):
            yield _broken("account", client.id, times[at], 1, _ACCOUNT)
        if times[at] == 0 and client.required:
            yield _broken("unserved", client.id, 0, 1, _UNSERVED)


def _check_fleet(problem: Problem, plan: Plan) -> Iterator[Violation]:
    for at, vehicle in enumerate(problem.vehicles):
        used = [route.number for route in plan.routes if route.vehicle == at]
        count = max(len(used), max(used, default=-1) + 1)
        if count > vehicle.count or len(set(used)) < len(used):
            yield _broken("vehicles", vehicle.id, count, vehicle.count, _VEHICLES)


def _check_sites(problem: Problem, route: Route) -> Iterator[Violation]:
    vehicle, whose = problem.vehicles[route.vehicle], _whose(problem, route)
    ends = route.visits[0].site, route.visits[-1].site
    if ends != (vehicle.start, vehicle.end):
        yield _broken("ends", whose, ends[0], vehicle.start, _ENDS)
    tips = [visit for visit in route.visits[1:-1] if visit.site >= 0]
    for visit in tips:
        if visit.site not in vehicle.reloads:
            yield _broken("reload", whose, visit.site, -1, _RELOAD)
    most = vehicle.most_reloads + vehicle.ends_empty
    if len(tips) > most:
        yield _broken("reloads", whose, len(tips), most, _RELOADS)


def _check_times(problem: Problem, route: Route) -> Iterator[Violation]:
    for one, other in pairwise(route.visits):
        metres, seconds = _leg(problem, one, other)
        name = _name(problem, other)
        if max(metres, seconds) >= NEVER:
            yield _broken("no-way", name, metres, NEVER, _NO_WAY)
        inside = 0 if other.client < 0 else problem.clients[other.client].ways[other.way].seconds
        soonest = one.end_s + seconds + inside
        if other.arrive_s < soonest or other.start_s < other.arrive_s:
            yield _broken("too-fast", name, other.arrive_s, soonest, _TOO_FAST)
    for at, visit in enumerate(route.visits):
        yield from _check_visit(problem, visit, last=at == len(route.visits) - 1)
    yield from _check_ready(problem, route)


def _check_visit(problem: Problem, visit: Visit, *, last: bool) -> Iterator[Violation]:
    if visit.client >= 0:
        client = problem.clients[visit.client]
        windows, service = client.windows, client.service_s
    else:
        site = problem.sites[visit.site]
        windows, service = (site.window,), 0 if last else site.service_s
    name = _name(problem, visit)
    if not any(early <= visit.start_s <= late for early, late in windows):
        nearest = min((at for window in windows for at in window), key=lambda at: _far(visit, at))
        yield _broken("window", name, visit.start_s, nearest, _WINDOW)
    if visit.end_s - visit.start_s < service:
        yield _broken("service", name, visit.end_s - visit.start_s, service, _SERVICE)


def _far(visit: Visit, moment: int) -> int:
    return abs(visit.start_s - moment)


def _check_ready(problem: Problem, route: Route) -> Iterator[Violation]:
    left = route.visits[0].start_s
    for visit in route.visits:
        if visit.site >= 0:
            left = visit.start_s
        elif problem.clients[visit.client].ready_s > left:
            ready = problem.clients[visit.client].ready_s
            yield _broken("ready", _name(problem, visit), left, ready, _READY)


def _check_loads(problem: Problem, route: Route) -> Iterator[Violation]:
    vehicle, whose = problem.vehicles[route.vehicle], _whose(problem, route)
    for dimension, limit in enumerate(vehicle.capacity):
        load = 0
        for visit in route.visits[1:-1]:
            load = 0 if visit.site >= 0 else load + _load(problem, visit, dimension)
            if visit.client >= 0 and load > limit:
                yield _broken("capacity", whose, load, limit, _CAPACITY)
                break
    if vehicle.ends_empty and len(route.visits) > 2 and route.visits[-2].site < 0:  # noqa: PLR2004
        yield _broken("not-empty", whose, 1, 0, _NOT_EMPTY)


def _load(problem: Problem, visit: Visit, dimension: int) -> int:
    load = problem.clients[visit.client].load
    return load[dimension] if dimension < len(load) else 0


def _check_limits(problem: Problem, route: Route) -> Iterator[Violation]:
    vehicle, whose = problem.vehicles[route.vehicle], _whose(problem, route)
    first, last = route.visits[0].start_s, route.visits[-1].end_s
    if first < vehicle.shift[0]:
        yield _broken("shift", whose, first, vehicle.shift[0], _EARLY)
    if last > vehicle.shift[1]:
        yield _broken("shift", whose, last, vehicle.shift[1], _LATE)
    if last - first > vehicle.longest_s:
        yield _broken("duration", whose, last - first, vehicle.longest_s, _DURATION)
    metres = length(problem, route)
    if metres > vehicle.longest_m:
        yield _broken("distance", whose, metres, vehicle.longest_m, _DISTANCE)


_TWICE = ("{where} is served {value} times; once is enough", "{where} 被服务 {value} 次；只需一次")
_ACCOUNT = (
    "{where} must be either served or listed as left out",
    "{where} 必须要么得到服务，要么列为未服务",
)
_UNSERVED = ("{where} must be served and is left out", "{where} 必须服务，却被遗漏")
_VEHICLES = (
    "{value} vehicles {where} are used; there are {limit}",
    "使用了 {value} 辆 {where}；只有 {limit} 辆",
)
_ENDS = ("{where} does not start and end where it must", "{where} 没有在规定地点出发和收车")
_RELOAD = ("{where} tips where it may not", "{where} 在不允许的地点卸料")
_RELOADS = (
    "{where} tips {value} times; at most {limit}",
    "{where} 卸料 {value} 次；最多 {limit} 次",
)
_NO_WAY = ("no way leads to {where}", "没有道路通往 {where}")
_TOO_FAST = (
    "{where} is reached after {value} s; the drive takes until {limit} s",
    "{where} 在第 {value} 秒到达；行驶需至第 {limit} 秒",
)
_WINDOW = (
    "{where} begins at {value} s, outside its window that ends or opens at {limit} s",
    "{where} 在第 {value} 秒开始，不在时间窗内（界限为第 {limit} 秒）",
)
_SERVICE = (
    "{where} is given {value} s; it takes {limit} s",
    "{where} 只安排了 {value} 秒；需要 {limit} 秒",
)
_READY = (
    "the trip to {where} leaves at {value} s, before what it brings is ready at {limit} s",
    "前往 {where} 的车次在第 {value} 秒出发，早于货物备好的第 {limit} 秒",
)
_CAPACITY = ("{where} carries {value}; it holds {limit}", "{where} 装载 {value}；容量为 {limit}")
_NOT_EMPTY = ("{where} comes home without having tipped", "{where} 未卸料就收车")
_EARLY = (
    "{where} leaves at {value} s, before its shift at {limit} s",
    "{where} 在第 {value} 秒出发，早于班次开始的第 {limit} 秒",
)
_LATE = (
    "{where} is back at {value} s, after its shift ends at {limit} s",
    "{where} 在第 {value} 秒返回，晚于班次结束的第 {limit} 秒",
)
_DURATION = (
    "the route of {where} takes {value} s; at most {limit} s",
    "{where} 的路线用时 {value} 秒；最多 {limit} 秒",
)
_DISTANCE = (
    "the route of {where} is {value} m long; at most {limit} m",
    "{where} 的路线长 {value} 米；最多 {limit} 米",
)
