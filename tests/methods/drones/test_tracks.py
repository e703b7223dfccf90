"""Tracks in space and time."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import airways
from citybricks.methods.drones.energy import Leg, sortie
from citybricks.methods.drones.tracks import PHASES, Track, track
from citybricks.methods.drones.wind import CALM, Wind

CRAFT = Aircraft()
HOSPITAL = shapely.box(800, -900, 1500, 900)
WAYS = airways([[0, 0], [3000, 500], [-2000, 2500]], [HOSPITAL], 30)


def flown(wind: Wind = CALM, start_s: float = 0.0) -> Track:
    legs = [
        Leg(WAYS.vectors(0, 1), 2.0, 60.0, 30.0, 0.0, 15.0),
        Leg(WAYS.vectors(1, 2), 1.0, 60.0, 45.0, 15.0, 0.0),
        Leg(WAYS.vectors(2, 0), 0.0, 60.0, 0.0, 0.0, 0.0),
    ]
    return track(CRAFT, WAYS.points_xy[0], legs, wind, start_s)


def test_a_track_lasts_as_long_as_the_sortie_says() -> None:
    legs = [Leg(WAYS.vectors(0, 1), 2.0, 60.0, 30.0), Leg(WAYS.vectors(1, 0), 0.0)]
    wind = Wind(4, -3)
    drawn = track(CRAFT, [0, 0], legs, wind, 100.0)
    spent = sortie("dorling", CRAFT, legs, wind)
    assert drawn.seconds[0] == 100.0
    assert drawn.seconds[-1] - 100 == pytest.approx(spent.seconds)


def test_it_climbs_cruises_descends_and_serves_in_this_order() -> None:
    drawn = flown()
    first = drawn.phase[drawn.leg == 0]
    assert [PHASES[p] for p in sorted(set(first))] == list(PHASES)
    assert (np.diff(first) >= 0).all()
    assert (np.diff(drawn.seconds) > 0).all()
    assert drawn.height_m[0] == drawn.height_m[-1] == 0.0
    assert drawn.height_m.max() == 60.0


def test_it_ends_at_each_stop_where_the_place_is() -> None:
    drawn = flown()
    for leg, place in enumerate((1, 2, 0)):
        assert drawn.xy[drawn.leg == leg][-1] == pytest.approx(WAYS.points_xy[place], abs=1e-6)


def test_it_hovers_still_at_a_drop() -> None:
    drawn = flown()
    serving = np.flatnonzero((drawn.leg == 0) & (drawn.phase == 3))[0]
    assert drawn.seconds[serving] - drawn.seconds[serving - 1] == pytest.approx(30)
    middle = drawn.seconds[serving] - 15
    where, height = drawn.at([middle])
    assert where[0] == pytest.approx(WAYS.points_xy[1])
    assert height[0] == 15.0


@given(wind=st.builds(Wind.coming_from, st.floats(0, 360), st.floats(0, 9)))
@settings(max_examples=20)
def test_no_metre_is_in_the_zone_and_no_two_samples_are_further_than_a_metre_apart(
    wind: Wind,
) -> None:
    seconds, xy, height = flown(wind).sampled(1.0)
    assert not shapely.contains_xy(HOSPITAL, xy[:, 0], xy[:, 1]).any()
    steps = np.linalg.norm(np.diff(np.column_stack([xy, height]), axis=0), axis=1)
    assert steps.max() <= 1.0 + 1e-6
    assert all(early <= late for early, late in pairwise(seconds))


def test_a_track_without_legs_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a leg"):
        track(CRAFT, [0, 0], [])
