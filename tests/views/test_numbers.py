import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.views.numbers import decimals, number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1234567, "1,234,567"),
        (-12.5, "−12.5"),
        (72.34, "72.34"),
        (1 / 3, "0.3333"),
        (1e-9, "1.00×10⁻⁹"),
        (1e20, "1.00×10²⁰"),
        (math.nan, "–"),
        (None, "–"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_is_written_alike_in_every_language(value: float | None, text: str) -> None:
    assert number(value) == text


def test_a_column_has_the_decimals_its_largest_number_needs() -> None:
    assert decimals([1.0, 2.0]) == 0
    assert decimals([0.5, 20]) == 1
    assert decimals([1234.5678]) == 0
    assert decimals([1 / 3, 1234.5678]) == 2  # what is small is seen too
    assert decimals([1e-9, *range(100, 200)]) == 1  # but noise is not
    assert decimals([1 / 3, math.nan]) == 4
    assert decimals([]) == 0


def test_a_year_is_not_grouped() -> None:
    assert number(2026, 0, grouped=False) == "2026"


@given(st.floats())
def test_any_number_is_written_without_a_hyphen(value: float) -> None:
    assert "-" not in number(value)
    assert number(value)
