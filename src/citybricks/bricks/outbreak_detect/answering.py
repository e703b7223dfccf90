"""Tables of what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from citybricks.bricks.outbreak_detect import clustering
from citybricks.bricks.outbreak_detect import rows as says
from citybricks.bricks.outbreak_detect.brick import Detected
from citybricks.bricks.outbreak_detect.clustering import Found
from citybricks.bricks.outbreak_detect.coming import Coming
from citybricks.bricks.outbreak_detect.deciding import Decided
from citybricks.bricks.outbreak_detect.reading import Calendar, Read
from citybricks.bricks.outbreak_detect.spreading import Spread
from citybricks.methods.surveillance.bands import adjusted, band
from citybricks.methods.surveillance.judging import Judged
from citybricks.types import Features, Indicator, Table

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from citybricks.methods.surveillance.series import Alarms, Days, Floats, Truths

SHORT, SILENT, GAPS = says.Reason.__args__  # type: ignore[attr-defined] # of a Literal
WGS84 = "EPSG:4326"
EARTH = 6371.0
"""Mean radius of the earth. [km]"""


def answer(
    read: Read,
    calendar: Calendar,
    decided: Decided,
    found: tuple[Found, ...],
    places: Features[says.Site] | None,
    budget: float,
    spread: Spread | None,
    awaited: list[Coming],
) -> Detected:
    """Put everything into tables."""
    judged = decided.judged
    at = judged.alarms.at
    observed = np.where(calendar.closed, np.nan, read.table.series.counts)[:, at]
    kept = read.table.reported[:, ~calendar.closed]
    known = np.isfinite(judged.alarms.expected[:, -1])
    return Detected(
        signals=_table(says.Signal, _signals(read, judged, observed)),
        curves=_table(says.Curve, _curves(read, judged, observed)),
        unjudged=_table(says.Unjudged, _unjudged(read, judged, observed)),
        clusters=_table(says.Cluster, _clusters(read, found)),
        areas=Features[says.Area](_areas(read, found, places)),
        sites=Features[says.Excess](_sites(read, judged, observed, places)),
        reproduction=_table(says.Reproduction, _reproduction(read, judged, spread)),
        nowcast=_table(says.Nowcast, _nowcast(awaited)),
        method=judged.alarms.method,
        parameters=judged.alarms.parameters_hash,
        budget=budget,
        completeness=Indicator(
            sdg="3.d.1", value=100 * float(kept.mean()), unit="%", name="Reports that came in"
        ),
        judged=Indicator(
            sdg="3.d.1",
            value=100 * float(known.mean()),
            unit="%",
            name="Units judged at the last time",
        ),
    )


def _table(row: Any, columns: dict[str, Any]) -> Any:
    import pandas as pd

    frame = pd.DataFrame({name: columns[name] for name in row.model_fields})
    return Table[row](frame)


def _number(values: Floats) -> pd.Series[Any]:
    """Return numbers as a column, empty where there is none or an infinite one."""
    import pandas as pd

    return pd.Series(np.where(np.isfinite(values), values, np.nan), dtype=float)


def _days(days: Days) -> pd.Series[Any]:
    import pandas as pd

    return pd.Series(days.astype("datetime64[us]"))


def _named(read: Read, rows: np.ndarray[Any, Any]) -> dict[str, list[str]]:
    names = [read.table.names[row] for row in rows.tolist()]
    return {"unit": [unit for unit, _ in names], "syndrome": [name for _, name in names]}


def _signals(read: Read, judged: Judged, observed: Floats) -> dict[str, Any]:
    alarms = judged.alarms
    dates = read.table.series.dates[alarms.at]
    rows, times = np.nonzero(alarms.alarm)
    chance = np.where(np.isfinite(alarms.p[rows, times]), alarms.p[rows, times], 2.0)
    order = np.lexsort((rows, chance, -times))
    rows, times = rows[order], times[order]
    q = adjusted(alarms.p)
    return {
        **_named(read, rows),
        "day": _days(dates[times]),
        "observed": _number(observed[rows, times]),
        **{
            name: _number(getattr(alarms, name)[rows, times]) for name in ("expected", "upper", "p")
        },
        "score": _number(_surprise(alarms)[rows, times]),
        "adjusted": _number(q[rows, times]),
        "method": [alarms.method] * len(rows),
        "parameters": [alarms.parameters_hash] * len(rows),
    }


def _surprise(alarms: Alarms) -> Floats:
    """Return minus the logarithm of the chance, or the method's own score where it has none."""
    with np.errstate(divide="ignore"):
        surprise = np.minimum(-np.log(alarms.p), 700.0)
    return np.where(np.isfinite(alarms.p), surprise, alarms.score)


def _curves(read: Read, judged: Judged, observed: Floats) -> dict[str, Any]:
    alarms = judged.alarms
    dates = read.table.series.dates[alarms.at]
    rows, times = (each.ravel() for each in np.indices(alarms.alarm.shape))
    low_50, high_50 = band(alarms, 0.5)
    low_95, high_95 = band(alarms, 0.95)
    numbers = {
        "observed": observed,
        "expected": alarms.expected,
        "low_50": low_50,
        "high_50": high_50,
        "low_95": low_95,
        "high_95": high_95,
        "upper": alarms.upper,
    }
    return {
        **_named(read, rows),
        "day": _days(dates[times]),
        **{name: _number(values.ravel()) for name, values in numbers.items()},
        "alarm": alarms.alarm.ravel(),
    }


def _unjudged(read: Read, judged: Judged, observed: Floats) -> dict[str, Any]:
    silent: Truths = np.asarray(np.isnan(observed).all(axis=1))
    nothing: Truths = np.asarray(np.isnan(judged.alarms.expected).all(axis=1))
    rows = np.flatnonzero(nothing)
    reasons = [
        SILENT if silent[row] else SHORT if judged.short[row].all() else GAPS
        for row in rows.tolist()
    ]
    return {
        **_named(read, rows),
        "reason": reasons,
        "needed": [judged.needed] * len(rows),
        "given": judged.given[rows].tolist(),
    }


def _units(read: Read, one: Found) -> str:
    return ", ".join(sorted(read.table.names[row][0] for row in one.rows))


def _clusters(read: Read, found: tuple[Found, ...]) -> dict[str, Any]:
    dates = read.table.series.dates
    numbers = {
        name: _number(np.array([getattr(one, name) for one in found], dtype=float))
        for name in ("observed", "expected", "p", "recurrence", "score")
    }
    return {
        "kind": [one.kind for one in found],
        "syndrome": [one.syndrome for one in found],
        "units": [_units(read, one) for one in found],
        "first_day": _days(dates[[one.first for one in found]]),
        "last_day": _days(dates[[one.last for one in found]]),
        **numbers,
    }


def _areas(
    read: Read, found: tuple[Found, ...], places: Features[says.Site] | None
) -> gpd.GeoDataFrame:
    import geopandas as gpd

    shapes, rows = [], []
    if places is not None:
        where = clustering.positions(read, places)
        for one in found:
            if one.score is not None:
                circle, radius = _circle(np.array([where[row] for row in one.rows]))
                shapes.append(circle)
                rows.append((_units(read, one), one.syndrome, one.p, radius))
    columns = {name: [row[at] for row in rows] for at, name in enumerate(says.Area.model_fields)}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=WGS84)


def _circle(points: Floats) -> tuple[Any, float]:
    """Return a circle around places, the first being its middle, and its radius in km."""
    import shapely

    x, y = points[0]
    wide = max(np.cos(np.radians(y)), 1e-3)
    east = (points[:, 0] - x + 180) % 360 - 180
    degrees = float(np.hypot(east * wide, points[:, 1] - y).max())
    reach = max(1.1 * degrees, 0.002)
    angle = np.linspace(0, 2 * np.pi, 49)
    ring = np.column_stack([x + reach / wide * np.cos(angle), y + reach * np.sin(angle)])
    inside = np.clip(ring, [-180, -90], [180, 90])
    return shapely.Polygon(inside), float(np.radians(degrees) * EARTH)


def _sites(
    read: Read, judged: Judged, observed: Floats, places: Features[says.Site] | None
) -> gpd.GeoDataFrame:
    import geopandas as gpd

    names = list(says.Excess.model_fields)
    if places is None:
        return gpd.GeoDataFrame({name: [] for name in names}, geometry=[], crs=WGS84)
    units = places.frame["unit"].tolist()
    of_unit: dict[str, list[int]] = {unit: [] for unit in units}
    for row, (unit, _) in enumerate(read.table.names):
        if unit in of_unit:
            of_unit[unit].append(row)
    excess, cases = np.full(len(units), np.nan), np.full(len(units), np.nan)
    for number, unit in enumerate(units):
        rows = of_unit[unit]
        last, usual = observed[rows, -1], judged.alarms.expected[rows, -1]
        if rows and np.isfinite(last).any():
            cases[number] = np.nansum(last)
        both = np.isfinite(last) & np.isfinite(usual)
        if both.any():
            mean = usual[both].sum()
            excess[number] = (last[both].sum() - mean) / np.sqrt(max(mean, 0.5))
    columns = {"unit": units, "excess": _number(excess), "observed": _number(cases)}
    return gpd.GeoDataFrame(columns, geometry=places.frame.geometry.to_list(), crs=WGS84)


def _reproduction(read: Read, judged: Judged, spread: Spread | None) -> dict[str, Any]:
    import pandas as pd

    if spread is None:
        return {name: [] for name in says.Reproduction.model_fields}
    dates = read.table.series.dates[judged.alarms.at]
    rows, times = (each.ravel() for each in np.indices(spread.mean.shape))
    return {
        **_named(read, rows),
        "day": _days(dates[times]),
        **{name: _number(getattr(spread, name).ravel()) for name in ("mean", "lower", "upper")},
        "reason": pd.Series(spread.reason.ravel(), dtype=object),
    }


def _nowcast(awaited: list[Coming]) -> dict[str, Any]:
    import pandas as pd

    def all_of(name: str) -> Any:
        return np.concatenate([getattr(one, name) for one in awaited])

    if not awaited:
        return {name: [] for name in says.Nowcast.model_fields}
    numbers = ("reported", "expected", "lower", "upper")
    return {
        "unit": [one.unit for one in awaited for _ in one.days],
        "day": _days(all_of("days")),
        **{name: _number(all_of(name)) for name in numbers},
        "reason": pd.Series(all_of("reason"), dtype=object),
    }
