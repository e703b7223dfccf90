"""A gauge: how near a plan comes to what no plan can exceed."""

from __future__ import annotations

from markupsafe import Markup

from citybricks.types import Table as Data
from citybricks.types import Violation
from citybricks.views import colours
from citybricks.views.charts.sheet import NAMED, WIDTH, paper
from citybricks.views.markup import NOTE, TITLE, join, tag
from citybricks.views.numbers import number
from citybricks.views.proof import checked, percent
from citybricks.views.reader import Reader

_BAR = 22
"""Height of the bar."""
_PROVED = 1e-9
"""Gap below which a plan reaches the bound, but for rounding."""
_ZOOM = 0.1
"""Gap below which the bar begins at nine tenths of the bound, so that the gap is seen."""


class Gauge:
    """What a plan reaches of a proven bound, and what a checker says of it.

    Parameters
    ----------
    value
        What is reached; as large as possible.
    bound
        What no plan can exceed; it has been proved.
    violations
        Rules that the plan breaks, found by a checker that knows no solver.
    name
        What is measured, in English.
    """

    def __init__(
        self, value: float, bound: float, violations: Data[Violation], name: str = ""
    ) -> None:
        self.value = value
        self.bound = bound
        self.violations = violations
        self.name = name

    @property
    def gap(self) -> float:
        """Share of the bound that might still be gained."""
        return max(0.0, 1 - self.value / self.bound) if self.bound else 0.0

    def html(self, reader: Reader) -> Markup:
        """Write the verdict, the bar, its sentence, and what the checker found."""
        holds = not len(self.violations)
        return tag(
            "div",
            tag("p", self.verdict(reader), class_="cb-verdict", id=TITLE),
            self._sheet(NAMED) if self.bound else None,
            tag("p", self.summary(reader), class_="cb-note", id=NOTE),
            checked(self.violations, reader),
            class_=f"cb-evidence cb-gauge {'cb-holds' if holds else 'cb-breaks'}",
        )

    def svg(self, reader: Reader) -> str:
        """Draw the bar as an SVG file."""
        said = reader.joined(self.verdict(reader), self.summary(reader))
        return str(self._sheet({"role": "img"}, tag("title", said)))

    def verdict(self, reader: Reader) -> str:
        """Say in a sentence how much might still be gained."""
        if len(self.violations):
            return reader("The plan breaks rules; how good it is does not matter yet.")
        if self.gap <= _PROVED:
            return reader("Proved optimal: no better plan exists.")
        return reader("At most {share} % more is possible.", share=percent(self.gap))

    def summary(self, reader: Reader) -> str:
        """Say what is reached, and of what."""
        return reader(
            "{name}: {value}; proven bound: {bound}; gap: {gap} %.",
            name=reader(self.name or "Value"),
            value=number(self.value),
            bound=number(self.bound),
            gap="0" if self.gap <= _PROVED else percent(self.gap),
        )

    def _sheet(self, named: dict[str, str], title: Markup | None = None) -> Markup:
        start = 0.9 if self.gap < _ZOOM else 0.0
        inner = WIDTH - 16
        reached = inner * max(0.0, 1 - self.gap - start) / (1 - start)
        look = {"x": 8, "y": 8, "height": _BAR, "rx": 3}
        ground = tag("rect", **look, width=inner, fill=colours.NEUTRAL)
        bar = tag("rect", **look, width=f"{reached:.1f}", fill=colours.SERIES[0])
        edge = 8 + inner
        bound = tag(
            "path", d=f"M{edge} 2v{_BAR + 12}", stroke=colours.ACCENT, stroke_width=3, fill="none"
        )
        torn = tag(
            "path", d=f"M12 4l6 {_BAR + 8}m6 {-_BAR - 8}l6 {_BAR + 8}",
            stroke=colours.SURFACE, stroke_width=3, fill="none",
        )  # fmt: skip
        marks = join((ground, bar, torn if start else None, bound))
        return paper(_BAR + 16, marks, title, **named)
