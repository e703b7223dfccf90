"""What a chart draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citybricks.views.columns import Column

Kind = Literal["line", "bar", "area", "point", "step"]


@dataclass(frozen=True, slots=True)
class Plot:
    """Columns along an axis; see `citybricks.views.charts.chart.Chart`."""

    x: Column
    ys: tuple[Column, ...]
    kind: Kind = "line"
    colour: Column | None = None
    band: tuple[Column, Column] | None = None
    log_x: bool = False
    log_y: bool = False
    reference: tuple[float, str] | None = None

    @property
    def unit(self) -> str:
        """The UCUM code that all y share, or nothing."""
        units = {y.unit for y in self.ys}
        return units.pop() if len(units) == 1 else ""

    @property
    def listed(self) -> bool:
        """Whether x is a list of names rather than a measure."""
        return self.kind == "bar" or self.x.kind in ("text", "truth")

    @property
    def temporal(self) -> bool:
        """Whether x is time."""
        return self.x.kind in ("day", "moment")
