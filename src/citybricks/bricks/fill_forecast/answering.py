"""Put the forecast into tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, get_args

import numpy as np
import pandas as pd

from citybricks.bricks.fill_forecast.brick import FillForecast
from citybricks.bricks.fill_forecast.reading import Given
from citybricks.bricks.fill_forecast.rows import Curve, Expected, Fault, Kind, Weekday
from citybricks.methods.waste.fill import FillModel, Outlook, fit, hours, scoring
from citybricks.methods.waste.fill.ahead import ahead
from citybricks.types import Features, Indicator, Table
from citybricks.types.waste import Forecast

EVEN = 0.5
"""Chance from which something is more likely than not."""
PAST_D = 21
"""Days before now that curves show."""
CURVES = 4
"""Containers of which curves are kept."""
SILENT_D = 3.0
"""Days after which a sensor is silent that used to tell every day."""
SPIKES = 3
"""Readings that were no waste, from which someone should look."""
TESTED = pd.Timedelta(days=28)
"""Weeks that are told from before them."""


def answer(given: Given, days: int, half_life_d: float) -> FillForecast:
    """Fit, look ahead, and tell it in tables."""
    model = fit(given.readings, given.zone, given.country, half_life_d)
    look = model.forecast(given.now, days)
    places = _expected(given, model, look)
    first = places["id"][places["overflow"].notna()].head(CURVES).tolist()
    error, unchanged, inside = _tested(given, half_life_d)
    return FillForecast(
        forecasts=Table[Forecast](_forecasts(given, model, look)),
        containers=Features[Expected](places),
        likely_full=int((places["overflow"] >= EVEN).sum()),
        faults=Table[Fault](_faults(given, model)),
        curves=Table[Curve](_curves(given, model, look, first)),
        weekdays=Table[Weekday](_weekdays(model)),
        now=given.now,
        error=error,
        error_unchanged=unchanged,
        inside=inside,
        room=_room(given, model, look),
    )


def _days(look: Outlook) -> list[date]:
    return [look.first + timedelta(days=at) for at in range(look.mean.shape[1])]


def _capacity(given: Given, model: FillModel) -> np.ndarray[Any, np.dtype[np.float64]]:
    by_name = given.containers.set_index("id")["capacity_l"]
    return np.asarray(by_name.loc[list(model.containers)], np.float64)


def _forecasts(given: Given, model: FillModel, look: Outlook) -> pd.DataFrame:
    dates = pd.to_datetime(_days(look)).as_unit("us")
    low, median, high = np.moveaxis(look.quantiles, -1, 0)
    litres = look.mean / 100 * _capacity(given, model)[:, None]
    return pd.DataFrame(
        {
            "container": np.repeat(model.containers, len(dates)),
            "day": np.tile(dates, len(model.containers)),
            "low": low.ravel().round(2),
            "median": median.ravel().round(2),
            "high": high.ravel().round(2),
            "mean_l": litres.ravel().round(1),
            "overflow": look.overflow.ravel().round(4),
        }
    )


def _expected(given: Given, model: FillModel, look: Outlook) -> Any:
    """Return the containers as places, those that are full first at the beginning."""
    litres = _capacity(given, model) / 100
    told = pd.DataFrame(
        {
            "id": model.containers,
            "overflow": look.overflow[:, -1].round(4),
            "full_in": model.full_in(look)[:, 1],
            "fill": np.clip(model.latest.start, 0, 100).round(1),
            "thrown_in": (model.rate * litres).round(1),
            "deposit": (model.deposit * litres).round(1),
            "sooner": look.overflow.sum(axis=1),
        }
    )
    kept = given.containers[["id", "capacity_l", "fraction", "geometry"]]
    joined = kept.merge(told, on="id", how="left")
    joined = joined.sort_values(["sooner", "id"], ascending=[False, True], kind="stable")
    names = [*Expected.model_fields, "geometry"]
    return joined[names].reset_index(drop=True)


def _faults(given: Given, model: FillModel) -> pd.DataFrame:
    """Return sensors that repeat themselves, leap, or are silent, and containers never read."""
    rows: list[tuple[str, str, Any, int]] = []
    counts = given.readings["container"].value_counts()
    times = given.readings.groupby("container")["time"]
    begins, ends = times.min(), times.max()
    told = hours.local(model.latest.time, model.clock)
    local = pd.Timestamp(0) + pd.to_timedelta(told, unit="D")
    since = local.round("s").tz_localize(given.zone, ambiguous=True, nonexistent="shift_forward")
    for at, name in enumerate(model.containers):
        if model.latest.stuck[at] >= EVEN:
            held = (given.readings["container"] == name) & (given.readings["time"] > since[at])
            rows.append((name, "repeats itself", since[at], int(held.sum())))
        if model.spikes[at] >= SPIKES:
            rows.append((name, "spikes", None, int(model.spikes[at])))
        end = ends[name]
        usual = (end - begins[name]) / max(int(counts[name]) - 1, 1)
        if pd.Timestamp(given.now) - end > max(usual * SILENT_D, pd.Timedelta(days=SILENT_D)):
            rows.append((name, "silent", end, 0))
    unread = given.containers["id"][~given.containers["id"].isin(counts.index)]
    rows += [(name, "never read", None, 0) for name in unread]
    frame = pd.DataFrame(rows, columns=["container", "trouble", "since", "readings"])
    return frame.assign(since=pd.to_datetime(frame["since"], utc=True).dt.as_unit("us"))


def _curves(given: Given, model: FillModel, look: Outlook, names: list[str]) -> pd.DataFrame:
    """Return the latest reading of each past day, and the forecast of each coming one."""
    rows = given.readings[given.readings["container"].isin(names)]
    rows = rows[rows["fill"].notna() & ~rows["faulty"].astype(bool)].sort_values("time")
    day = rows["time"].dt.tz_convert(given.zone).dt.tz_localize(None).dt.normalize()
    past = rows.assign(day=day.dt.as_unit("us"), read=rows["fill"])
    past = past[past["day"] > pd.Timestamp(look.first) - pd.Timedelta(days=PAST_D)]
    past = past.drop_duplicates(["container", "day"], keep="last")[["container", "day", "read"]]
    coming = _forecasts(given, model, look)
    coming = pd.concat([_begun(model, look), coming])
    coming = coming[coming["container"].isin(names)]
    both = past.merge(
        coming[["container", "day", "low", "median", "high"]], on=["container", "day"], how="outer"
    )
    order = {name: at for at, name in enumerate(names)}
    both = both.assign(order=both["container"].map(order)).sort_values(["order", "day"])
    return both[list(Curve.model_fields)].reset_index(drop=True)


def _begun(model: FillModel, look: Outlook) -> pd.DataFrame:
    """Return from which fill on which day each container is told, if that was before today."""
    day = pd.Timestamp(0) + pd.to_timedelta(np.floor(model.latest.time), unit="D")
    fill = np.clip(model.latest.start, 0, 100)
    rows = pd.DataFrame({"container": model.containers, "day": day.as_unit("us")})
    rows = rows.assign(low=fill, median=fill, high=fill)
    today = pd.Timestamp(look.first)
    return rows[(rows["day"] < today) & (rows["day"] > today - pd.Timedelta(days=PAST_D))]


def _weekdays(model: FillModel) -> pd.DataFrame:
    heavy = model.rate / model.rate.sum()
    kinds = get_args(Kind)
    factor = heavy @ model.rates.factor
    known = len(kinds) if model.country else len(kinds) - 1
    return pd.DataFrame({"kind": kinds[:known], "factor": factor[:known].round(3)})


def _tested(given: Given, half_life_d: float) -> tuple[float | None, float | None, float | None]:
    """Return the errors of the last weeks as they were told from before them."""
    rows = given.readings[given.readings["fill"].notna()]
    cut = given.now - TESTED
    before = rows[rows["time"] < cut]
    if not len(before) or cut - before["time"].min() < TESTED:
        return None, None, None
    model = fit(before, given.zone, given.country, half_life_d)
    since = pd.Timestamp(cut).tz_convert(given.zone).tz_localize(None) - pd.Timestamp(0)
    told = ahead(model, rows, since / pd.Timedelta(days=1))
    if not len(told.read):
        return None, None, None
    unchanged = float(np.sqrt(np.mean((told.before - told.read) ** 2)))
    inside = 100 * scoring.coverage(told)
    return round(scoring.rmse(told), 2), round(unchanged, 2), round(min(inside, 100.0), 2)


def _room(given: Given, model: FillModel, look: Outlook) -> Indicator:
    litres = _capacity(given, model)
    before = np.minimum(model.latest.start, 100)
    new = np.maximum(look.demand[:, -1] - before, 0) @ litres
    fits = np.maximum(look.mean[:, -1] - before, 0) @ litres
    share = 100 * fits / new if new > 0 else 100.0
    return Indicator(
        sdg="11.6.1",
        value=round(float(min(share, 100.0)), 2),
        unit="%",
        name="Waste that finds room if nothing is emptied",
        year=look.first.year,
    )
