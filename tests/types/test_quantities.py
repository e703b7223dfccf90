"""A quantity is a number with a unit and bounds that Pydantic and Hypothesis both read."""

import math
import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError, create_model

from citybricks.types import Model, energy, quantities
from citybricks.types.quantities import (
    Day,
    Latitude,
    Longitude,
    Metres,
    Moment,
    People,
    Percent,
    Seed,
    Unit,
)

UCUM = re.compile(r"[A-Za-z0-9%*./'\[\]{}()-]+")


def quantities_of(module: Any) -> dict[str, Any]:
    return {
        name: hint
        for name, hint in vars(module).items()
        if any(isinstance(part, Unit) for part in get_args(hint))
    }


ALL = quantities_of(quantities) | quantities_of(energy)
MEASURED = {name: hint for name, hint in ALL.items() if name != "AnyUnit"}


def test_a_number_of_any_unit_claims_none_in_its_schema() -> None:
    assert TypeAdapter(quantities.AnyUnit).json_schema() == {"type": "number"}


@pytest.mark.parametrize("hint", MEASURED.values(), ids=MEASURED)
def test_every_quantity_has_a_ucum_code(hint: Any) -> None:
    (unit,) = (part for part in get_args(hint) if isinstance(part, Unit))
    assert UCUM.fullmatch(unit.code)
    assert TypeAdapter(hint).json_schema()["x-ogc-unit"] == unit.code


@pytest.mark.parametrize("hint", ALL.values(), ids=ALL)
@given(data=st.data())
def test_what_hypothesis_makes_of_a_quantity_is_one(hint: Any, data: st.DataObject) -> None:
    value = data.draw(st.from_type(hint).filter(math.isfinite))
    assert TypeAdapter(hint).validate_python(value) == value


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (Metres, -0.001),
        (Percent, 100.001),
        (Latitude, 90.001),
        (Longitude, -180.001),
        (People, -1),
        (People, 1.5),
        (Seed, 2**31),
        (Metres, "500"),
        (Metres, True),
        (Day, 0),
        (Day, "0"),
        (Day, "1700000000"),
        (Day, 20_000.0),
        (Day, "2026-13-01"),
        (Day, "2026-11-21T08:00"),
        (Moment, 1_700_000_000),
        (Moment, "1700000000"),
        (Moment, "now"),
    ],
)
def test_what_lies_outside_is_refused(hint: Any, value: Any) -> None:
    with pytest.raises(ValidationError):
        create_model("Given", __base__=Model, value=(hint, ...)).model_validate({"value": value})


def test_every_public_name_of_the_vocabulary_is_there() -> None:
    from citybricks import types

    assert sorted(types.__all__) == types.__all__
    assert all(hasattr(types, name) for name in types.__all__)
