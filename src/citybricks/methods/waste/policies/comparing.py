"""Policies side by side on the same waste, and what a sensor is worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citybricks.methods.waste.policies.deciding import Selecting, Threshold, Weekly, weekly
from citybricks.methods.waste.policies.learning import learn, observe
from citybricks.methods.waste.policies.routing import Ways
from citybricks.methods.waste.policies.simulating import Policy, Year, simulate
from citybricks.methods.waste.policies.world import Floats, World

WEEKS = 12
"""Weeks of the weekly plan that are read before the comparison begins."""
THRESHOLDS = (45.0, 50.0, 55.0, 60.0)


@dataclass(frozen=True, eq=False)
class Setting:
    """A town at the start of a comparison: what was learnt, and what is in the containers.

    Parameters
    ----------
    world
        The days that are compared.
    plan
        The weekly plan.
    start
        Litres in each container on the first morning.
    """

    world: World
    ways: Ways
    plan: Weekly
    start: Floats
    past: World
    readings: object

    def selecting(self, **choices: float) -> Selecting:
        """Return the policy that selects, with what was learnt.

        It drives every other day where a day fills a truck, else every third day.
        """
        daily = self.past.thrown_l.sum(axis=1).mean()
        choices.setdefault("every", 2 if daily > self.world.fleet.capacity_l else 3)
        model = learn(self.world, self.readings)  # type: ignore[arg-type] # a data frame
        return Selecting(self.ways, model, **choices)  # type: ignore[arg-type]

    def year(self, policy: Policy, report: Callable[[float], None] | None = None) -> Year:
        """Let a policy work on the days that are compared."""
        return simulate(self.world, policy, self.start, report)


def settle(world: World, start: Floats, weeks: int = WEEKS) -> Setting:
    """Run a town on its weekly plan for some weeks and learn from it.

    Parameters
    ----------
    world
        The weeks before and the days to compare.
    start
        Litres in each container on the first morning of all.
    """
    past, then = world.part(slice(0, weeks * 7)), world.part(slice(weeks * 7, None))
    plan = weekly(past, past.thrown_l)
    readings, fill = observe(past, plan, start)
    return Setting(then, plan.ways, plan, fill, past, readings)


def best_threshold(
    setting: Setting, service: float, tried: Sequence[float] = THRESHOLDS
) -> tuple[float, Year]:
    """Return the threshold that drives least among those that serve as well, found in hindsight.

    The one that serves best when none serves as well.
    """
    years = {percent: setting.year(Threshold(setting.ways, percent)) for percent in tried}
    enough = {at: year for at, year in years.items() if year.service >= service}
    if not enough:
        best = max(years, key=lambda at: years[at].service)
        return best, years[best]
    least = min(enough, key=lambda at: enough[at].metres.sum())
    return least, enough[least]


def sensor_worth(
    setting: Setting, with_sensors: Year, without: Year, overflow_cost: float
) -> float:
    """Return what a sensor saves in a year, in money: trucks, crews and overflows."""
    world = setting.world

    def total(year: Year) -> float:
        return year.cost(world) + overflow_cost * float(year.overflowing.sum())

    return (total(without) - total(with_sensors)) / world.count * 365 / world.days
