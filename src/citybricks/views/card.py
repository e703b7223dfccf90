"""A card: one number, large, with what it measures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from citybricks.types import Indicator
from citybricks.views import colours
from citybricks.views.columns import Kind, write
from citybricks.views.markup import join, tag
from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown

GOALS = (
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
)
"""Short titles of the Sustainable Development Goals, 1 to 17."""


class Card:
    """One value, large, with its label, unit and meaning.

    Parameters
    ----------
    value
        An `Indicator`, or a number, text, date or yes and no.
    label
        What it is, in English; an indicator's own name when empty.
    unit
        UCUM code of a number; an indicator has its own.
    description
        A sentence of explanation, in English.
    """

    def __init__(
        self, value: Any, label: str = "", *, unit: str = "", description: str = ""
    ) -> None:
        self.indicator = value if isinstance(value, Indicator) else None
        self.value = value.value if isinstance(value, Indicator) else value
        self.unit = value.unit if isinstance(value, Indicator) else unit
        self.label = (value.name or label) if isinstance(value, Indicator) else label
        self.description = description

    def html(self, reader: Reader) -> Markup:
        """Write the card."""
        return tag(
            "div",
            tag("dt", self._named(reader), class_="cb-label"),
            self._badge(reader),
            tag("dd", self._figure(reader), class_="cb-figure"),
            tag("dd", reader(self.description), class_="cb-note") if self.description else None,
            self._whence(),
            class_="cb-card",
        )

    def _named(self, reader: Reader) -> str:
        if self.label or self.indicator is None:
            return reader(self.label)
        return reader("Indicator {code}", code=self.indicator.sdg)

    def _figure(self, reader: Reader) -> Markup:
        kind = kind_of(self.value)
        written = write(self.value, kind, reader)
        unit = shown(self.unit, reader, self.value) if kind == "number" else ""
        behind = quantity(written, unit).removeprefix(written).replace("\xa0", " ")
        return join(
            (
                tag("span", written, class_=f"cb-value cb-{kind}"),
                tag("span", behind, class_="cb-unit") if behind else None,
            )
        )

    def _whence(self) -> Markup | None:
        if self.indicator is None:
            return None
        said = [self.indicator.place, str(self.indicator.year or "")]
        known = " ".join(part for part in said if part)
        return tag("dd", known, class_="cb-whence") if known else None

    def _badge(self, reader: Reader) -> Markup | None:
        code = self.indicator.sdg if self.indicator else ""
        goal = code.split(".")[0]
        if not goal.isdecimal() or not 1 <= int(goal) <= len(GOALS):
            return None
        colour = colours.SDG[int(goal) - 1]
        ink = max("#ffffff", "#1c2530", key=lambda ink: colours.contrast(ink, colour))
        title = f"{reader('SDG {goal}', goal=goal)} {reader(GOALS[int(goal) - 1])}"
        return tag(
            "dd",
            tag(
                "svg",
                tag("title", title),
                tag("rect", width=36, height=36, rx=4, fill=colour),
                tag("text", goal, x=18, y=24.5, fill=ink, text_anchor="middle"),
                viewBox="0 0 36 36",
                role="img",
                aria_label=title,
            ),
            tag("span", code, class_="cb-code"),
            class_="cb-sdg",
        )


def kind_of(value: Any) -> Kind:
    """Return how a single value is written."""
    match value:
        case bool():
            return "truth"
        case int() | float():
            return "number"
        case datetime():
            return "moment"
        case date():
            return "day"
    return "text"
