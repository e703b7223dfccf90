"""Sorties from a base: 40 orders and 4 drones in 10 made towns, each objective proved optimal."""

from __future__ import annotations

import sys
from statistics import median
from time import process_time

import numpy as np

from benchmarks.figure import Figure
from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import Airways, airways
from citybricks.methods.drones.margins import USUAL
from citybricks.methods.drones.sorties import OBJECTIVES, Order, deliver
from citybricks.methods.routing.stopping import Stop
from citybricks.methods.towns.making import town
from citybricks.methods.towns.orders import orders
from citybricks.methods.towns.zones import zones

TOWNS, ORDERS, DRONES = 10, 40, 4
WIND = (4.0, 0.0)
WEIGHTS = {"medicine": 3, "food": 2, "parcel": 1}


def instance(seed: int, count: int = ORDERS) -> tuple[list[Order], Airways]:
    """Return the orders of a town, and the ways to them around its zones."""
    import shapely

    made = town(seed)
    closed = zones(made)
    asked = orders(made, count, seed, closed)
    places = np.array([made.depot, *(each.place for each in asked)])
    areas = [shapely.Polygon(area.xy) for area in closed]
    return [
        Order(
            each.id,
            each.mass_kg,
            each.open_s,
            each.close_s,
            30,
            WEIGHTS[each.priority],
            each.hamlet >= 0,
        )
        for each in asked
    ], airways(places, areas, USUAL.across_m)


def main() -> None:
    """Print what is measured."""
    towns = [instance(seed) for seed in range(TOWNS)]
    for objective in OBJECTIVES:
        taken, gaps = [], []
        for seed, (asked, ways) in enumerate(towns):
            start = process_time()
            made = deliver(asked, ways, Aircraft(), drones=DRONES, wind=WIND, objective=objective)
            taken.append(process_time() - start)
            gaps.append(made.answer.gap)
            assert made.answer.feasible, made.answer.violations
            sys.stderr.write(
                f"{objective} {seed}: {made.answer.objective:.0f} gap {made.answer.gap:.4%} "
                f"{taken[-1]:.1f} s, not flown: {[each.en for each in made.unserved]}\n"
            )
        proved = sum(gap <= 1e-6 for gap in gaps)
        Figure(
            name=f"{objective}: proved optimal", value=proved, unit="towns", at_least=TOWNS
        ).tell()
        Figure(
            name=f"{objective}: longest",
            value=max(taken),
            unit="CPU s",
            at_most=60,
            note=f"median {median(taken):.1f} s",
        ).tell()
    many()


def many() -> None:
    """Print how far 200 orders are from their bound, planned without listing all flights."""
    asked, ways = instance(0, 200)
    stop = Stop(iterations=2_000)
    made = deliver(asked, ways, Aircraft(), drones=8, wind=WIND, objective="energy", stop=stop)
    assert made.answer.feasible, made.answer.violations
    Figure(
        name="200 orders, 8 drones: energy above its bound",
        value=made.answer.gap * 100,
        unit="%",
        at_most=3,
        note=f"{made.answer.cpu_s:.1f} CPU s",
    ).tell()


if __name__ == "__main__":
    main()
