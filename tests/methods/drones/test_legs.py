"""The table of all legs says what flying each sortie says."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.drones.aircraft import Aircraft
from citybricks.methods.drones.airways import airways
from citybricks.methods.drones.energy import MODELS, TooWindyError, sortie
from citybricks.methods.drones.legs import Cruise, leg_table
from citybricks.methods.drones.wind import Wind

WAYS = airways(
    [[0, 0], [3000, 500], [-2000, 2500], [0, 3000]], [shapely.box(800, -900, 1500, 900)], 30
)
STOPS, SERVICE = [0.0, 15.0, 0.0, 12.0], [0.0, 30.0, 60.0, 20.0]


@given(
    model=st.sampled_from(MODELS),
    stops=st.permutations([1, 2, 3]),
    masses=st.lists(st.floats(0, 1), min_size=3, max_size=3),
    wind=st.builds(Wind.coming_from, st.floats(0, 360), st.floats(0, 9)),
)
def test_a_sortie_of_legs_takes_what_the_table_says(
    model: str, stops: list[int], masses: list[float], wind: Wind
) -> None:
    craft, cruise = Aircraft(), Cruise(model, 60.0, 25.0, wind)
    table = leg_table(craft, WAYS, cruise, STOPS, SERVICE)
    route = [0, *stops, 0]
    carried = [sum(masses[at:]) for at in range(4)]
    spent = sortie(model, craft, table.legs(WAYS, route, carried), wind, 25.0)
    joules = table.joules(route[:-1], route[1:], carried)
    assert spent.joules_by_leg == pytest.approx(joules)
    seconds = table.seconds[route[:-1], route[1:]] + np.array(SERVICE)[route[1:]]
    assert spent.seconds_by_leg == pytest.approx(seconds)


def test_too_windy_is_said_before_anything_is_planned() -> None:
    with pytest.raises(TooWindyError):
        leg_table(Aircraft(), WAYS, Cruise(wind=Wind(11, 0)))


def test_the_reserve_for_an_alternate_is_the_way_to_the_nearest_one_without_payload() -> None:
    table = leg_table(Aircraft(), WAYS, Cruise())
    each = [table.to_alternate_j(0, [at]) for at in (1, 2, 3)]
    assert table.to_alternate_j(0, [1, 2, 3]) == min(each)
    assert each[2] == pytest.approx(float(table.joules(0, 3, 0.0)))
    assert table.to_alternate_j(0, []) == 0
