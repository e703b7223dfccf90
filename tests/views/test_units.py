import pytest

from citybricks.views.reader import Reader
from citybricks.views.units import quantity, shown


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("m", "m"),
        ("m2", "m²"),
        ("%", "%"),
        ("1", ""),
        ("", ""),
        ("Cel", "°C"),
        ("kW.h", "kWh"),
        ("kW.h/a", "kWh/year"),
        ("kW.h/(m2.d)", "kWh/(m²\u202fday)"),
        ("{person}", "people"),
        ("{person}/km2", "people/km²"),
        ("m2/{person}", "m²/person"),
        ("t{CO2}", "t CO2"),
        ("ug/m3", "µg/m³"),
        ("g.m-3", "g\u202fm⁻³"),
        ("{lamp_post}", "lamp post"),
        ("dB[A]", "dB(A)"),
        ("d", "days"),
        ("nonsense!", "nonsense!"),
    ],
)
def test_a_code_is_shown_as_people_write_it(code: str, words: str) -> None:
    assert shown(code, Reader()) == words


def test_one_of_something_has_a_singular() -> None:
    assert shown("{person}", Reader(), 1) == "person"
    assert shown("{person}", Reader(), 1.5) == "people"


def test_words_are_translated_and_signs_are_not() -> None:
    chinese = Reader(language="zh-Hans")
    assert shown("{person}/km2", chinese) == "人/km²"
    assert shown("kW.h/a", chinese) == "kWh/年"


def test_only_percent_and_degrees_touch_their_number() -> None:
    assert quantity("12", "km") == "12\xa0km"
    assert quantity("12", "%") == "12%"
    assert quantity("12", "") == "12"
    assert quantity("–", "km") == "–"
