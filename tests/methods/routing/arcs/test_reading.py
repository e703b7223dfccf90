"""Files of the literature are read, and what cannot be read is told with its line."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.methods.routing.arcs.errors import ArcsError
from citybricks.methods.routing.arcs.instance import Job, Link
from citybricks.methods.routing.arcs.reading import read_carp

FILE = """ NOMBRE : two
 COMENTARIO : 9 (cota superior)
 VERTICES : 3
 ARISTAS_REQ : 2
 ARISTAS_NOREQ : 1
 VEHICULOS : 2
 CAPACIDAD : 5
 TIPO_COSTES_ARISTAS : EXPLICITOS
 COSTE_TOTAL_REQ : 7
 LISTA_ARISTAS_REQ :
 ( 1, 2)   coste 3   demanda 4
 ( 2,3) coste 4 demanda 5
 LISTA_ARISTAS_NOREQ :
 ( 1, 3)  coste 2
 DEPOSITO :   1
"""


def test_a_file_is_read() -> None:
    town = read_carp(FILE)
    assert (town.name, town.nodes, town.capacity, town.vehicles, town.depot) == ("two", 3, 5, 2, 0)
    assert town.links == (Link(0, 1, 3), Link(1, 2, 4), Link(0, 2, 2))
    assert town.jobs == (Job(0, 4), Job(1, 5))
    assert town.least_trips == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        (" VERTICES : 3", " VERTICES : three", 3, "whole number"),
        (" VERTICES : 3", " VERTICES : -3", 3, "whole number"),
        (" VERTICES : 3\n", "", 10, "come before the edges"),
        (" CAPACIDAD : 5", " CAPACIDAD : 0", 7, "whole number from 1"),
        (" CAPACIDAD : 5\n", "", 10, "come before the edges"),
        (" VEHICULOS : 2", " VEHICULOS : 1.5", 6, "whole number"),
        ("demanda 4", "demanda 6", 11, "demand 6; a truck takes 1 to 5"),
        ("demanda 4", "demanda 0", 11, "demand 0"),
        ("demanda 4", "", 11, "no “demanda”"),
        ("( 1, 2)", "( 1, 4)", 11, "vertex 4; there are 1 to 3"),
        ("( 1, 2)", "( 0, 2)", 11, "vertex 0"),
        ("( 1, 2)", "( 1; 2)", 11, "is neither"),
        ("coste 3", "coste -3", 11, "cost -3"),
        ("coste 3", "coste 3.5", 11, "is neither"),
        ("coste 3", "coste 9999999999", 11, "cost 9999999999"),
        (" ARISTAS_REQ : 2", " ARISTAS_REQ : 3", 4, "ARISTAS_REQ is 3, the list has 2"),
        (" ARISTAS_NOREQ : 1", " ARISTAS_NOREQ : 0", 5, "the list has 1"),
        (" DEPOSITO :   1", " DEPOSITO : 4", 15, "DEPOSITO is 4"),
        (" DEPOSITO :   1", " VERTICES : 3", 15, "was in line 3"),
        (" LISTA_ARISTAS_REQ :\n", "", 10, "outside the lists"),
        (" NOMBRE : two", " NOMBRE two", 1, "is neither"),
        (FILE, "", None, "VERTICES is missing"),
        (FILE[FILE.index(" LISTA") :], "", None, "LISTA_ARISTAS_REQ is missing"),
    ],
)
def test_what_cannot_be_read_is_told(old: str, new: str, line: int | None, words: str) -> None:
    with pytest.raises(ArcsError) as caught:
        read_carp(FILE.replace(old, new))
    assert words in caught.value.en
    assert caught.value.line == line
    assert line is None or f"第 {line} 行" in caught.value.zh


@given(st.data())
def test_whatever_is_damaged_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(FILE)))
    end = data.draw(st.integers(start, len(FILE)))
    text = FILE[:start] + data.draw(st.text(max_size=9)) + FILE[end:]
    with suppress(ArcsError):
        assert read_carp(text).jobs
