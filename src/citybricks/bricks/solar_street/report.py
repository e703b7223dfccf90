"""The designs as tables: what to order, how sure it is, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from citybricks.bricks.solar_street.demand import night_energy
from citybricks.bricks.solar_street.equipment import Footprint
from citybricks.bricks.solar_street.sizing import cheapest, contours
from citybricks.bricks.solar_street.sources import Sources
from citybricks.bricks.solar_street.street import Design, sky_class
from citybricks.bricks.solar_street.sun import Array, Sun

CONTOURS = (0.3, 1.0, 3.0)
"""Loss-of-load probabilities whose sizes are shown, over the target."""
AROUND = (0.55, 0.65, 0.75, 0.85, 1.0, 1.2, 1.45, 1.75)
"""Panels that are shown with the battery each needs, over the panel chosen."""
MEANS = "monthly means"
"""Name of the first source."""


def worst(values: NDArray[Any], confidence: float) -> float:
    """Value of the worst year within the confidence."""
    return float(np.quantile(values, confidence, method="inverted_cdf"))


@dataclass(frozen=True)
class Street:
    """Designs for the classes of a street, and the places they are for.

    Parameters
    ----------
    sun
        The sun over the place.
    places
        Poles and benches.
    designs
        One for each class of skyline, the most open first.
    sources
        Years of weather.
    footprint
        Greenhouse gases of energy and equipment.
    """

    sun: Sun
    places: gpd.GeoDataFrame
    designs: list[Design]
    sources: Sources
    footprint: Footprint

    @property
    def counts(self) -> Array:
        """Number of poles of each design."""
        classes = sky_class(self.places.skyline.to_numpy(float))
        return np.array([float((classes == design.skyline).sum()) for design in self.designs])

    def poles(self) -> gpd.GeoDataFrame:
        """Each pole with its size and reliability."""
        classes = sky_class(self.places.skyline.to_numpy(float))
        at = np.searchsorted([design.skyline for design in self.designs], classes)
        rows = pd.DataFrame(
            [
                {
                    "lit_nights": -worst(-design.lit, design.task.kit.confidence),
                    "panel": design.size.panel,
                    "battery": design.size.battery,
                    "tilt": design.tilt,
                    "skyline": design.skyline,
                }
                for design in self.designs
            ]
        ).iloc[at]
        kept = self.places[[n for n in self.places.columns if n not in rows.columns]]
        return kept.assign(**{name: rows[name].to_numpy() for name in rows.columns})

    def orders(self) -> pd.DataFrame:
        """Tell what to order for each class."""
        return pd.DataFrame(
            [
                {
                    "skyline": design.skyline,
                    "poles": int(count),
                    "panel": design.size.panel,
                    "battery": design.size.battery,
                    "tilt": design.tilt,
                    "build": count * first_cost(design),
                    "keep": count * design.size.cost,
                }
                for design, count in zip(self.designs, self.counts, strict=True)
            ]
        )

    def numbers(self) -> dict[str, Any]:
        """Totals and means of the whole street."""
        confidence = self.designs[0].task.kit.confidence
        shares = self.counts / self.counts.sum()
        orders = self.orders()
        made = (orders.poles * (orders.panel * self.footprint.panel)).sum()
        prices = self.designs[0].task.kit.prices
        lives = prices.horizon / prices.battery_life
        made += (orders.poles * orders.battery * self.footprint.battery).sum() * max(lives, 1.0)
        used = sum(
            count * design.asked / 1000 * (1 - float(design.loss.mean()))
            for design, count in zip(self.designs, self.counts, strict=True)
        )
        grid = self.footprint.grid * used
        return {
            "loss": 100 * max(worst(design.loss, confidence) for design in self.designs),
            "loss_when_new": 100 * max(worst(d.loss_new, confidence) for d in self.designs),
            "lit_nights": float(shares @ [design.lit.mean() for design in self.designs]),
            "dark_run": int(max(worst(design.run, confidence) for design in self.designs)),
            "flawless_years": 100
            * float(shares @ [(design.run == 0).mean() for design in self.designs]),
            "autonomy": min(autonomy(self.sun, design) for design in self.designs),
            "build": float(orders.build.sum()),
            "keep": float(orders.keep.sum()),
            "cable": float(shares @ [cable(design) for design in self.designs]),
            "energy": used,
            "carbon": (grid - made / prices.horizon) / 1000,
        }

    def yearly(self) -> pd.DataFrame:
        """Tell how the first design does in every year, from the best to the worst."""
        design, years = self.designs[0], self.sources.years
        order = np.lexsort((design.run, design.loss))
        return pd.DataFrame(
            {
                "share": 100 * (1 + np.arange(len(order))) / len(order),
                "loss": 100 * design.loss[order],
                "dark_run": design.run[order],
                "lit_nights": design.lit[order],
                "source": [self.sources.names[at] or MEANS for at in years.source[order]],
            }
        )

    def side_by_side(self) -> pd.DataFrame:
        """Tell what each source alone would ask for, at the tilt of the first design."""
        years, names = self.sources.years, self.sources.names
        rows = []
        for at in range(len(names)):
            for measured in (False, True):
                chosen = np.flatnonzero((years.source == at) & (years.measured == measured))
                if len(chosen):
                    said = names[at] or MEANS
                    name = f"{said} (synthetic years)" if names[at] and not measured else said
                    rows.append({"source": name, **self._alone(chosen)})
        return pd.DataFrame(rows)

    def _alone(self, chosen: NDArray[np.int64]) -> dict[str, Any]:
        design = self.designs[0]
        confidence = design.task.kit.confidence
        alone = len(chosen) < len(design.task.must)
        found = cheapest(design.task.of([0], chosen)) if alone else design.size
        yearly = self.sources.years.level[:, chosen].sum(axis=0) / 2000
        return {
            "irradiation": float(yearly.mean()),
            "panel": found.panel if found else None,
            "battery": found.battery if found else None,
            "cost": found.cost if found else None,
            "loss": 100 * worst(design.loss[chosen], confidence),
            "dark_run": int(worst(design.run[chosen], confidence)),
            "lit_nights": -worst(-design.lit[chosen], confidence),
        }

    def sizes(self) -> pd.DataFrame:
        """Panels and their batteries for three loss-of-load probabilities, first design."""
        design = self.designs[0]
        task, step = design.task, design.task.kit.battery.step
        rungs = np.round(np.array(AROUND) * design.size.panel / task.kit.panel.step)
        rungs = np.unique(np.clip(rungs, 1, None)) * task.kit.panel.step
        rungs = rungs[rungs <= max(task.kit.panel.largest, design.size.panel)]
        targets = np.unique(task.kit.target * np.array(CONTOURS))
        need = contours(task, rungs, targets) * step
        frame = pd.DataFrame(
            {
                "panel": np.tile(rungs, len(targets)),
                "loss": 100 * np.repeat(targets, len(rungs)),
                "battery": need.ravel(),
            }
        )
        return frame[frame.battery <= task.kit.battery.largest].reset_index(drop=True)


def first_cost(design: Design) -> float:
    """Price of building one pole."""
    prices, size = design.task.kit.prices, design.size
    return prices.fixed + prices.panel * size.panel + prices.battery * size.battery


def autonomy(sun: Sun, design: Design) -> float:
    """Longest nights that the full, aged battery carries without sun."""
    battery = design.task.kit.battery
    night = night_energy(sun, design.task.kit.lamp)
    usable = battery.depth * battery.health * battery.discharge / 1e6
    return design.size.battery * usable / night if night else 0.0


def cable(design: Design) -> float:
    """Distance from the grid beyond which one pole is cheaper with the sun [m]."""
    prices = design.task.kit.prices
    grid = prices.grid_energy(design.asked / 1000)
    extra = design.size.cost - prices.fixed - grid
    return max(extra / prices.cable, 0.0) if prices.cable else 0.0
