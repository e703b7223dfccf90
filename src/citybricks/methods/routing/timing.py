"""When a vehicle is where on a given route: it leaves, waits for windows, serves, goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citybricks.methods.routing.problem import Problem, Visit


class Step(NamedTuple):
    """What is visited next: a client in a way and a window, or a site; the other is -1."""

    client: int
    site: int
    way: int
    window: int


def drive(problem: Problem, vehicle: int, steps: Sequence[Step], start_s: int) -> list[Visit]:
    """Return the visits of a route that leaves its first site at `start_s` or when it may.

    No visit begins before its window opens; whether it begins too late is for the checker to say.
    """
    visits: list[Visit] = []
    now, place = max(start_s, problem.vehicles[vehicle].shift[0]), -1
    for at, step in enumerate(steps):
        enter, leave, inside = _through(problem, step)
        arrive = now + (int(problem.seconds[place, enter]) if place >= 0 else 0)
        start = max(arrive + inside, _opens(problem, step), _ready(problem, steps, at))
        now = start + _service(problem, step, last=at == len(steps) - 1)
        visits.append(Visit(step.client, step.site, step.way, arrive + inside, start, now))
        place = leave
    return visits


def _through(problem: Problem, step: Step) -> tuple[int, int, int]:
    """Return where a step is entered and left, and the seconds in between."""
    if step.client < 0:
        place = problem.sites[step.site].place
        return place, place, 0
    way = problem.clients[step.client].ways[step.way]
    return way.enter, way.leave, way.seconds


def _opens(problem: Problem, step: Step) -> int:
    if step.client < 0:
        return problem.sites[step.site].window[0]
    return problem.clients[step.client].windows[step.window][0]


def _ready(problem: Problem, steps: Sequence[Step], at: int) -> int:
    """Return when all that a trip brings along is ready, for the site it leaves from."""
    ready = 0
    if steps[at].site >= 0:
        for step in steps[at + 1 :]:
            if step.site >= 0:
                break
            ready = max(ready, problem.clients[step.client].ready_s)
    return ready


def _service(problem: Problem, step: Step, *, last: bool) -> int:
    if step.client >= 0:
        return problem.clients[step.client].service_s
    return 0 if last else problem.sites[step.site].service_s
