"""Rows of what waste is made of, of facilities, and of what a plan of flows says."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le

from citybricks.types import Model, Percent, Row, Unit

Material = Literal[
    "food",
    "garden",
    "paper",
    "plastic",
    "glass",
    "metal",
    "textile",
    "wood",
    "hygiene",
    "hazardous",
    "other",
]
Process = Literal["compost", "digestion", "sorting", "incineration", "landfill"]
Mass = Annotated[float, Ge(0), Le(1e9), Unit("t")]
Fee = Annotated[float, Ge(-1_000_000), Le(1_000_000), Unit("{CNY}/t")]
Money = Annotated[float, Unit("{CNY}")]
Carbon = Annotated[float, Unit("t")]
Share = Annotated[float, Ge(0), Le(1), Unit("1")]


class Content(Row):
    """A material in a fraction."""

    fraction: str
    """Which fraction."""
    material: Material
    """What is in it."""
    share: Percent
    """How much of its mass; those of a fraction add up to 100 %."""
    wanted: bool = True
    """Whether it belongs into this fraction; what does not is contamination."""


class Plant(Row):
    """A facility that treats waste."""

    id: str
    """Its name."""
    process: Process
    """What it does."""
    capacity: Mass
    """What it takes in the time that is planned."""
    fee: Fee = 0.0
    """Paid at its gate."""
    accepts: str = ""
    """Fractions it takes, with commas between; empty when it takes residues only."""
    residues: bool = False
    """Whether it takes what other facilities leave."""
    least_purity: Percent = 0.0
    """Share of a fraction that must belong into it."""
    haul_km: Annotated[float, Ge(0), Le(5_000), Unit("km")] = 0.0
    """Way to it from where waste is collected."""
    revenue: Fee = 0.0
    """Earned with a tonne of what it makes."""
    controlled: bool = True
    """Whether it is run as UN-Habitat calls controlled."""


class Treatment(Row):
    """What a tonne of a material becomes in a facility, instead of the default."""

    plant: str
    """Which facility."""
    material: Material
    """Of what."""
    product: Percent
    """What is sold."""
    residue: Percent
    """What goes on to another facility."""
    stored: Percent = 0.0
    """What stays there for good; what is missing to 100 % goes to the air."""
    emitted: Annotated[float, Ge(-100_000), Le(100_000), Unit("kg/t")] = 0.0
    """Greenhouse gases of its treatment (CO2e)."""
    avoided: Annotated[float, Ge(-100_000), Le(100_000), Unit("kg/t")] = 0.0
    """Greenhouse gases of what it replaces (CO2e)."""


class Setting(Model):
    """What the same plants do differently in another city."""

    grid: Annotated[float, Ge(0), Le(2), Unit("kg/(kW.h)")] = 0.55
    """Greenhouse gases of the electricity that is replaced (CO2e)."""
    efficiency: Percent = 22.0
    """Electricity sold for the heat of what is burnt."""
    gas_captured: Percent = 50.0
    """Landfill gas that is caught and burnt."""
    haul_cost: Annotated[float, Ge(0), Le(1_000), Unit("{CNY}/(t.km)")] = 1.2
    """Of a tonne and a kilometre."""
    haul_carbon: Annotated[float, Ge(0), Le(10), Unit("kg/(t.km)")] = 0.1
    """Of a tonne and a kilometre (CO2e)."""


class Sent(Row):
    """Waste on its way to a facility."""

    fraction: str
    """What was collected."""
    start: str
    """Where it comes from: collection, or a facility whose residue it is."""
    end: str
    """Facility that it goes to."""
    tonnes: Mass
    """How much."""


class Step(Row):
    """A band of the drawing: what goes from one place to the next, to products and to the air."""

    start: str
    """Fraction or facility."""
    end: str
    """Facility, products, what is stored, or what goes to the air."""
    tonnes: Mass
    """How much."""


class Balance(Row):
    """What comes into a facility and what becomes of it."""

    id: str
    """Its name."""
    process: Process
    """What it does."""
    capacity: Mass
    """What it takes."""
    taken: Mass
    """What comes in."""
    product: Mass
    """What is sold."""
    residue: Mass
    """What goes on to other facilities."""
    stored: Mass
    """What stays for good."""
    lost: Mass
    """What goes to the air."""
    worth: Annotated[float, Ge(0), Unit("{CNY}/t")]
    """What one more tonne of capacity would save."""


class Corner(Row):
    """A plan that no other one betters in both cost and greenhouse gases."""

    cost: Money
    """Of the plan."""
    carbon: Carbon
    """Its greenhouse gases (CO2e), those of collection included."""
    price: Annotated[float, Ge(0), Unit("{CNY}/t")] | None
    """Cost of each tonne saved on the way here from the plan before; empty for the cheapest."""
    landfilled: Mass
    """What it leaves in landfills."""


class Quality(Row):
    """How clean a fraction is."""

    fraction: str
    """Which."""
    tonnes: Mass
    """How much of it."""
    purity: Percent
    """What belongs into it."""
    contamination: Percent
    """What does not."""


class Capture(Row):
    """How much of a material reaches a fraction it belongs into and that is collected apart."""

    material: Material
    """Which."""
    tonnes: Mass
    """How much of it is in all waste that was collected."""
    captured: Percent
    """Share of it in fractions of which it is wanted and that something is made of."""


class Shortage(Row):
    """What has no place, and the least that would have to give."""

    plant: str
    """Facility that would have to take more."""
    more: Mass
    """By how much."""
    en: str
    """The same in English."""
    zh: str
    """The same in Chinese."""
