"""Streams, facilities and what a tonne becomes in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Process = Literal["compost", "digestion", "sorting", "incineration", "landfill"]
RECYCLING: frozenset[Process] = frozenset({"compost", "digestion", "sorting"})
"""What SDG 12.5.1 counts: biological treatment is in, burning is not."""
Path = tuple[str, ...]
"""A stream, and the facilities that its residue has come through since."""


@dataclass(frozen=True, slots=True)
class Stream:
    """What is collected together.

    Parameters
    ----------
    id
        Name of the fraction.
    tonnes
        How much of it.
    shares
        Share of each material in it; they add up to 1.
    wanted
        Materials that belong into it.
    """

    id: str
    tonnes: float
    shares: Mapping[str, float]
    wanted: frozenset[str]

    @property
    def purity(self) -> float:
        """Share of it that belongs into it."""
        return sum(share for material, share in self.shares.items() if material in self.wanted)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tonne of a material becomes in a facility.

    Parameters
    ----------
    product, residue, stored
        Shares that are sold, go on to another facility, stay for good; the rest goes to the air.
    emitted, avoided
        Greenhouse gases of it, and those of what it replaces. [kg CO2e/t]
    """

    product: float
    residue: float
    stored: float
    emitted: float
    avoided: float

    @property
    def lost(self) -> float:
        """Share that goes to the air as gas and vapour."""
        return 1.0 - self.product - self.residue - self.stored


@dataclass(frozen=True, slots=True)
class Facility:
    """Where waste is treated.

    Parameters
    ----------
    id
        Its name.
    process
        What it does.
    capacity
        What it takes in the time that is planned. [t]
    fee
        Paid at its gate. [money/t]
    accepts
        Streams it takes.
    takes_residue
        Whether it takes what other facilities leave.
    purity
        Share of a stream that must belong into it.
    haul_km
        Way to it.
    controlled
        Whether it is run as UN-Habitat calls controlled.
    outcomes
        What becomes of each material.
    revenue
        Earned with a tonne of product. [money/t]
    """

    id: str
    process: Process
    capacity: float
    fee: float
    accepts: frozenset[str]
    takes_residue: bool
    purity: float
    haul_km: float
    controlled: bool
    outcomes: Mapping[str, Outcome]
    revenue: float = 0.0


@dataclass(frozen=True, slots=True)
class Haul:
    """What a tonne costs on its way.

    Parameters
    ----------
    cost
        [money/(t km)]
    carbon
        [kg CO2e/(t km)]
    """

    cost: float
    carbon: float


@dataclass(frozen=True, slots=True)
class Network:
    """All that is planned: streams, facilities, the way between them.

    Parameters
    ----------
    streams
        What is collected.
    facilities
        Where it can go.
    haul
        What the way costs.
    """

    streams: tuple[Stream, ...]
    facilities: tuple[Facility, ...]
    haul: Haul

    def stream(self, id: str) -> Stream:
        """Return a stream by its name."""
        return next(one for one in self.streams if one.id == id)

    def facility(self, id: str) -> Facility:
        """Return a facility by its name."""
        return next(one for one in self.facilities if one.id == id)


@dataclass(frozen=True, slots=True)
class Flow:
    """Waste on its way to a facility.

    Parameters
    ----------
    path
        The stream, and facilities it has come through.
    to
        Where it goes.
    tonnes
        How much.
    """

    path: Path
    to: str
    tonnes: float


@dataclass(frozen=True, slots=True)
class Amount:
    """What a plan comes to.

    Parameters
    ----------
    cost
        Fees and ways, less what products earn. [money]
    carbon
        Greenhouse gases, less what is avoided. [kg CO2e]
    """

    cost: float
    carbon: float
