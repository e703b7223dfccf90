"""Why something cannot be collected, in words, and the least that would have to give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from citybricks.bricks.waste_rounds.given import Dict
from citybricks.bricks.waste_rounds.planning import DAY_S, Planned, relaxed
from citybricks.bricks.waste_rounds.words import WORDS
from citybricks.methods.routing.problem import Client, Problem, Vehicle
from citybricks.methods.routing.rounds import search
from citybricks.methods.routing.stopping import Stop

MORE_MIN = (30, 60, 120, 240)
"""Longer shifts that are tried, in minutes."""
ITERATIONS = 200
"""Steps of the search with each relaxation."""


class Lack(NamedTuple):
    """What a truck lacks for one client: how much is needed and how much there is."""

    code: str
    needed: int
    allowed: int

    @property
    def short(self) -> int:
        """How much is missing; none is missing where it is 0 or less."""
        return self.needed - self.allowed


def conflicts(planned: Planned) -> Iterator[Dict]:
    """Explain what must be collected and is not, and containers that are shut all the time."""
    for at in planned.closed:
        yield _shut(planned, at)
    missed = [at for at in planned.plan.unserved if planned.problem.clients[at].required]
    together: list[int] = []
    for at in missed:
        lack = alone(planned.problem, planned.problem.clients[at])
        if lack is None:
            together.append(at)
        else:
            yield _row(planned, at, lack)
    if together:
        yield from _together(planned, together)


def alone(problem: Problem, client: Client) -> Lack | None:
    """Return what the truck that lacks least lacks for a client by itself; none if one can."""
    lacks = [_lack(problem, vehicle, client) for vehicle in problem.vehicles]
    if not all(lacks):
        return None
    return min((lack for lack in lacks if lack), key=lambda lack: lack.short)


def _lack(problem: Problem, vehicle: Vehicle, client: Client) -> Lack | None:
    """Return what a truck lacks on the round that serves this client only."""
    for load, room in zip(client.load, vehicle.capacity, strict=True):
        if load > room:
            return Lack("capacity", load, room)
    found = [
        _round(problem, vehicle, client, way, tip)
        for way in range(len(client.ways))
        for tip in vehicle.reloads
    ]
    return None if None in found else min(filter(None, found), key=lambda lack: lack.short)


def _round(problem: Problem, vehicle: Vehicle, client: Client, way: int, tip: int) -> Lack | None:
    depot, site, one = problem.sites[vehicle.start], problem.sites[tip], client.ways[way]
    left = max(vehicle.shift[0], depot.window[0]) + depot.service_s
    there = left + int(problem.seconds[depot.place, one.enter])
    day = left // DAY_S
    windows = [window for window in client.windows if window[0] // DAY_S == day]
    starts = [max(there, early) for early, late in windows if there <= late]
    if not starts:
        last = max((late for _, late in windows), default=day * DAY_S)
        return Lack("window", there % DAY_S, last % DAY_S)
    done = min(starts) + client.service_s
    at_tip = done + int(problem.seconds[one.leave, site.place])
    if at_tip > site.window[1]:
        return Lack("tip", at_tip % DAY_S, site.window[1] - day * DAY_S)
    home = max(at_tip, site.window[0]) + site.service_s
    home += int(problem.seconds[site.place, depot.place])
    if home > vehicle.shift[1]:
        return Lack("shift", home - day * DAY_S, vehicle.shift[1] - day * DAY_S)
    legs = ((depot.place, one.enter), (one.leave, site.place), (site.place, depot.place))
    metres = one.metres + sum(int(problem.metres[a, b]) for a, b in legs)
    return Lack("range", metres, vehicle.longest_m) if metres > vehicle.longest_m else None


def clock(seconds: float) -> str:
    """Write a time of day."""
    minutes = round(seconds / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _row(planned: Planned, at: int, lack: Lack) -> Dict:
    name = planned.problem.clients[at].id
    timed = lack.code in {"window", "tip", "shift"}
    values = (clock(lack.needed), clock(lack.allowed)) if timed else (lack.needed, lack.allowed)
    if lack.code == "range":
        values = (f"{lack.needed / 1000:.1f}", f"{lack.allowed / 1000:.1f}")
    en, zh = (
        text.format(name=name, needed=values[0], allowed=values[1]) for text in WORDS[lack.code]
    )
    return _conflict(name, lack.code, lack.needed, lack.allowed, en, zh)


def _conflict(what: str, code: str, needed: float, allowed: float, en: str, zh: str) -> Dict:
    return {
        "what": what,
        "code": code,
        "needed": float(needed),
        "allowed": float(allowed),
        "en": en,
        "zh": zh,
    }


def _shut(planned: Planned, at: int) -> Dict:
    row = planned.given.containers[at]
    hours = [each for each in planned.given.access if each["container"] == row["id"]]
    opens = min((each["opens_h"] for each in hours), default=0.0)
    closes = max((each["closes_h"] for each in hours), default=24.0)
    own = [truck for truck in planned.given.trucks if truck["fraction"] == row["fraction"]]
    start, end = min(t["shift_start_h"] for t in own), max(t["shift_end_h"] for t in own)
    words = {
        "name": row["id"],
        "opens": clock(opens * 3600),
        "closes": clock(closes * 3600),
        "start": clock(start * 3600),
        "end": clock(end * 3600),
    }
    en, zh = (text.format(**words) for text in WORDS["shut"])
    return _conflict(row["id"], "shut", opens * 3600, end * 3600, en, zh)


def _together(planned: Planned, missed: list[int]) -> Iterator[Dict]:
    """Explain what does not fit beside the rest: try longer shifts, then one more truck."""
    code, amount = _relaxation(planned, missed)
    en, zh = WORDS[code]
    for at in missed:
        name = planned.problem.clients[at].id
        yield _conflict(
            name,
            "together",
            amount,
            0.0,
            en.format(name=name, amount=amount),
            zh.format(name=name, amount=amount),
        )


def _relaxation(planned: Planned, missed: list[int]) -> tuple[str, int]:
    problem = relaxed(planned.problem, planned.given)
    for minutes in MORE_MIN:
        if _serves(planned, _longer(problem, minutes * 60), missed):
            return "longer", minutes
    more = replace(
        problem, vehicles=tuple(replace(each, count=each.count + 1) for each in problem.vehicles)
    )
    return ("truck", 1) if _serves(planned, more, missed) else ("more", 2)


def _longer(problem: Problem, seconds: int) -> Problem:
    vehicles = tuple(
        replace(each, shift=(each.shift[0], each.shift[1] + seconds)) for each in problem.vehicles
    )
    clients = tuple(
        replace(
            client,
            windows=(
                *client.windows[:-1],
                (client.windows[-1][0], client.windows[-1][1] + seconds),
            ),
        )
        for client in problem.clients
    )
    return replace(problem, vehicles=vehicles, clients=clients)


def _serves(planned: Planned, problem: Problem, missed: list[int]) -> bool:
    seed = planned.answer.seed
    plan, _ = search(problem, Stop(iterations=ITERATIONS), seed)
    must = {at for at, client in enumerate(planned.problem.clients) if client.required}
    return not (must | set(missed)) & set(plan.unserved)
