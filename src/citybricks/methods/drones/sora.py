"""A first look at the specific operations risk assessment (JARUS SORA 2.5): not an approval.

Intrinsic ground risk class from size, speed and the densest population below (table 2), its
mitigations (table 5), the initial air risk class (figure 6) and the specific assurance and
integrity level (table 7) of JAR-DEL-SRM-SORA-MB-2.5 (2024). Tables 2 and 7 were compared with
open implementations, the text was not at hand; air risk classes and credits are as remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.errors import InputError

NOTICE = ("Pre-assessment, not an approval.", "预评估，非批准。")

SIZES_M = (1.0, 3.0, 8.0, 20.0, 40.0)
SPEEDS_M_S = (25.0, 35.0, 75.0, 120.0, 200.0)
DENSITIES_KM2 = (5.0, 50.0, 500.0, 5_000.0, 50_000.0)
_CONTROLLED = (1, 1, 2, 3, 3)
_LOWEST = (2, 3, 4, 5, 6)
_GATHERINGS = (7, 8)
_HARMLESS_KG, _HARMLESS_M_S = 0.25, 25.0

CREDITS: dict[str, dict[str, int]] = {
    "sheltering": {"low": 1, "medium": 2},
    "restrictions": {"medium": 1, "high": 2},
    "observation": {"low": 1},
    "impact": {"medium": 1, "high": 2},
}
"""Points off the ground risk class by mitigation (M1A, M1B, M1C, M2) and robustness."""
AIRSPACES = ("atypical", "uncontrolled_rural", "uncontrolled_urban", "controlled", "airport")
_SAIL = {
    "a": ("I", "I", "II", "III", "IV", "V", "VI"),
    "b": ("II", "II", "II", "III", "IV", "V", "VI"),
    "c": ("IV", "IV", "IV", "IV", "IV", "V", "VI"),
    "d": ("VI", "VI", "VI", "VI", "VI", "VI", "VI"),
}
_LARGEST_CLASS = 7
_LOW_FLYING_M = 152.4


@dataclass(frozen=True, slots=True)
class Assessment:
    """The sheet of a pre-assessment.

    Parameters
    ----------
    intrinsic_grc, final_grc
        Ground risk class before and after mitigations; none when SORA does not cover it.
    arc
        Initial air risk class: "a" to "d".
    sail
        "I" to "VI"; none when only a certified aircraft may fly.
    density_km2, size_m, speed_m_s, energy_j
        What it rests on: people per km², largest dimension, largest speed, energy at that speed.
    """

    intrinsic_grc: int | None
    final_grc: int | None
    arc: str
    sail: str | None
    density_km2: float
    size_m: float
    speed_m_s: float
    energy_j: float

    def rows(self) -> list[tuple[str, str, str]]:
        """Return the sheet in English, in Chinese, and its values."""
        beyond = "–"
        return [
            (*NOTICE, ""),
            ("Largest dimension", "最大特征尺寸", f"{self.size_m:g} m"),
            ("Largest speed", "最大速度", f"{self.speed_m_s:g} m/s"),
            ("Kinetic energy", "动能", f"{self.energy_j:,.0f} J"),
            ("Densest population below", "下方最大人口密度", f"{self.density_km2:,.0f} /km²"),
            ("Intrinsic ground risk class", "固有地面风险等级", str(self.intrinsic_grc or beyond)),
            ("Final ground risk class", "最终地面风险等级", str(self.final_grc or beyond)),
            ("Initial air risk class", "初始空中风险等级", f"ARC-{self.arc}"),
            ("Assurance and integrity level", "特定保证与完整性等级", self.sail or beyond),
        ]


def assess(
    aircraft: Aircraft,
    density_km2: float,
    height_m: float = 60.0,
    airspace: str = "uncontrolled_rural",
    wind_m_s: float = 0.0,
    controlled_ground: bool = False,
    mitigations: Mapping[str, str] | None = None,
) -> Assessment:
    """Return the pre-assessment of an operation.

    Parameters
    ----------
    aircraft
        With its heaviest payload.
    density_km2
        Densest population below, residents per km².
    height_m
        Highest above ground.
    airspace
        One of `AIRSPACES`.
    wind_m_s
        Added to the airspeed: the largest speed is over the ground.
    controlled_ground
        Whether nobody uninvolved can be below.
    mitigations
        Robustness by name, from `CREDITS`.

    Raises
    ------
    InputError
        When the airspace or a mitigation is unknown, or a number impossible.
    """
    if not 0 <= density_km2 <= 1e6:  # noqa: PLR2004
        raise InputError.outside("density_km2", density_km2, 0.0, 1e6)
    speed = aircraft.airspeed_m_s + wind_m_s
    mass = aircraft.mass_kg + aircraft.payload_kg
    column = _column(aircraft.size_m, speed)
    intrinsic = _intrinsic(column, density_km2, controlled_ground, mass, speed)
    least = None if column is None else _CONTROLLED[column]
    final = _mitigated(intrinsic, least, mitigations or {})
    arc = air_risk(airspace, height_m)
    beyond = final is None or final > _LARGEST_CLASS
    sail = None if beyond or final is None else _SAIL[arc][final - 1]
    energy = mass * speed**2 / 2
    return Assessment(intrinsic, final, arc, sail, density_km2, aircraft.size_m, speed, energy)


def air_risk(airspace: str, height_m: float) -> str:
    """Return the initial air risk class below flight level 600.

    Raises
    ------
    InputError
        When the airspace is unknown or the height impossible.
    """
    if airspace not in AIRSPACES:
        raise InputError("airspace", airspace, (", ".join(AIRSPACES),) * 2)
    if not 0 <= height_m <= 18_000:  # noqa: PLR2004
        raise InputError.outside("height_m", height_m, 0.0, 18_000.0)
    if airspace == "atypical":
        return "a"
    if airspace == "airport":
        return "d"
    if height_m > _LOW_FLYING_M:
        return "d" if airspace == "controlled" else "c"
    return "b" if airspace == "uncontrolled_rural" else "c"


def _column(size_m: float, speed_m_s: float) -> int | None:
    for column, (size, speed) in enumerate(zip(SIZES_M, SPEEDS_M_S, strict=True)):
        if size_m <= size and speed_m_s <= speed:
            return column
    return None


def _intrinsic(
    column: int | None, density_km2: float, controlled: bool, mass_kg: float, speed_m_s: float
) -> int | None:
    if mass_kg <= _HARMLESS_KG and speed_m_s <= _HARMLESS_M_S:
        return 1
    if column is None:
        return None
    if controlled:
        return _CONTROLLED[column]
    row = sum(density_km2 >= limit for limit in DENSITIES_KM2)
    if row == len(DENSITIES_KM2):
        return _GATHERINGS[column] if column < len(_GATHERINGS) else None
    return _LOWEST[column] + row


def _mitigated(
    intrinsic: int | None, least: int | None, mitigations: Mapping[str, str]
) -> int | None:
    """Return the class after mitigations: those of exposure end at controlled ground."""
    off = {name: _credit(name, level) for name, level in mitigations.items()}
    if intrinsic is None or least is None:
        return intrinsic
    impact = off.pop("impact", 0)
    return max(1, max(min(least, intrinsic), intrinsic - sum(off.values())) - impact)


def _credit(name: str, level: str) -> int:
    if name not in CREDITS:
        raise InputError("mitigations", name, (", ".join(CREDITS),) * 2)
    if level not in CREDITS[name]:
        raise InputError(f"mitigations.{name}", level, (", ".join(CREDITS[name]),) * 2)
    return CREDITS[name][level]
