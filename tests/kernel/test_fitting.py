"""Tables fit by their columns, numbers by their units, everything else by name."""

from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge

from citybricks import Outcome
from citybricks.kernel.fitting import fits, misfit, spelt, unit_of
from citybricks.types import (
    Features,
    Home,
    Indicator,
    Kilometres,
    Metres,
    People,
    Percent,
    Row,
    Seed,
    Series,
    Stop,
    Street,
    Table,
    Unit,
)
from citybricks.types.transport import Mode
from tests.kernel.joined import Shed
from tests.kernel.samples import Counted


class Tall(Home):
    """A richer row."""

    storeys: int
    """How many."""


class Guess(Row):
    """A row whose column has another type."""

    residents: float
    """Half a person is none."""


class Crowd(Row):
    """A row with one column more, which has a default."""

    residents: People
    """All of them."""
    note: str = ""
    """What is said of them."""


PAIRS: list[tuple[Any, Any, str]] = [
    # tables: a richer row fits where a poorer one is asked for
    (Table[Tall], Table[Home], ""),
    (Features[Tall], Features[Home], ""),
    (Features[Home], Table[Home], ""),
    (Series[Home], Table[Home], ""),
    (Table[Home], Table[Crowd], ""),
    (Table[Home], Table[Tall], "lacks the column storeys"),
    (Table[Shed], Table[Home], "lacks the column residents"),
    (Table[Guess], Table[Home], "column residents that is not int"),
    (Table[Home], Features[Home], "is Table[Home], not Features[Home]"),
    (Table[Home], Series[Home], "is Table[Home], not Series[Home]"),
    (Features[Home], Features[Street], "places of kind Point, not LineString"),
    (Table[Home], Home, "is Table[Home], not Home"),
    (Home, Table[Home], "is Home, not Table[Home]"),
    # numbers: by unit
    (Metres, Metres, ""),
    (Metres, float, ""),
    (float, Metres, ""),
    (int, float, ""),
    (Seed, int, ""),
    (float, int, "is float, not int"),
    (People, Metres, "is in {person}, not in m"),
    (Kilometres, Metres, "is in km, not in m"),
    (Percent, Metres, "is in %, not in m"),
    (bool, int, "is bool, not int"),
    (bool, float, "is bool, not float"),
    (int, bool, "is int, not bool"),
    (bool, bool, ""),
    # values that may be empty
    (Metres, Metres | None, ""),
    (Metres | None, Metres | None, ""),
    (Metres | None, Metres, "may be empty"),
    (Kilometres | None, Metres | None, "is in km, not in m"),
    (Features[Street], Features[Street] | None, ""),
    (Table[Shed], Table[Home] | None, "lacks the column residents"),
    # words, choices, lists
    (Literal["bus"], Mode, ""),
    (Mode, str, ""),
    (str, Mode, "is str, not bus"),
    (Literal["boat"], Mode, "is boat, not bus"),
    (Literal[1, 2], float, ""),
    (list[Metres], list[Metres], ""),
    (list[Metres], list[Kilometres], "is in m, not in km"),
    (list[str], list[float], "is str, not float"),
    (str, list[str], "is str, not list[str]"),
    # models: by name
    (Counted, Outcome, ""),
    (Indicator, Indicator, ""),
    (Indicator, float, "is Indicator, not float"),
    (Stop, Home, "is Stop, not Home"),
    # whatever is asked for
    (Any, Metres, ""),
    (Table[Home], Any, ""),
]


@pytest.mark.parametrize(("given", "wanted", "why"), PAIRS, ids=str)
def test_what_does_not_fit_is_said_in_words(given: Any, wanted: Any, why: str) -> None:
    found = misfit(given, wanted)
    assert fits(given, wanted) is (not why)
    if found is not None:
        values = {"port": "near.share", **found.values}
        assert why in found.message.format(**values)
        assert found.message.format(**values).startswith("near.share ")


@pytest.mark.parametrize("hint", {str(given): given for given, _, _ in PAIRS}.values(), ids=str)
def test_whatever_is_yielded_fits_where_the_same_is_asked_for(hint: Any) -> None:
    assert fits(hint, hint)


@pytest.mark.parametrize(
    ("hint", "spelling"),
    [
        (Features[Stop], "Features[Stop]"),
        (Metres, "float"),
        (Metres | None, "float or nothing"),
        (Mode, "bus | tram | metro | rail | ferry | cable"),
        (list[People], "list[int]"),
        (str, "str"),
    ],
)
def test_a_type_is_spelt_as_a_signature_has_it(hint: Any, spelling: str) -> None:
    assert spelt(hint) == spelling


def test_a_unit_is_found_under_whatever_a_type_wears() -> None:
    assert unit_of(Metres) == "m"
    assert unit_of(Metres | None) == "m"
    assert unit_of(Annotated[Metres, Ge(5)]) == "m"
    assert unit_of(Annotated[float | None, Unit("km")]) == "km"
    assert unit_of(float) == ""
