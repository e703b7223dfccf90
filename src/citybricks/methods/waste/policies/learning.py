"""What a city knows when it begins to choose: readings of weeks under its weekly plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citybricks.methods.waste.policies.simulating import Policy
from citybricks.methods.waste.policies.world import Floats, World

if TYPE_CHECKING:
    import pandas as pd

    from citybricks.methods.waste.fill import FillModel

ZONE = "Asia/Shanghai"


def observe(world: World, policy: Policy, start: Floats) -> tuple[pd.DataFrame, Floats]:
    """Let a policy work and write down what sensors tell each morning.

    Returns
    -------
    tuple
        Rows of `citybricks.types.Reading`, and the litres in each container in the end.
    """
    import pandas as pd

    fill, parts = start.copy(), []
    for day in range(world.days):
        readings = world.read(day, fill)
        emptied = np.isin(np.arange(world.count), policy.decide(world, day, fill, readings).emptied)
        moment = pd.Timestamp(world.date_of(day)).tz_localize(ZONE) + pd.Timedelta(hours=6)
        parts.append(
            pd.DataFrame(
                {
                    "container": names(world),
                    "time": moment,
                    "fill": readings,
                    "emptied": emptied,
                }
            )
        )
        fill = np.where(emptied, 0.0, fill) + world.thrown_l[day]
    return pd.concat(parts, ignore_index=True), fill


def names(world: World) -> list[str]:
    """Return names of the containers that sort as they are numbered."""
    return [f"{at:05}" for at in range(world.count)]


def learn(world: World, readings: pd.DataFrame) -> FillModel:
    """Learn how the containers of a town fill."""
    from citybricks.methods.waste.fill import fit

    return fit(readings, zone=ZONE, country="").only(names(world))
