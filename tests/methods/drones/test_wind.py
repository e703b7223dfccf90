"""The wind triangle."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.drones.errors import InputError
from citybricks.methods.drones.wind import Forecast, Wind, cruise_seconds, ground_speeds


def test_wind_from_the_west_moves_east() -> None:
    wind = Wind.coming_from(270, 5)
    assert (wind.east_m_s, wind.north_m_s) == pytest.approx((5, 0), abs=1e-12)
    assert wind.speed_m_s == pytest.approx(5)


def test_ahead_behind_and_across() -> None:
    pieces = [[100, 0], [-100, 0], [0, 100]]
    assert ground_speeds(pieces, 15, Wind(9, 0)) == pytest.approx([24, 6, 12])


@given(angle=st.floats(0, 6.3), east=st.floats(-10, 10), north=st.floats(-10, 10))
def test_the_air_passes_at_the_airspeed_whatever_the_heading(
    angle: float, east: float, north: float
) -> None:
    along = np.array([np.cos(angle), np.sin(angle)])
    (speed,) = ground_speeds([along], 15, Wind(east, north))
    if speed > 0:
        assert np.linalg.norm(speed * along - [east, north]) == pytest.approx(15)


def test_a_piece_that_cannot_be_flown_takes_for_ever() -> None:
    assert cruise_seconds([[0, 100.0]], 10, Wind(0, -9.5))[0] == np.inf
    assert cruise_seconds([[100.0, 0]], 10, Wind(0, -10.5))[0] == np.inf


def test_no_way_takes_no_time() -> None:
    assert cruise_seconds([[0.0, 0.0]], 10, Wind(5, 0))[0] == 0


def test_the_wind_grows_with_height() -> None:
    assert Wind(5, 0).at_height(60).east_m_s == pytest.approx(5 * 6 ** (1 / 7))


def test_a_forecast_is_linear_between_its_times() -> None:
    forecast = Forecast((0, 3600), (Wind(0, 2), Wind(4, 2)))
    assert forecast.at(1800) == Wind(2, 2)
    assert forecast.at(-5) == Wind(0, 2)
    assert forecast.between(1800, 7200) == [Wind(2, 2), Wind(4, 2), Wind(4, 2)]


@pytest.mark.parametrize("times", [(), (0,), (0, 0), (5, 1)])
def test_a_forecast_needs_one_wind_for_each_of_rising_times(times: tuple[float, ...]) -> None:
    with pytest.raises(InputError):
        Forecast(times, (Wind(), Wind()))
