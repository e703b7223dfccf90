"""Abstract tests of the class OGC Process Description (A.48 to A.54)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conformance.api import Api, every_process
from tests.conformance.official import ogc10


def mixed(values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield each alternative of inputs or outputs of mixed type."""
    for value in values.values():
        yield from value["schema"].get("oneOf", ())


@every_process
def test_conf_ogc_process_description_json_encoding(api: Api, process: str) -> None:
    ogc10().check("process", api.json(f"/processes/{process}"))


@every_process
def test_conf_ogc_process_description_inputs_def(api: Api, process: str) -> None:
    inputs = api.json(f"/processes/{process}")["inputs"]
    assert inputs
    for one in inputs.values():
        ogc10().check("inputDescription", one)
        assert one["title"]
        assert one["description"]


@every_process
def test_conf_ogc_process_description_input_def(api: Api, process: str) -> None:
    for one in api.json(f"/processes/{process}")["inputs"].values():
        ogc10().check("schema", one["schema"])


@every_process
def test_conf_ogc_process_description_input_mixed_type(api: Api, process: str) -> None:
    alternatives = list(mixed(api.json(f"/processes/{process}")["inputs"]))
    assert alternatives
    for one in alternatives:
        ogc10().check("schema", one)


@every_process
def test_conf_ogc_process_description_outputs_def(api: Api, process: str) -> None:
    outputs = api.json(f"/processes/{process}")["outputs"]
    assert outputs
    for one in outputs.values():
        ogc10().check("outputDescription", one)


@every_process
def test_conf_ogc_process_description_output_def(api: Api, process: str) -> None:
    for one in api.json(f"/processes/{process}")["outputs"].values():
        ogc10().check("schema", one["schema"])


@every_process
def test_conf_ogc_process_description_output_mixed_type(api: Api, process: str) -> None:
    alternatives = list(mixed(api.json(f"/processes/{process}")["outputs"]))
    assert alternatives
    for one in alternatives:
        ogc10().check("schema", one)


def test_a_description_says_what_the_signature_says(api: Api) -> None:
    document = api.json("/processes/echo?lang=en")
    inputs = document["inputs"]
    assert inputs["text"] == {
        "title": "Text",
        "description": "A text.",
        "schema": {"type": "string"},
        "minOccurs": 1,
        "maxOccurs": 1,
        "valuePassing": ["byValue", "byReference"],
    }
    assert inputs["number"]["x-ogc-unit"] == "m"
    assert inputs["number"]["x-ogc-unitLang"] == "UCUM"
    assert inputs["number"]["schema"] == {"type": "number", "minimum": 0, "default": 1.5}
    assert inputs["choice"]["schema"]["enum"] == ["red", "green"]
    assert (inputs["numbers"]["minOccurs"], inputs["numbers"]["maxOccurs"]) == (0, 10)
    assert inputs["thing"]["schema"]["properties"]["size"]["description"].endswith("[m2]")
    assert {"planning", "Tianjin", "SDG 17.6.1"} == set(document["keywords"])
    facts = {(one["role"], one["value"]) for one in document["metadata"]}
    assert {("city", "Tianjin"), ("theme", "planning"), ("sdg", "17.6.1")} <= facts


@pytest.mark.parametrize(
    ("query", "headers", "tag"),
    [
        ("", {}, "en"),
        ("", {"Accept_Language": "zh-CN,zh;q=0.9"}, "zh-Hans"),
        ("", {"Accept_Language": "fr"}, "en"),
        ("?lang=zh-Hans", {"Accept_Language": "en"}, "zh-Hans"),
        ("?lang=en", {"Accept_Language": "zh"}, "en"),
    ],
)
def test_a_description_speaks_the_readers_language(
    api: Api, query: str, headers: dict[str, str], tag: str
) -> None:
    response = api.get(f"/processes/service-area{query}", **headers)
    assert response.headers["Content-Language"] == tag
    assert "Accept-Language" in response.headers["Vary"]
    chinese = any("\u4e00" <= letter <= "\u9fff" for letter in response.json()["title"])
    assert chinese == (tag == "zh-Hans")
