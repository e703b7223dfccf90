"""What becomes of a tonne of each material, from published properties of materials.

References
----------
.. [1] IPCC, 2006 Guidelines for National Greenhouse Gas Inventories, volume 5 (waste): tables 2.4,
   2.5 and 4.1, equations 3.2 to 3.6 and 5.1.
.. [2] Banks et al., "Anaerobic digestion of source-segregated domestic food waste", Bioresource
   Technology 102, 2011, 612-620, doi:10.1016/j.biortech.2010.08.005.
.. [3] US EPA, Waste Reduction Model (WARM), version 15, 2020.
.. [4] Tchobanoglous, Theisen, Vigil, Integrated Solid Waste Management, 1993, table 4-5.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from citybricks.methods.waste.flows.network import Outcome, Process

METHANE, NITROUS_OXIDE = 28.0, 265.0
"""Warming over a century beside that of CO2: IPCC AR5, table 8.A.1."""
_COMPOST = 4.0 * METHANE + 0.3 * NITROUS_OXIDE
_DIGESTION = 1.0 * METHANE
"""Of a tonne of wet waste: IPCC 2006, table 4.1. [kg CO2e/t]"""
_SEPARATING = 15.0
"""Electricity and fuel of a sorting line; a planning value. [kg CO2e/t]"""
_DISSOLVED, _METHANE_IN_GAS, _OXIDISED = 0.5, 0.5, 0.1
"""IPCC 2006, chapter 3: DOCf, F, OX of a covered landfill with MCF 1."""
_KWH = 1 / 0.0036
"""Kilowatt hours in a gigajoule."""
_ROTTING = frozenset({"food", "garden", "paper", "wood"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What the same plant does differently in another city.

    Parameters
    ----------
    grid
        Greenhouse gases of the electricity that is replaced. [kg CO2e/kWh]
    efficiency
        Electricity sold for the heat in waste, share.
    gas_captured
        Landfill gas that is caught and burnt, share.
    """

    grid: float = 0.55
    efficiency: float = 0.22
    gas_captured: float = 0.5


@cache
def materials() -> Mapping[str, Mapping[str, Any]]:
    """Return the materials with their properties."""
    text = (files("citybricks.methods.waste.flows") / "materials.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def outcome(process: Process, material: str, setting: Setting) -> Outcome:
    """Return what a tonne of a material becomes by default."""
    of = materials()[material]
    if process == "landfill":
        return Outcome(0.0, 0.0, 1.0, _landfilled(of, setting), 0.0)
    product, residue = of[process]
    treated = product + residue < 1 or residue < 1
    if process == "compost":
        emitted = _COMPOST if material in _ROTTING else 0.0
        return Outcome(product, residue, 0.0, emitted, 0.0)
    if process == "digestion":
        emitted = _DIGESTION if treated else 0.0
        return Outcome(product, residue, 0.0, emitted, of["digested"] * setting.grid)
    if process == "sorting":
        return Outcome(product, residue, 0.0, _SEPARATING, product * of["recycled"])
    emitted = of["dry"] * of["carbon"] * of["fossil"] * 44 / 12 * 1000
    sold = of["heat"] * _KWH * setting.efficiency * setting.grid
    return Outcome(product, residue, 0.0, emitted, sold + product * of["recycled"])


def _landfilled(of: Mapping[str, Any], setting: Setting) -> float:
    """Return the greenhouse gases that a tonne gives off until it has rotted, in kg CO2e."""
    methane = of["degradable"] * _DISSOLVED * _METHANE_IN_GAS * 16 / 12 * 1000
    escaped = methane * (1 - setting.gas_captured) * (1 - _OXIDISED)
    return float(escaped * METHANE)
