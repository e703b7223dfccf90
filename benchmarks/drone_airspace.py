"""Flights of drones beside closed forms, a published aircraft, zones and the published interface.

The interface of ASTM F3548-21 (utm.yaml of astm-utm/Protocol) carries no licence: where it is on
this machine is said by CITYBRICKS_UTM_YAML; without it, intents are held to our own schema alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import shapely
import yaml
from scipy.optimize import brentq

from benchmarks.figure import Figure, seconds
from citybricks.methods.drones.aircraft import MATRICE_100, Aircraft
from citybricks.methods.drones.airspace import Airspace, airspace
from citybricks.methods.drones.airways import airways
from citybricks.methods.drones.energy import Leg, from_grid_j, sortie
from citybricks.methods.drones.intents import intent, schema, volumes
from citybricks.methods.drones.legs import Cruise, leg_table
from citybricks.methods.drones.tracks import Track, track
from citybricks.methods.drones.wind import Wind
from citybricks.methods.drones.zones.reading import read_zones
from citybricks.methods.drones.zones.zone import Zone
from citybricks.methods.towns import making, orders, writing, zones

NOW = datetime(2026, 11, 24, 9, tzinfo=timezone(timedelta(hours=9)))
WIND = Wind.coming_from(300, 6)
ADDRESS = "https://uss.example.com"


def closed_form(aircraft: Aircraft, metres: float, payload_kg: float, tail_m_s: float) -> float:
    """Return the energy of a level flight by momentum theory, solved by bisection: joules."""
    density, weight = 1.225, (aircraft.mass_kg + payload_kg) * 9.80665
    speed = aircraft.airspeed_m_s
    drag = density / 2 * aircraft.drag_area_m2 * speed**2
    tilt, thrust = np.arctan2(drag, weight), np.hypot(drag, weight)

    def excess(induced: float) -> float:
        swept = np.hypot(speed * np.cos(tilt), speed * np.sin(tilt) + induced)
        return float(induced - thrust / (2 * density * aircraft.rotor_area_m2 * swept))

    through = speed * np.sin(tilt) + brentq(excess, 1e-9, 200)
    watts = thrust * through / aircraft.efficiency + aircraft.avionics_w
    return float(watts * metres / (speed + tail_m_s))


def worst_error() -> float:
    """Return the largest relative difference to the closed form, over payloads and winds."""
    errors = []
    for aircraft, share, tail in product((Aircraft(), MATRICE_100), (0, 0.5, 1), (-8, 0, 8)):
        payload = share * aircraft.payload_kg
        leg = Leg(np.array([[5000.0, 0.0]]), payload, 0.0)
        found = sortie("stolaroff", aircraft, [leg], Wind(tail, 0.0)).joules
        errors.append(abs(found / closed_form(aircraft, 5000.0, payload, tail) - 1))
    return 100 * max(errors)


def published_quadcopter() -> float:
    """Return MJ/km from the grid of the base case: 0.5 kg, 2 km out and back, 100 m, 12 m/s."""
    path = np.array([[2000.0, 0.0]])
    legs = [Leg(path, 0.5, 100.0), Leg(-path, 0.0, 100.0)]
    return from_grid_j(sortie("rodrigues", MATRICE_100, legs, altitude_m=110.0).joules) / 4e6


def towns() -> Iterator[tuple[Airspace, list[Zone]]]:
    """Yield the ten demo towns: 40 orders and their zones each."""
    for seed in making.SEEDS:
        town = making.town(seed)
        areas = zones.zones(town)
        asked = orders.orders(town, 40, 0, areas)
        places = town.earth(np.array([town.depot, *(order.place for order in asked)]))
        found = read_zones(writing.zones(town, areas), near=tuple(places[0].tolist()))
        yield airspace(places, found, NOW, NOW + timedelta(hours=8)), found


def flights(space: Airspace) -> Iterator[Track]:
    """Yield the tracks of sorties that bring two neighbouring orders each."""
    count = len(space.ways.points_xy)
    stops = [0.0, *[15.0] * (count - 1)]
    table = leg_table(Aircraft(), space.ways, Cruise(wind=WIND), stops, service_s=30.0)
    reached = [at for at in range(1, count) if at not in space.unreachable]
    for first, second in pairwise(reached):
        legs = table.legs(space.ways, [0, first, second, 0], [2.5, 1.0, 0.0])
        yield track(Aircraft(), space.ways.points_xy[0], legs, WIND, 60.0 * first)


def inside(space: Airspace, flown: Track) -> tuple[int, int]:
    """Return how many points, a metre apart, are in a closed zone, and how many there are."""
    _, xy, height = flown.sampled(1.0)
    held = np.zeros(len(xy), dtype=bool)
    for zone, area in zip(space.closed, space.areas, strict=True):
        top = np.inf if zone.upper is None else zone.upper.metres
        within = (height >= zone.lower.metres) & (height <= top)
        held |= within & shapely.contains_xy(area, *xy.T)
    return int(held.sum()), len(xy)


def validators() -> dict[str, list[Any]]:
    """Return what each part of an intent is held to."""
    ours = schema()
    parts = ("reference", "details")
    found: dict[str, list[Any]] = {part: [] for part in parts}
    for part in parts:
        whole = {"$ref": f"#/$defs/{part}", "$defs": ours["$defs"]}
        found[part].append(jsonschema.Draft202012Validator(whole))
    path = os.environ.get("CITYBRICKS_UTM_YAML")
    if path:
        components = yaml.safe_load(Path(path).read_text("utf-8"))["components"]
        names = ("PutOperationalIntentReferenceParameters", "OperationalIntentDetails")
        for part, name in zip(parts, names, strict=True):
            whole = {"$ref": f"#/components/schemas/{name}", "components": components}
            found[part].append(jsonschema.Draft4Validator(whole))
    return found


def scattered() -> tuple[np.ndarray, list[shapely.Polygon]]:
    """Return 60 orders and a base among 20 zones, half of them circles."""
    random = np.random.default_rng(3)
    areas = []
    for number, middle in enumerate(random.uniform(-7000, 7000, (20, 2))):
        angles = np.sort(random.uniform(0, 2 * np.pi, 8))
        reach = random.uniform(300, 1500, 8)
        ring = middle + np.column_stack([np.cos(angles), np.sin(angles)]) * reach[:, None]
        round_one = shapely.Point(middle).buffer(reach[0], quad_segs=16)
        areas.append(round_one if number % 2 else shapely.make_valid(shapely.Polygon(ring)))
    return random.uniform(-8000, 8000, (61, 2)), areas


def main() -> None:
    """Print what is measured."""
    Figure(
        name="energy of a flight, worst difference to the closed form",
        value=worst_error(),
        unit="%",
        at_most=5,
        peer="momentum theory",
    ).tell()
    quadcopter = published_quadcopter()
    peer = {"peer": "Rodrigues et al. 2022", "peer_value": 0.08, "unit": "MJ/km"}
    name = "0.5 kg quadcopter, energy from the grid"
    Figure(name=name, value=quadcopter, at_most=0.08 * 1.15, **peer).tell()  # type: ignore[arg-type]
    Figure(name=f"{name} (no less)", value=quadcopter, at_least=0.08 * 0.85, **peer).tell()  # type: ignore[arg-type]
    bad = points = broken = made = 0
    checks = validators()
    for space, _ in towns():
        for flown in flights(space):
            found, sampled = inside(space, flown)
            bad, points, made = bad + found, points + sampled, made + 1
            parts = intent(volumes(flown, space.plane, NOW), ADDRESS)
            valid = all(each.is_valid(parts[part]) for part in checks for each in checks[part])
            broken += not valid
    Figure(
        name="points of tracks in a closed zone, one each metre",
        value=bad,
        unit="points",
        at_most=0,
        note=f"of {points:,} in ten towns",
    ).tell()
    held_to = "our schema and utm.yaml" if len(checks["details"]) > 1 else "our schema alone"
    Figure(
        name="operational intents that are not valid",
        value=broken,
        unit="intents",
        at_most=0,
        note=f"of {made}, by {held_to}",
    ).tell()
    places, areas = scattered()
    taken = seconds(lambda: airways(places, areas, 35.0), rounds=3)
    Figure(
        name="shortest ways, 60 orders and 20 zones", value=taken, unit="CPU s", at_most=2
    ).tell()


if __name__ == "__main__":
    main()
