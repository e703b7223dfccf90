"""Containers are told when they will be full; what cannot be read is refused by name."""

from __future__ import annotations

import json
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from citybricks.bricks.fill_forecast.brick import FillForecast, fill_forecast
from citybricks.kernel.translation import translator
from citybricks.views import page_of

EXAMPLE = json.loads((fill_forecast.folder / "example.json").read_text("utf-8"))["inputs"]
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2026, 9, 1, 22, tzinfo=SHANGHAI)
DAYS = 28
Inputs = dict[str, Any]


def place(name: str = "A", lon: float = 121.47, lat: float = 31.23, **more: Any) -> Inputs:
    properties = {"id": name, "capacity_l": 1000, **more}
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def small() -> Inputs:
    """Two containers that take 10 and 20 % a day, and are emptied when they hold 80 %."""
    rows = []
    for name, daily in (("A", 10), ("B", 20)):
        fill = 0
        for day in range(DAYS):
            fill = daily if fill >= 80 else fill + daily
            moment = (FIRST + timedelta(days=day)).isoformat()
            rows.append({"container": name, "time": moment, "fill": fill})
    places = {"type": "FeatureCollection", "features": [place(), place("B", 121.48)]}
    return {"containers": places, "readings": rows}


@pytest.fixture(scope="module")
def example() -> FillForecast:
    return fill_forecast.run(EXAMPLE)


def test_a_container_that_fills_evenly_is_full_when_it_must_be() -> None:
    outcome = fill_forecast.run({**small(), "now": "2026-09-29T06:00:00+08:00"})
    told: Any = outcome.forecasts.frame
    slow = told[told["container"] == "A"].reset_index(drop=True)
    assert slow["median"].iloc[0] == pytest.approx(50, abs=3)
    assert slow["overflow"].iloc[2] < 0.1
    assert slow["overflow"].iloc[6] > 0.9
    assert slow["mean_l"].iloc[0] == pytest.approx(500, abs=30)


def test_chances_grow_from_day_to_day_and_quantiles_keep_their_order(example: FillForecast) -> None:
    told: Any = example.forecasts.frame
    assert (told["low"] <= told["median"]).all()
    assert (told["median"] <= told["high"]).all()
    assert (told.groupby("container")["overflow"].diff().dropna() >= 0).all()


def test_faulty_silent_and_unread_sensors_are_named(example: FillForecast) -> None:
    frame: Any = example.faults.frame
    found = set(zip(frame["container"], frame["trouble"], strict=True))
    assert found == {
        ("C096", "spikes"),
        ("C111", "repeats itself"),
        ("C156", "silent"),
        ("C171", "never read"),
    }


def test_a_container_that_was_never_read_has_a_place_and_no_forecast(example: FillForecast) -> None:
    frame: Any = example.containers.frame
    assert np.isnan(frame.set_index("id").loc["C171", "overflow"])
    assert "C171" not in set(example.forecasts.frame["container"])


def test_what_a_sensor_repeats_is_as_old_as_its_first_telling(example: FillForecast) -> None:
    frame: Any = example.containers.frame
    assert frame.set_index("id").loc["C111", "overflow"] > 0.99


def test_the_next_readings_are_told_better_than_by_no_change(example: FillForecast) -> None:
    assert example.error is not None
    assert example.error_unchanged is not None
    assert example.error < 0.8 * example.error_unchanged


def test_containers_that_are_full_first_come_first(example: FillForecast) -> None:
    frame: Any = example.containers.frame
    days = frame["full_in"].dropna().to_numpy()
    assert (np.diff(days) >= 0).all()


def test_equal_inputs_give_equal_outcomes_and_soon(example: FillForecast) -> None:
    start = time.process_time()
    again = fill_forecast.run(EXAMPLE)
    assert time.process_time() - start < 4
    assert again.forecasts.frame.equals(example.forecasts.frame)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_page_shows_curves_a_map_and_what_is_faulty(
    example: FillForecast, language: str
) -> None:
    words = translator(language, *fill_forecast.texts)
    page = page_of(fill_forecast, example).html(words, language)
    for text in ("Sensors to look at", "Chance to be full by the last day, unless emptied"):
        assert words(text) in page
    assert "C111" in page


def test_without_holidays_and_with_a_single_reading_something_is_told() -> None:
    inputs = small()
    inputs["readings"] = inputs["readings"][:1]
    outcome = fill_forecast.run({**inputs, "country": ""})
    assert len(outcome.forecasts.frame) == 7
    assert outcome.error is None
    assert len(outcome.weekdays) == 7
