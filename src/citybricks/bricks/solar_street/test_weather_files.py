"""Weather files: EPW and CSV, read and refused."""

from collections.abc import Callable

import numpy as np
import pytest
from pydantic import ValidationError

from citybricks.bricks.solar_street.clearness import MONTH_LENGTHS
from citybricks.bricks.solar_street.measured_years import measured_years, noon_error, whole_years
from citybricks.bricks.solar_street.street import alone
from citybricks.bricks.solar_street.sun import Sun, sun_over
from citybricks.bricks.solar_street.weather_years import join, synthetic_years
from citybricks.kernel.errors import BrickError
from citybricks.types import File
from citybricks.types.energy import Weather

PLACE = 39.08, 117.07, 8.0
IRRADIATION = np.array([1.97, 2.82, 4.01, 4.86, 5.65, 5.13, 4.54, 4.44, 4.19, 3.11, 1.92, 1.89])
WARMTH = np.array([-2.4, -1.6, 6.8, 14.4, 20.7, 24.2, 26.1, 25.5, 20.7, 14.4, 5.3, -0.6])

Rows = list[list[float]]


@pytest.fixture(scope="module")
def sun() -> Sun:
    return sun_over(*PLACE)


@pytest.fixture(scope="module")
def hours(sun: Sun) -> Rows:
    """Month, day, hour, temperature, global, direct, diffuse of a made-up year in Tianjin."""
    rng = np.random.default_rng(3)
    year = synthetic_years(sun, IRRADIATION, WARMTH, doubt=0.0, count=1, source=0, rng=rng)
    level, diffuse, air, outside = (
        values.reshape(8760, 2).mean(axis=1)
        for values in (year.level, year.diffuse, year.air, sun.horizontal)
    )
    direct = np.where(outside > 50, (level - diffuse) / np.maximum(outside, 1) * 1367, 0)
    month = np.repeat(np.arange(1, 13), MONTH_LENGTHS * 24)
    day = np.repeat(np.concatenate([np.arange(1, n + 1) for n in MONTH_LENGTHS]), 24)
    hour = np.tile(np.arange(1, 25), 365)
    rows: Rows = np.column_stack([month, day, hour, air, level, direct, diffuse]).tolist()
    return rows


def epw(rows: Rows, *, longitude: float = 117.07, offset: float = 8.0) -> bytes:
    lines = [f"LOCATION,Made-up,TJ,CHN,TEST,0,39.08,{longitude},{offset},3.0"]
    lines += ["DESIGN CONDITIONS,0", "TYPICAL/EXTREME PERIODS,0", "GROUND TEMPERATURES,0"]
    lines += ["HOLIDAYS/DAYLIGHT SAVINGS,No,0,0,0", "COMMENTS 1,", "COMMENTS 2,"]
    lines += ["DATA PERIODS,1,1,Data,Sunday,1/1,12/31"]
    for month, day, hour, air, level, direct, diffuse in rows:
        before = f"2005,{month:.0f},{day:.0f},{hour:.0f},60,?9,{air:.1f},0,50,101325,0,0,300"
        after = "0,0,0,0,90,2.0,5,5,20,7700,9,999999999,0,0,0,88,0,0,0"
        lines.append(f"{before},{level:.0f},{direct:.0f},{diffuse:.0f},{after}")
    return "\n".join(lines).encode()


def csv(rows: Rows) -> bytes:
    names = "month,day,hour,air_temperature,global_horizontal,direct_normal,diffuse_horizontal"
    station = ["# latitude: 39.08", "# longitude: 117.07", "# UTC offset: 8"]
    body = [
        f"{m:.0f},{d:.0f},{h:.0f},{','.join(f'{value:.3f}' for value in rest)}"
        for m, d, h, *rest in rows
    ]
    return "\n".join([*station, names, *body]).encode()


def test_an_epw_file_keeps_its_energy_and_temperature(sun: Sun, hours: Rows) -> None:
    weather = Weather.read("tianjin.epw", epw(hours))
    years = measured_years(sun, weather, 1, "weather.0")
    irradiation, warmth = years.monthly()
    frame = weather.hours.frame
    assert years.level.sum() / 2 == pytest.approx(frame.global_horizontal.sum(), rel=2e-3)
    assert years.diffuse.sum() / 2 == pytest.approx(frame.diffuse_horizontal.sum(), rel=5e-3)
    assert warmth.mean() == pytest.approx(frame.air_temperature.mean(), abs=0.3)
    assert irradiation.shape == (12, 1)
    assert years.measured.all()


def test_a_csv_file_says_what_the_epw_file_says(sun: Sun, hours: Rows) -> None:
    one = Weather.read("tianjin.epw", epw(hours))
    other = Weather.read("tianjin.csv", csv(hours))
    assert (other.name, other.latitude, other.utc_offset) == ("tianjin.csv", 39.08, 8.0)
    a, b = (measured_years(sun, weather, 1, "weather.0").level for weather in (one, other))
    assert np.abs(a - b).max() < 2


def test_two_years_in_a_file_are_two_years(sun: Sun, hours: Rows) -> None:
    years = measured_years(sun, Weather.read("two.csv", csv(hours + hours)), 1, "weather.0")
    assert len(years) == 2
    assert (years.level[:, 0] == years.level[:, 1]).all()


def test_only_a_file_of_one_year_must_keep_the_target(sun: Sun, hours: Rows) -> None:
    one = measured_years(sun, Weather.read("one.csv", csv(hours)), 1, "weather.0")
    two = measured_years(sun, Weather.read("two.csv", csv(hours + hours)), 2, "weather.1")
    assert alone(join([one, two])).tolist() == [True, False, False]


def test_a_leap_day_is_left_out(sun: Sun, hours: Rows) -> None:
    end = (31 + 28) * 24
    leap = [[2.0, 29.0, hour + 1.0, 0.0, 0.0, 0.0, 0.0] for hour in range(24)]
    weather = Weather.read("leap.csv", csv(hours[:end] + leap + hours[end:]))
    assert len(measured_years(sun, weather, 1, "weather.0")) == 1


def test_a_file_of_another_time_zone_is_put_on_the_clock_of_the_place(hours: Rows) -> None:
    """The same hours written in universal time, as some satellite services give them."""
    sun = sun_over(*PLACE)
    utc = np.array(hours)
    utc[:, 3:] = np.roll(utc[:, 3:], -8, axis=0)
    local = Weather.read("local.epw", epw(hours))
    other = Weather.read("utc.epw", epw(utc.tolist(), offset=0.0))
    a, b = (measured_years(sun, weather, 1, "weather.0").level for weather in (local, other))
    assert np.abs(a - b).max() < 1e-6


def test_hours_labelled_half_an_hour_late_are_put_right(sun: Sun, hours: Rows) -> None:
    """TMYx files of Tianjin and Shanghai have the irradiance 29 minutes after the sun."""
    late = np.array(hours)
    level = np.repeat(late[:, 4:], 2, axis=0)
    late[:, 4:] = np.roll(level, 1, axis=0).reshape(8760, 2, 3).mean(axis=1)
    weather = Weather.read("late.epw", epw(late.tolist()))
    assert noon_error(weather, whole_years(weather, "")) == pytest.approx(30, abs=2)
    years = measured_years(sun, weather, 1, "weather.0")
    mean = years.level.reshape(365, 48).sum(axis=0)
    noon = (mean * (np.arange(48) + 0.5)).sum() / mean.sum() / 2
    assert noon == pytest.approx(12 - (117.07 - 120) / 15 + 0.0, abs=0.1)


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        (4, 9999, "global horizontal is 9999"),  # missing in EPW
        (6, 9999, "diffuse horizontal is 9999"),  # missing in EPW
        (4, -3, "global horizontal is -3"),  # an offset of the instrument
        (3, 99.9, "air temperature is 99.9"),  # missing in EPW
    ],
)
def test_a_missing_hour_is_refused_with_file_and_line(
    sun: Sun, hours: Rows, column: int, value: float, said: str
) -> None:
    rows = [row.copy() for row in hours]
    rows[4000][column] = value
    with pytest.raises(BrickError, match=rf"gap\.epw, line 4009: {said}"):
        measured_years(sun, Weather.read("gap.epw", epw(rows)), 1, "weather.0")


def test_a_file_without_sunshine_is_refused(sun: Sun, hours: Rows) -> None:
    rows = [[*row[:5], 0.0, row[6]] for row in hours]
    with pytest.raises(BrickError, match=r"dull\.epw, line 9 on: the direct normal"):
        measured_years(sun, Weather.read("dull.epw", epw(rows)), 1, "weather.0")


@pytest.mark.parametrize(
    ("longitude", "offset"),
    [
        (117.07, 7.0),  # an hour early
        (117.07, 9.0),  # an hour late
        (117.07, 0.0),  # local hours called universal
        (-117.07, 8.0),  # west for east
        (102.0, 8.0),  # Yunnan
    ],
)
def test_a_clock_that_does_not_fit_the_longitude_is_refused(
    sun: Sun, hours: Rows, longitude: float, offset: float
) -> None:
    weather = Weather.read("off.epw", epw(hours, longitude=longitude, offset=offset))
    with pytest.raises(BrickError, match=r"off\.epw: the irradiance is centred .*line 9"):
        measured_years(sun, weather, 1, "weather.0")


def test_a_station_far_away_is_refused(hours: Rows) -> None:
    with pytest.raises(BrickError, match=r"the station is \d+ km from the places"):
        measured_years(
            sun_over(36.0, 117.07, 8.0), Weather.read("far.epw", epw(hours)), 1, "weather.0"
        )


def test_an_hour_that_is_not_there_is_refused_with_its_line(sun: Sun, hours: Rows) -> None:
    with pytest.raises(BrickError, match=r"hole\.csv, line 104"):
        measured_years(sun, Weather.read("hole.csv", csv(hours[:99] + hours[100:])), 1, "weather.0")


def test_half_a_year_is_refused(sun: Sun, hours: Rows) -> None:
    with pytest.raises(BrickError, match="whole years"):
        measured_years(sun, Weather.read("half.csv", csv(hours[:4380])), 1, "weather.0")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.epw", b"month,day\n1,1\n"),  # not an EPW file
        ("a.epw", b"LOCATION,a,b,c,d,e,x,y,z,0\n" + b"\n" * 8),  # no coordinates
        ("a.epw", b"LOCATION,a,b,c,d,e,39,117,8,0\n" + b"\n" * 7),  # no hours
        ("a.csv", b"# latitude: 39\nmonth,day\n1,1\n"),  # columns are missing
        ("a.csv", b""),  # nothing at all
        ("a.pdf", b"%PDF"),  # another kind of file
    ],
)
def test_what_is_not_a_weather_file_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        Weather.read(name, content)


def test_weather_travels_as_json(hours: Rows) -> None:
    weather = Weather.read("tianjin.epw", epw(hours))
    assert Weather.model_validate(weather.model_dump(mode="json")) == weather
    schema: Callable[[], dict[str, object]] = Weather.model_json_schema
    assert schema()["x-files"] == ["application/vnd.energyplus.epw", "text/csv"]
    assert File.named("x.epw", b"").media_type == "application/vnd.energyplus.epw"
