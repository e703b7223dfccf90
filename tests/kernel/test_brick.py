"""A brick is its function: calling it is calling the function, and all else follows from it."""

from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import Run, brick
from citybricks.kernel.brick import Brick, bricks
from tests.kernel.samples import COUNT, Counted, Lamp, count_homes, homes, table


def test_calling_a_brick_is_calling_its_function() -> None:
    assert COUNT(table(1, 2)) == count_homes(table(1, 2))


def test_a_brick_run_on_a_document_gives_what_its_function_gives() -> None:
    document = {"homes": homes(1, 2), "radius": 100, "lamp": {"power": 5.0}}
    assert COUNT.run(document) == count_homes(table(1, 2), 100, Lamp(power=5.0))


def test_what_is_left_out_of_a_document_takes_the_default_of_the_signature() -> None:
    inputs = COUNT.inputs.model_validate({"homes": homes(1)})
    assert (inputs.radius, inputs.lamp, inputs.seed) == (500, Lamp(), 0)  # type: ignore[attr-defined] # made from the signature


def test_title_summary_and_parameters_are_those_of_the_docstring() -> None:
    assert COUNT.title == "Residents of homes"
    assert COUNT.doc.long_description == "Counts them, one home after another."
    schema = COUNT.inputs.model_json_schema()["properties"]
    assert schema["radius"]["description"] == "Longest walk."
    assert schema["radius"]["x-ogc-unit"] == "m"


def test_its_name_is_its_id_in_python_and_its_folder_is_that_of_its_module() -> None:
    assert COUNT.name == "count_homes"
    assert (COUNT.folder / "samples.py").exists()
    assert COUNT.outputs is Counted


@pytest.mark.parametrize(
    ("document", "place", "kind"),
    [
        ({}, ("homes",), "missing"),
        ({"homes": homes(1), "raduis": 5}, ("raduis",), "extra_forbidden"),
        ({"homes": homes(1), "radius": "500"}, ("radius",), "float_type"),
        ({"homes": homes(1), "radius": float("nan")}, ("radius",), "finite_number"),
        ({"homes": homes(1), "lamp": {"pwoer": 1}}, ("lamp", "pwoer"), "extra_forbidden"),
        ({"homes": homes(1), "lamp": None}, ("lamp",), "model_type"),
        ({"homes": homes(1), "seed": 2**31}, ("seed",), "less_than_equal"),
        ({"homes": homes(1), "seed": 1.0}, ("seed",), "int_type"),
    ],
)
def test_a_document_that_does_not_fit_is_refused_where_it_does_not(
    document: dict[str, Any], place: tuple[str, ...], kind: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        COUNT.run(document)
    (error,) = caught.value.errors()
    assert (error["loc"], error["type"]) == (place, kind)


def test_a_run_hears_of_the_progress_of_a_brick() -> None:
    heard: list[tuple[float, str]] = []
    COUNT.run({"homes": homes(1, 2, 3, 4)}, Run(lambda share, said: heard.append((share, said))))
    assert [share for share, _ in heard] == [0, 0.25, 0.5, 0.75, 1]
    assert {said for _, said in heard} == {"Counting residents"}


def test_an_outcome_holds_data_only_and_never_changes() -> None:
    outcome = COUNT.run({"homes": homes(1)})
    with pytest.raises(ValidationError, match="frozen"):
        outcome.residents = 2
    with pytest.raises(ValidationError, match="Extra inputs"):
        Counted(**(vars(outcome) | {"colour": "red"}))


def test_an_outcome_may_hold_a_table_without_rows_where_inputs_may_not() -> None:
    outcome = Counted(residents=0, table=[], share=COUNT.run({"homes": homes(1)}).share)  # type: ignore[arg-type] # as JSON has it
    assert len(outcome.table) == 0
    with pytest.raises(ValidationError, match="no rows"):
        COUNT.run({"homes": []})


def test_two_functions_cannot_register_one_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bricks, "count-homes", COUNT)
    with pytest.raises(ValueError, match="'count-homes' is already registered"):
        brick(id="count-homes", version="1.0.0")(pytest.approx)


def test_registering_a_function_again_replaces_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bricks, "count-homes", COUNT)
    again: Brick[..., Any] = brick(id="count-homes", version="1.3.0")(count_homes)
    assert bricks["count-homes"] is again


def test_the_public_names_are_those_of_the_package() -> None:
    import citybricks

    assert citybricks.__all__ == sorted(citybricks.__all__)
    assert all(hasattr(citybricks, name) for name in citybricks.__all__)
