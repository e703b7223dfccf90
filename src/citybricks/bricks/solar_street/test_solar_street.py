"""The brick as a city meets it: an order, and refusals that explain."""

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from citybricks import Run
from citybricks.bricks.solar_street.brick import SolarStreet, solar_street
from citybricks.kernel.errors import BrickError
from citybricks.kernel.run import Cancelled

EXAMPLE: dict[str, Any] = json.loads(
    Path(__file__).with_name("example.json").read_text(encoding="utf-8")
)["inputs"]
QUICK: dict[str, Any] = {**EXAMPLE, "tilts": [20.0]}


def with_(**changes: Any) -> dict[str, Any]:
    return {**QUICK, **changes}


def poles(*places: tuple[float, float, float]) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [east, north]},
                "properties": {"id": str(at), "skyline": skyline},
            }
            for at, (east, north, skyline) in enumerate(places)
        ],
    }


@pytest.fixture(scope="module")
def example() -> SolarStreet:
    return solar_street.run(EXAMPLE)


def test_every_pole_gets_the_size_of_its_sky(example: SolarStreet) -> None:
    frame = example.poles.frame
    assert frame.id.tolist() == [f["properties"]["id"] for f in EXAMPLE["places"]["features"]]
    asked = [f["properties"]["skyline"] for f in EXAMPLE["places"]["features"]]
    assert (frame.skyline >= asked).all()
    assert sorted(frame.skyline.unique()) == [0, 20]
    orders = example.orders.frame
    assert orders.poles.sum() == len(frame)
    shaded, unshaded = orders.keep.iloc[1] / orders.poles[1], orders.keep.iloc[0] / orders.poles[0]
    assert shaded > unshaded


def test_the_target_is_kept_in_the_share_of_years_that_was_asked_for(example: SolarStreet) -> None:
    years = example.years.frame
    assert (years.loss <= 1.0).mean() >= 0.9
    assert example.loss <= 1.0
    assert example.loss_when_new < example.loss
    assert years.share.is_monotonic_increasing
    assert years.loss.is_monotonic_increasing


def test_a_bench_that_is_nearly_always_lit_says_so(example: SolarStreet) -> None:
    assert 97 < example.lit_nights < 100
    assert 0 < example.dark_run <= 10
    assert 0 < example.flawless_years < 100
    assert example.autonomy > 1


def test_the_curves_fall_and_do_not_cross(example: SolarStreet) -> None:
    frame = example.sizes.frame
    curves = [part.set_index("panel").battery for _, part in frame.groupby("loss")]
    assert all((curve.diff().dropna() <= 0).all() for curve in curves)
    for strict, lax in pairwise(curves):
        both = strict.index.intersection(lax.index)
        assert (strict[both] >= lax[both]).all()


def test_energy_and_carbon_add_up(example: SolarStreet) -> None:
    """Ten lamps of about 104 kWh a year; panels and batteries cost carbon to make."""
    assert example.renewable.value == pytest.approx(example.energy, abs=0.06)
    assert example.energy == pytest.approx(10 * 104, rel=0.02)
    assert 0 < example.carbon < example.energy * 0.5366 / 1000
    assert example.keep > example.build > 10 * 2500


def test_a_lamp_that_is_off_costs_its_pole_and_is_never_missing() -> None:
    outcome = solar_street.run(with_(lamp={"power": 0.0, "extra": 0.0}))
    assert outcome.loss == 0
    assert outcome.orders.frame[["panel", "battery"]].to_numpy().sum() == 0
    assert outcome.keep == 10 * 2500
    assert outcome.lit_nights == 100


@pytest.mark.long
def test_a_smaller_lamp_asks_for_a_smaller_pole() -> None:
    small, large = (
        solar_street.run(with_(places=poles((117.2, 39.1, 0)), lamp={"power": power}))
        for power in (10.0, 30.0)
    )
    assert small.keep < large.keep
    assert small.orders.frame.panel[0] < large.orders.frame.panel[0]


@pytest.mark.long
def test_a_frosty_place_on_the_pole_costs_more_than_in_the_ground() -> None:
    buried, hanging = (
        solar_street.run(
            with_(
                places=poles((117.2, 39.1, 0)), battery={"buried": depth, "coldest_charge": -10.0}
            )
        )
        for depth in (0.8, 0.0)
    )
    assert buried.keep < hanging.keep


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"places": poles((25.0, 71.0, 0))}, "polar night"),
        ({"places": poles((117.2, 39.1, 0), (121.5, 31.2, 0))}, "do not share one weather"),
        ({"monthly": EXAMPLE["monthly"][:11]}, "each month from 1 to 12 once"),
        ({"monthly": [*EXAMPLE["monthly"][:11], EXAMPLE["monthly"][0]]}, "once; it has"),
        ({"battery": {"largest": 300.0}}, r"gives 210 Wh when aged, less than the \d+ Wh of the"),
        ({"panel": {"largest": 60.0}}, r"no panel up to 60 W .* reaches [\d.]+ %"),
    ],
    ids=["polar", "apart", "eleven", "double", "night", "small"],
)
def test_what_cannot_be_sized_is_refused_with_the_reason(
    changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(BrickError, match=said):
        solar_street.run(with_(**changes))


def test_sums_of_the_month_in_place_of_daily_means_are_noticed() -> None:
    """13.6 MJ/m2 in place of 3.78 kWh/m2."""
    monthly = [{**row, "irradiation": row["irradiation"] * 3.6} for row in EXAMPLE["monthly"]]
    with pytest.raises(BrickError, match=r"monthly\.0\.irradiation: 7\.\d+ kWh/m2 per day") as info:
        solar_street.run(with_(monthly=monthly))
    assert "megajoules" in str(info.value)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"lamp": {"sun": 5.0}}, "lamp"),  # on in daylight
        ({"years": 50}, "years"),  # too few to speak of confidence
        ({"target": -1.0}, "target"),
        ({"tilts": []}, "tilts"),
        ({"battery": {"charge": 0.0}}, "battery"),
        ({"weather": [{"name": "x"}]}, "weather"),
    ],
    ids=["daylight", "years", "target", "tilts", "charge", "weather"],
)
def test_what_does_not_fit_the_signature_is_named(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(ValidationError) as info:
        solar_street.run(with_(**changes))
    assert info.value.errors()[0]["loc"][0] == where


def test_a_dismissed_run_stops_within_a_second() -> None:
    begun = time.monotonic()
    ended: list[float] = []

    def dismissed() -> bool:
        if time.monotonic() - begun > 2:
            ended.append(time.monotonic())
            return True
        return False

    with pytest.raises(Cancelled):
        solar_street.run(QUICK, Run(cancelled=dismissed))
    assert time.monotonic() - ended[0] < 1


def test_another_seed_gives_other_years() -> None:
    one = with_(places=poles((117.2, 39.1, 0)), target=3.0)
    a, b = (solar_street.run({**one, "seed": seed}) for seed in (1, 2))
    assert a.years.frame.loss.tolist() != b.years.frame.loss.tolist()


@pytest.mark.long
def test_the_southern_hemisphere_is_sized_for_its_own_winter() -> None:
    """The same climate six months later on the other side of the equator."""
    mirrored = [{**row, "month": (row["month"] + 5) % 12 + 1} for row in EXAMPLE["monthly"]]
    north, south = (
        solar_street.run(with_(places=poles((117.2, latitude, 0)), monthly=monthly))
        for latitude, monthly in ((39.1, EXAMPLE["monthly"]), (-39.1, mirrored))
    )
    assert south.keep == pytest.approx(north.keep, rel=0.08)
    assert np.isfinite(south.loss)
