"""The JSON Schema of a brick says what its signature says, whole and in the reader's language."""

import json
from typing import Any

import jsonschema
import pytest

from citybricks.faces.json_schema import inputs_of, label, outputs_of, schema_of
from citybricks.kernel.registry import all_bricks
from tests.faces.samples import EVERY, STOPS, Lamp, Report

INPUTS = inputs_of(EVERY)


def parts(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [part for item in schema for part in parts(item)]
    if isinstance(schema, dict):
        return [schema, *(part for item in schema.values() for part in parts(item))]
    return []


def test_there_are_no_references_left() -> None:
    assert "$ref" not in json.dumps([INPUTS, outputs_of(EVERY)])


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_schema_of_every_brick_is_one(language: str) -> None:
    for brick in (EVERY, *all_bricks().values()):
        for schema in (*inputs_of(brick, language).values(), *outputs_of(brick, language).values()):
            jsonschema.Draft202012Validator.check_schema(schema)


def test_units_bounds_and_defaults_are_those_of_the_signature() -> None:
    assert INPUTS["radius"] | {"title": "", "description": ""} == {
        "type": "number",
        "minimum": 0,
        "default": 500,
        "x-ogc-unit": "m",
        "x-ogc-unitLang": "UCUM",
        "title": "",
        "description": "",
    }


def test_a_group_is_given_whole_with_the_titles_of_its_fields() -> None:
    power = INPUTS["lamp"]["properties"]["peak_power"]
    assert power["title"] == "Peak power"
    assert power["exclusiveMinimum"] == 0
    assert INPUTS["lamp"]["default"]["peak_power"] == 40


def test_defaults_and_alternatives_are_data_and_are_not_translated() -> None:
    schema = schema_of(Lamp, lambda _: "翻译")
    assert schema["properties"]["peak_power"]["title"] == "翻译"
    assert "翻译" not in json.dumps(schema["properties"]["cover"].get("default", {}))


def test_a_document_that_a_brick_accepts_fits_its_schema() -> None:
    whole = {"type": "object", "properties": INPUTS, "additionalProperties": False}
    given = EVERY.inputs.model_validate({"stops": STOPS, "day": "2026-11-21"})
    document = given.model_dump(mode="json")
    document["homes"] = document["homes"] or STOPS | {"features": homes()}
    jsonschema.validate(document, whole, format_checker=jsonschema.FormatChecker())


def homes() -> list[dict[str, Any]]:
    (stop,) = STOPS["features"]
    return [{**stop, "properties": {"residents": 1}}]


@pytest.mark.parametrize(
    "wrong",
    [{"radius": -1}, {"kind": "zug"}, {"count": 0}, {"lamp": {"peak_power": 0}}, {"day": 5}],
)
def test_a_document_that_a_brick_refuses_does_not_fit_its_schema(wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, {"type": "object", "properties": INPUTS})


def test_the_outcome_of_a_brick_fits_its_schema_even_without_rows() -> None:
    outcome = EVERY.run({"stops": STOPS}).model_dump(mode="json")
    outcome["near"]["features"] = []
    jsonschema.validate(outcome, {"type": "object", "properties": outputs_of(EVERY)})
    assert all("minItems" not in part for part in parts(outputs_of(EVERY)))


def test_every_description_is_one_line() -> None:
    said = [
        part["description"] for part in parts(INPUTS) if isinstance(part.get("description"), str)
    ]
    assert said
    assert [text for text in said if "\n" in text or "  " in text] == []


@pytest.mark.parametrize(
    ("name", "words"), [("lamp_power", "Lamp power"), ("sdg", "Sdg"), ("_x", "X"), ("", "")]
)
def test_a_name_is_made_readable(name: str, words: str) -> None:
    assert label(name) == words


def test_an_outcome_is_described_by_its_fields() -> None:
    assert list(outputs_of(EVERY)) == list(Report.model_fields)
    assert outputs_of(EVERY)["length"]["x-ogc-unit"] == "m"
