import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from citybricks.views.maps.ground import WIDTH, Ground

SHANGHAI = shapely.points([[121.3, 31.1], [121.6, 31.4]])


def test_equal_areas_on_earth_are_equal_areas_on_paper() -> None:
    cells = np.array([shapely.box(x, y, x + 0.02, y + 0.02) for x in (10, 14) for y in (50, 53)])
    ground = Ground.under(cells)
    flat = shapely.area(ground.flat(cells)) / ground.scale**2
    earth = gpd.GeoSeries(cells, crs=4326).to_crs("+proj=laea +lat_0=51 +lon_0=12 +R=6371008.8")
    assert flat == pytest.approx(earth.area.to_numpy(), rel=1e-6)


def test_the_paper_holds_all_places_with_a_margin() -> None:
    ground = Ground.under(SHANGHAI)
    west, north, east, south = shapely.total_bounds(ground.flat(SHANGHAI))
    assert min(west, north) > 20
    assert east < WIDTH - 20
    assert south < ground.height - 20


def test_north_is_up_and_east_is_right() -> None:
    (west, south), (east, north) = shapely.get_coordinates(Ground.under(SHANGHAI).flat(SHANGHAI))
    assert west < east
    assert north < south


@given(st.floats(-179, 179), st.floats(-85, 85), st.floats(0.001, 5))
def test_what_is_drawn_can_be_found_again(lon: float, lat: float, size: float) -> None:
    shapes = shapely.points([[lon, lat], [lon + size, lat + size / 3]])
    ground = Ground.under(shapes)
    back = ground.earth(shapely.get_coordinates(ground.flat(shapes)))
    given_ = shapely.get_coordinates(shapes)
    assert back[:, 1] == pytest.approx(given_[:, 1], abs=1e-6)
    assert (back[:, 0] - given_[:, 0] + 180) % 360 - 180 == pytest.approx([0, 0], abs=1e-5)


def test_a_single_place_has_surroundings() -> None:
    metres, pixels = Ground.under(SHANGHAI[:1]).bar()
    assert metres <= 100
    assert 30 < pixels <= WIDTH / 5


def test_a_city_across_the_date_line_is_one_piece() -> None:
    fiji = shapely.points([[179.5, -17], [-179.5, -17.5]])
    assert Ground.under(fiji).bar()[0] < 50_000


def test_the_bar_has_the_length_it_says() -> None:
    ground = Ground.under(SHANGHAI)
    metres, pixels = ground.bar()
    assert metres in (5_000, 10_000)
    north = shapely.points([[121.45, 31.25], [121.45, 31.25 + metres / 111_195]])
    (_, low), (_, high) = shapely.get_coordinates(ground.flat(north))
    assert low - high == pytest.approx(pixels, rel=1e-3)


def test_a_city_in_the_west_keeps_its_longitudes() -> None:
    places = shapely.points([(-51.200431, -30.10182), (-51.171731, -30.08027)])
    assert Ground.under(places).lon == pytest.approx(-51.186081)
