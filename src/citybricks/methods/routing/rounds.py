"""Rounds of vehicles with capacities, windows, prizes and several trips, by PyVRP 0.14 [1]_.

A client with several ways or windows becomes a group of which PyVRP serves one member: so streets
are collected in either direction and trucks come before or after the hours they are banned.

References
----------
.. [1] Wouda N. A., Lan L., Kool W., PyVRP: a high-performance VRP solver package, INFORMS Journal
   on Computing 36(4) (2024) 943-955, doi:10.1287/ijoc.2023.0055.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from citybricks.methods.routing.answer import Answer, watched
from citybricks.methods.routing.bounds import lower_bound
from citybricks.methods.routing.checking import check, cost
from citybricks.methods.routing.problem import NEVER, Client, Ints, Plan, Problem, Route, Vehicle
from citybricks.methods.routing.timing import Step, drive

if TYPE_CHECKING:
    import pyvrp

    from citybricks.methods.routing.stopping import Stop

Member = tuple[int, int, int]
"""A client, one of its ways and one of its windows."""


@dataclass(frozen=True, slots=True)
class Modelled:
    """A problem as PyVRP takes it.

    Parameters
    ----------
    members
        What each of PyVRP's clients stands for.
    """

    data: pyvrp.ProblemData
    members: list[Member]


def solve(problem: Problem, stop: Stop, seed: int = 0) -> tuple[Plan, Answer]:
    """Plan rounds.

    Parameters
    ----------
    problem
        What to plan.
    stop
        When to stop; by iterations for a plan that is the same each time.
    seed
        Start of the random sequence.

    Returns
    -------
    tuple
        The plan, and how good it is: objective and violations as the checker finds them.
    """
    with watched() as watch:
        plan, iterations = search(problem, stop, seed)
        broken = tuple(check(problem, plan))
        objective = float(cost(problem, plan))
        below = min(lower_bound(problem), objective) if not broken else lower_bound(problem)
    solver = f"PyVRP {version('pyvrp')}"
    return plan, Answer(solver, seed, watch.seconds, iterations, objective, below, broken)


def search(problem: Problem, stop: Stop, seed: int = 0) -> tuple[Plan, int]:
    """Search rounds by PyVRP; return the plan, not checked, and the iterations done."""
    import pyvrp

    if not problem.clients:
        return Plan(()), 0
    modelled = model(problem)
    found = pyvrp.solve(modelled.data, stop, seed, collect_stats=False, display=False)
    return _decode(problem, modelled, found.best), int(found.num_iterations)


def model(problem: Problem) -> Modelled:
    """Return the problem as PyVRP takes it."""
    import pyvrp

    places, inside, members = _places(problem)
    metres, seconds = (
        _matrix(matrix, places, extra)
        for matrix, extra in zip((problem.metres, problem.seconds), inside, strict=True)
    )
    clients, groups = _clients(problem, members)
    depots = [
        pyvrp.Depot(at, site.window[0], _late(site.window[1]), site.service_s)
        for at, site in enumerate(problem.sites)
    ]
    for vehicle in problem.vehicles:
        if vehicle.ends_empty:
            metres, seconds, depot = _tip_and_home(problem, vehicle, metres, seconds)
            depots.append(depot)
    data = pyvrp.ProblemData(
        [pyvrp.Location(0, 0) for _ in range(len(metres))],
        clients,
        depots,
        _vehicle_types(problem),
        cast("Any", [metres]),  # its stubs take no array of numpy 2
        cast("Any", [seconds]),
        groups,
    )
    return Modelled(data, members)


def _places(problem: Problem) -> tuple[Ints, tuple[Ints, Ints], list[Member]]:
    """Return where each of PyVRP's locations is entered and left, and what is driven inside."""
    rows = [(site.place, site.place, 0, 0) for site in problem.sites]
    members: list[Member] = []
    for at, client in enumerate(problem.clients):
        for number, way in enumerate(client.ways):
            for window in range(len(client.windows)):
                members.append((at, number, window))
                rows.append((way.enter, way.leave, way.metres, way.seconds))
    table = np.array(rows, dtype=np.int64)
    return table[:, :2], (table[:, 2], table[:, 3]), members


def _matrix(matrix: Ints, places: Ints, inside: Ints) -> Ints:
    """Return what it takes from the end of one location to the end of another."""
    between = matrix[np.ix_(places[:, 1], places[:, 0])] + inside[None, :]
    np.fill_diagonal(between, 0)
    return np.asarray(np.minimum(between, NEVER), dtype=np.int64)


def _clients(
    problem: Problem, members: list[Member]
) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
    import pyvrp

    groups: list[pyvrp.ClientGroup] = []
    made: list[pyvrp.Client] = []
    group_of: dict[int, int] = {}
    for number, (at, _, window) in enumerate(members):
        client = problem.clients[at]
        several = len(client.ways) * len(client.windows) > 1
        if several and at not in group_of:
            group_of[at] = len(groups)
            groups.append(pyvrp.ClientGroup(required=client.required))
        if several:
            groups[group_of[at]].add_client(number)
        early, late = client.windows[window]
        made.append(
            pyvrp.Client(
                len(problem.sites) + number,
                pickup=list(client.load),
                service_duration=client.service_s,
                tw_early=early,
                tw_late=_late(late),
                release_time=client.ready_s,
                prize=_gained(client, window),
                required=client.required and not several,
                group=group_of.get(at),
            )
        )
    return made, groups


def _gained(client: Client, window: int) -> int:
    """Return the prize for serving a client in a window instead of leaving it out."""
    most = max(client.late, default=0) if client.required else client.prize
    return most - (client.late[window] if client.late else 0)


def _late(value: int) -> int:
    """Return a limit as PyVRP takes it, which knows none by its greatest number."""
    return value if value < NEVER else np.iinfo(np.int64).max


def _vehicle_types(problem: Problem) -> list[pyvrp.VehicleType]:
    import pyvrp

    ends = len(problem.sites)
    made = []
    for vehicle in problem.vehicles:
        end = vehicle.end
        if vehicle.ends_empty:
            end, ends = ends, ends + 1
        made.append(
            pyvrp.VehicleType(
                num_available=vehicle.count,
                capacity=list(vehicle.capacity),
                start_depot=vehicle.start,
                end_depot=end,
                fixed_cost=vehicle.fixed,
                tw_early=vehicle.shift[0],
                tw_late=_late(vehicle.shift[1]),
                shift_duration=_late(vehicle.longest_s),
                max_distance=_late(vehicle.longest_m),
                unit_distance_cost=vehicle.per_m,
                unit_duration_cost=vehicle.per_s,
                reload_depots=list(vehicle.reloads),
                max_reloads=vehicle.most_reloads,
            )
        )
    return made


def _tip_and_home(
    problem: Problem, vehicle: Vehicle, metres: Ints, seconds: Ints
) -> tuple[Ints, Ints, pyvrp.Depot]:
    """Add a site that stands for tipping and then going home, by the best of the tips.

    It is open while every one of the tips is, so that whichever is best can be used.
    """
    import pyvrp

    best = _last_tips(problem, vehicle, metres, seconds)
    tips = [problem.sites[at] for at in vehicle.reloads]
    home = problem.sites[vehicle.end]
    rows = np.arange(len(metres))
    at = np.array(vehicle.reloads)[best]
    back = [int(problem.seconds[tip.place, home.place]) + tip.service_s for tip in tips]
    onwards = np.array([problem.metres[tip.place, home.place] for tip in tips])
    grown = [_grown(metres, metres[rows, at] + onwards[best])]
    grown.append(_grown(seconds, seconds[rows, at] + np.array(back)[best]))
    early = max(home.window[0], *(tip.window[0] + by for tip, by in zip(tips, back, strict=True)))
    late = min(home.window[1], *(tip.window[1] + by for tip, by in zip(tips, back, strict=True)))
    return grown[0], grown[1], pyvrp.Depot(len(metres), early, max(early, late))


def _grown(matrix: Ints, column: Ints) -> Ints:
    """Return a matrix with one more place that one may only come to."""
    size = len(matrix)
    grown = np.full((size + 1, size + 1), NEVER, dtype=np.int64)
    grown[:size, :size] = matrix
    grown[:size, size] = np.minimum(column, NEVER)
    grown[size, size] = 0
    return grown


def _last_tips(problem: Problem, vehicle: Vehicle, metres: Ints, seconds: Ints) -> Ints:
    """Return which of a vehicle's tips is best on the way home from each location."""
    home = problem.sites[vehicle.end].place
    through = []
    for tip in vehicle.reloads:
        place = problem.sites[tip].place
        length = metres[:, tip] + problem.metres[place, home]
        time = seconds[:, tip] + problem.seconds[place, home]
        time = time + problem.sites[tip].service_s
        through.append(length * vehicle.per_m + time * vehicle.per_s)
    return np.asarray(np.argmin(through, axis=0), dtype=np.int64)


def _decode(problem: Problem, modelled: Modelled, solution: pyvrp.Solution) -> Plan:
    routes: list[Route] = []
    used = [0] * len(problem.vehicles)
    served: set[int] = set()
    for route in solution.routes():
        kind = int(route.vehicle_type())
        steps = _steps(problem, modelled, route)
        visits = drive(problem, kind, steps, int(route.start_time()))
        routes.append(Route(kind, used[kind], tuple(visits)))
        used[kind] += 1
        served.update(step.client for step in steps if step.client >= 0)
    missed = tuple(at for at in range(len(problem.clients)) if at not in served)
    return Plan(tuple(routes), missed)


def _steps(problem: Problem, modelled: Modelled, route: pyvrp.Route) -> list[Step]:
    """Return what a route does; the stand-in for the last tip becomes the tip and the home."""
    vehicle = problem.vehicles[int(route.vehicle_type())]
    steps = [
        Step(-1, activity.idx, 0, 0)
        if activity.is_depot()
        else Step(modelled.members[activity.idx][0], -1, *modelled.members[activity.idx][1:])
        for activity in route.schedule()
    ]
    if vehicle.ends_empty:
        steps[-1:] = [*_last_tip(problem, vehicle, steps[-2]), Step(-1, vehicle.end, 0, 0)]
    return steps


def _last_tip(problem: Problem, vehicle: Vehicle, last: Step) -> list[Step]:
    """Return the tip on the way home, as `_last_tips` chooses it; none right after another."""
    if last.site >= 0:
        return []
    place = problem.clients[last.client].ways[last.way].leave
    home = problem.sites[vehicle.end].place

    def through(tip: int) -> int:
        site = problem.sites[tip]
        length = problem.metres[place, site.place] + problem.metres[site.place, home]
        time = problem.seconds[place, site.place] + problem.seconds[site.place, home]
        return int(length * vehicle.per_m + (time + site.service_s) * vehicle.per_s)

    return [Step(-1, min(vehicle.reloads, key=through), 0, 0)]
