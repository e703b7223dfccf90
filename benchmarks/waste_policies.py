"""A year of 200 containers under three policies, five towns, the same waste for all (W3).

The weekly plan comes by as seldom as keeps each round of each container from overflowing in 99 of
100 rounds, on the best of three patterns of days, its rounds cover districts and are ordered once.
The threshold is the best of four in hindsight on the very year it is judged on, among those that
serve as well as the weekly plan; its rounds are ordered each day. What selects has learnt from
twelve weeks of readings and has the same settings in all towns, tuned on towns 10 to 12, which are
not among the five. All rounds are ordered by the same annealing.

The towns have no hamlets, and where containers do not last three days more stand side by side.
"""

from __future__ import annotations

import sys
from statistics import mean, median
from time import process_time

from benchmarks.figure import Figure
from citybricks.methods.waste.policies.comparing import WEEKS, best_threshold, settle
from citybricks.methods.waste.policies.towns import begin, world

SEEDS = range(5)


def _spread(values: list[float]) -> str:
    """Say how towns differ."""
    return f"5 towns, mean {mean(values):.1f}, {min(values):.1f} to {max(values):.1f}"


def main() -> None:
    """Print what is measured."""
    less_than_plan, less_than_threshold, better, seconds = [], [], [], []
    for seed in SEEDS:
        town = world(seed, days=WEEKS * 7 + 365)
        setting = settle(town, begin(town, seed))
        plan = setting.year(setting.plan)
        percent, threshold = best_threshold(setting, plan.service)
        started = process_time()
        chosen = setting.year(setting.selecting())
        seconds.append(process_time() - started)
        less_than_plan.append(100 * (1 - chosen.kilometres / plan.kilometres))
        less_than_threshold.append(100 * (1 - chosen.kilometres / threshold.kilometres))
        better.append(chosen.service - plan.service)
        for name, year in (("plan", plan), (f"{percent:.0f} %", threshold), ("select", chosen)):
            sys.stderr.write(
                f"  {seed} {name}: {year.kilometres:.0f} km, service {year.service:.3f} %,"
                f" {int(year.overflowing.sum())} overflows, {year.crew_hours:.0f} crew hours,"
                f" {int(year.emptied.sum())} visits\n"
            )
    Figure(
        name="fewer kilometres than the weekly plan",
        value=median(less_than_plan),
        unit="%",
        at_least=25,
        peer="weekly plan",
        note=_spread(less_than_plan),
    ).tell()
    Figure(
        name="service above the weekly plan's, in the worst town",
        value=min(better),
        unit="points",
        at_least=0,
        peer="weekly plan",
    ).tell()
    Figure(
        name="fewer kilometres than the best threshold",
        value=median(less_than_threshold),
        unit="%",
        at_least=8,
        peer="threshold in hindsight",
        note=_spread(less_than_threshold),
    ).tell()
    Figure(name="a year that selects", value=median(seconds), unit="CPU s").tell()


if __name__ == "__main__":
    main()
