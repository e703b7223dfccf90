"""Whether a plan of sorties can be carried out; knows no solver, and believes none.

Times and energy are computed again, leg by leg, by whoever is asked (`Again`); the plan's own
numbers may be larger, as they are rounded up, and never smaller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citybricks.methods.drones.sorties.orders import Order, Sortie
from citybricks.types.planning import Violation

_ROUND = 1e-3


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sequence of orders takes, computed again.

    `offsets` are seconds from take-off to the end of each drop.
    """

    offsets: tuple[float, ...]
    seconds: float
    joules: float


Again = Callable[[Sequence[int]], Taken]
"""Computes a sequence of orders again."""


def check(
    orders: Sequence[Order],
    sorties: Sequence[Sortie],
    drones: int,
    swap_s: float,
    again: Again,
    payload_kg: float,
    budget_j: float,
    excused: Collection[str] = (),
) -> list[Violation]:
    """Return every rule that a plan breaks.

    Parameters
    ----------
    orders, sorties
        What was asked for, and the plan.
    drones, swap_s
        How many drones, and their time on the ground between two sorties.
    again
        Computes seconds and joules.
    payload_kg, budget_j
        Most that is lifted and most energy of a sortie.
    excused
        Orders that the plan says it leaves out.
    """
    found = check_timetable(orders, sorties, drones, swap_s, excused)
    for number, sortie in enumerate(sorties, 1):
        if all(0 <= place < len(orders) for place in sortie.flight.orders):
            found += _flying(f"S{number:02}", orders, sortie, again, payload_kg, budget_j)
    return found


def check_timetable(
    orders: Sequence[Order],
    sorties: Sequence[Sortie],
    drones: int,
    swap_s: float,
    excused: Collection[str] = (),
) -> list[Violation]:
    """Return the rules that a plan breaks when its own times are believed."""
    found = list(_brought(orders, sorties, excused))
    found += _in_windows(orders, sorties)
    found += _one_at_a_time(sorties, drones, swap_s)
    return found


def _brought(
    orders: Sequence[Order], sorties: Sequence[Sortie], excused: Collection[str]
) -> Iterator[Violation]:
    times = [0] * len(orders)
    for sortie in sorties:
        for place in sortie.flight.orders:
            if not 0 <= place < len(orders):
                yield _broken(
                    "unknown_order",
                    str(place),
                    place,
                    len(orders) - 1,
                    "is not asked for",
                    "不存在",
                )
            else:
                times[place] += 1
    for order, count in zip(orders, times, strict=True):
        if count > 1:
            yield _broken("brought_twice", order.id, count, 1, "is brought twice", "被重复配送")
        if count and order.id in excused:
            yield _broken(
                "brought_and_not", order.id, count, 0, "is said to be left out", "被称未配送"
            )
        if not count and order.id not in excused:
            yield _broken("not_brought", order.id, 0, 1, "is not brought", "未配送")


def _in_windows(orders: Sequence[Order], sorties: Sequence[Sortie]) -> Iterator[Violation]:
    for sortie in sorties:
        for place, second in sortie.delivered:
            if not 0 <= place < len(orders):
                continue
            order = orders[place]
            if second < order.open_s:
                yield _broken(
                    "too_early",
                    order.id,
                    second,
                    order.open_s,
                    "is delivered too early",
                    "送达过早",
                )
            if second > order.close_s:
                yield _broken(
                    "too_late", order.id, second, order.close_s, "is delivered too late", "送达过晚"
                )


def _one_at_a_time(sorties: Sequence[Sortie], drones: int, swap_s: float) -> Iterator[Violation]:
    by_drone: dict[int, list[Sortie]] = defaultdict(list)
    for sortie in sorties:
        by_drone[sortie.drone].append(sortie)
        if sortie.start_s < 0:
            yield _broken(
                "before_start",
                f"D{sortie.drone + 1}",
                sortie.start_s,
                0,
                "leaves too early",
                "起飞过早",
            )
    for drone, flown in sorted(by_drone.items()):
        name = f"D{drone + 1}"
        if not 0 <= drone < drones:
            yield _broken(
                "no_such_drone", name, drone + 1, drones, "is not in the fleet", "不在机队中"
            )
        for before, after in pairwise(sorted(flown, key=lambda each: each.start_s)):
            ready = before.land_s + swap_s
            if after.start_s < ready - _ROUND:
                yield _broken(
                    "not_ready",
                    name,
                    after.start_s,
                    ready,
                    "leaves before it is ready",
                    "未就绪即起飞",
                )


def _flying(
    name: str,
    orders: Sequence[Order],
    sortie: Sortie,
    again: Again,
    payload_kg: float,
    budget_j: float,
) -> Iterator[Violation]:
    flight = sortie.flight
    mass = sum(orders[place].mass_kg for place in flight.orders)
    if mass > payload_kg + _ROUND:
        yield _broken(
            "too_heavy", name, mass, payload_kg, "carries too much (kg)", "载重过大（千克）"
        )
        return
    taken = again(flight.orders)
    if taken.joules > budget_j + 1:
        yield _broken(
            "battery",
            name,
            taken.joules,
            budget_j,
            "takes from the reserve (J)",
            "动用了备用电量（焦耳）",
        )
    if flight.joules < taken.joules - 1:
        yield _broken(
            "joules",
            name,
            flight.joules,
            taken.joules,
            "takes more energy (J)",
            "实际能耗更大（焦耳）",
        )
    if flight.seconds < taken.seconds - _ROUND:
        yield _broken(
            "seconds", name, flight.seconds, taken.seconds, "takes longer (s)", "实际用时更长（秒）"
        )
    for place, said, is_ in zip(flight.orders, flight.offsets, taken.offsets, strict=False):
        if not is_ - _ROUND <= said <= is_ + 1 + _ROUND:
            yield _broken(
                "offset",
                orders[place].id,
                said,
                is_,
                "is delivered at another time (s)",
                "送达时刻不符（秒）",
            )
    if len(flight.offsets) != len(flight.orders):
        yield _broken(
            "drops",
            name,
            len(flight.offsets),
            len(flight.orders),
            "has other drops",
            "投递次数不符",
        )


def _broken(code: str, where: str, value: float, limit: float, en: str, zh: str) -> Violation:
    return Violation(
        code=code,
        where=where,
        value=float(value),
        limit=float(limit),
        en=f"{where} {en}: {value:g}, allowed {limit:g}",
        zh=f"{where} {zh}：{value:g}，允许 {limit:g}",
    )
