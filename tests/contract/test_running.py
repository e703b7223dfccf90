"""What a brick does: it runs its example, says no politely, stops when told, and repeats itself."""

import copy
import itertools
import json
import re
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from citybricks import BrickError, Cancelled, Run
from citybricks.faces import form
from citybricks.faces.cli.app import main
from citybricks.faces.example import example_of
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.kernel.brick import Brick
from citybricks.kernel.execute import execute
from citybricks.kernel.provenance import Account, write_crate
from citybricks.kernel.rerun import rerun
from citybricks.kernel.store import Store
from citybricks.types import Model
from citybricks.types.tables import empty_allowed
from citybricks.views import page_of
from tests.contract.conftest import Tried
from tests.contract.documents import documents, varied

AnyBrick = Brick[..., Any]
HAN = re.compile(r"[\u4e00-\u9fff]")
BUDGET = 0.4
"""Seconds of CPU that a made-up document may take before its run is dismissed."""
ASSET = re.compile(
    r"""(?:src|href|action|poster|data)\s*=\s*["']?\s*(?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import"""
)


def test_its_example_runs_in_ten_seconds(tried: Tried) -> None:
    assert tried.seconds < 10


def test_its_inputs_are_the_same_after_a_journey_through_json(tried: Tried) -> None:
    document = json.loads(json.dumps(tried.inputs.model_dump(mode="json"), allow_nan=False))
    again = tried.brick.inputs.model_validate(document)
    assert again == tried.inputs
    assert again.model_dump(mode="json") == document


def test_its_outcome_is_the_same_after_a_journey_through_json(tried: Tried) -> None:
    document = json.loads(json.dumps(tried.outcome.model_dump(mode="json"), allow_nan=False))
    token = empty_allowed.set(True)
    try:
        again = tried.brick.outputs.model_validate(document)
    finally:
        empty_allowed.reset(token)
    assert again.model_dump(mode="json") == document


def test_equal_inputs_give_equal_bytes_and_its_crate_can_be_run_again(
    tried: Tried, tmp_path: Path
) -> None:
    from datetime import UTC, datetime

    moment = datetime(2026, 11, 21, tzinfo=UTC)
    crate = tmp_path / "crate.zip"
    write_crate(tried.brick, tried.store.run(tried.key), Account(moment, moment), crate)
    here = Store(tmp_path / "here")
    found = rerun(crate, here)
    assert found.differences == ()
    assert found.key_now == found.key_then == tried.key
    then, now = (store.run(tried.key).read("outcome.json") for store in (tried.store, here))
    assert then == now


@pytest.mark.parametrize("share", [0, 0.5])
def test_it_stops_within_a_second_of_being_told(tried: Tried, share: float) -> None:
    told = time.process_time() + share * tried.seconds
    try:
        run = Run(cancelled=lambda: time.process_time() >= told)
        execute(tried.brick, tried.inputs, run)
    except Cancelled:
        assert time.process_time() - told < 1
    else:
        assert time.process_time() - told < 1, "it never asked whether to stop"


def test_its_progress_rises_and_says_what_it_does(brick: AnyBrick, tried: Tried) -> None:
    heard: list[tuple[float, str]] = []
    stop = time.process_time() + min(2, tried.seconds)

    def report(share: float, message: str) -> None:
        heard.append((share, message))

    with suppress(Cancelled):
        execute(brick, tried.inputs, Run(report, lambda: time.process_time() > stop))
    if tried.seconds > 2:
        assert heard, "a brick that takes seconds says how far it is"
    assert all(0 <= share <= 1 for share, _ in heard)
    for _, group in itertools.groupby(heard, key=lambda pair: pair[1]):
        assert all(message == message.strip() for _, message in group)
    words = words_of(brick, "zh-Hans")
    assert all(HAN.search(words(message)) for _, message in heard if message)


def refusals(brick: AnyBrick, document: dict[str, Any]) -> list[Problem]:
    """Return what is wrong with a document, once it was said well in both languages."""
    with pytest.raises((ValidationError, BrickError)) as caught:
        execute(brick, brick.inputs.model_validate(document))
    chinese = problems(caught.value, words_of(brick, "zh-Hans"))
    assert all(HAN.search(problem.message) for problem in chinese)
    english = problems(caught.value, words_of(brick, "en"))
    assert [each.input for each in english] == [each.input for each in chinese]
    assert not any(HAN.search(problem.message) for problem in english)
    return english


def blamed(brick: AnyBrick, document: dict[str, Any]) -> set[str]:
    return {problem.input.split(".")[0] for problem in refusals(brick, document)}


def test_an_input_it_does_not_have_is_refused_by_name(
    brick: AnyBrick, example: dict[str, Any]
) -> None:
    assert blamed(brick, {**example, "no_such_input": 1}) == {"no_such_input"}


def test_an_input_that_is_missing_is_refused_by_name(brick: AnyBrick) -> None:
    required = {name for name, field in brick.inputs.model_fields.items() if field.is_required()}
    if required:
        assert blamed(brick, {}) == required


def leaves(brick: AnyBrick, *shapes: str) -> list[form.Field]:
    return [leaf for leaf in form.leaves(form.fields(brick)) if leaf.shape in shapes]


def put(example: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return the example with another value at the path of a field."""
    document = copy.deepcopy(example)
    inside = document
    *groups, last = path.split(".")
    for group in groups:
        inside = inside.setdefault(group, {})
    inside[last] = value
    return document


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "5", None], ids=str)
def test_a_number_that_is_none_is_refused_by_name(
    brick: AnyBrick, example: dict[str, Any], value: Any
) -> None:
    for leaf in leaves(brick, "number", "integer"):
        if value is None and leaf.default is None and not leaf.required:
            continue
        found = refusals(brick, put(example, leaf.path, value))
        assert leaf.path in {problem.input for problem in found}


def test_a_table_without_rows_is_refused_by_name(brick: AnyBrick, example: dict[str, Any]) -> None:
    for leaf in leaves(brick, "table"):
        nothing: Any = [] if leaf.schema["type"] == "array" else {"type": "FeatureCollection"}
        if isinstance(nothing, dict):
            nothing["features"] = []
        assert blamed(brick, put(example, leaf.path, nothing)) == {leaf.path.split(".")[0]}


def test_places_in_another_projection_are_refused_by_name(
    brick: AnyBrick, example: dict[str, Any]
) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4549"}}
    for leaf in leaves(brick, "table"):
        if leaf.schema.get("format") == "geojson-feature-collection":
            given = example.get(leaf.path, {"type": "FeatureCollection", "features": []})
            (problem,) = refusals(brick, put(example, leaf.path, {**given, "crs": crs}))
            assert problem.input == leaf.path
            assert "EPSG::4549" in problem.message


def test_a_cell_that_is_not_a_number_is_refused_by_its_row_and_column(
    brick: AnyBrick, example: dict[str, Any]
) -> None:
    for leaf in leaves(brick, "table"):
        given = copy.deepcopy(example.get(leaf.path))
        for column in leaf.columns if given else ():
            rows = (
                given if isinstance(given, list) else [f["properties"] for f in given["features"]]
            )
            if not isinstance(rows[0].get(column.name), int | float) or not column.required:
                continue
            before, rows[0][column.name] = rows[0][column.name], float("nan")
            found = refusals(brick, put(example, leaf.path, given))
            rows[0][column.name] = before
            assert [problem.input for problem in found] == [f"{leaf.path}.0.{column.name}"]


SHOWN: Counter[str] = Counter()
PAGES = 5
"""How many pages of made-up outcomes are drawn."""


@settings(max_examples=max(10, settings().max_examples // 4))
@given(data=st.data())
def test_no_document_ends_in_anything_but_an_outcome_or_a_polite_no(
    brick: AnyBrick, data: st.DataObject
) -> None:
    found = example_of(brick)
    document = data.draw(documents(brick, found.inputs if found else {}))
    stop = time.process_time() + BUDGET
    try:
        inputs = brick.inputs.model_validate(document)
        assert brick.inputs.model_validate(inputs.model_dump(mode="json")) == inputs
        outcome = execute(brick, inputs, Run(cancelled=lambda: time.process_time() > stop))
    except (ValidationError, BrickError) as error:
        said = problems(error, words_of(brick, "zh-Hans"))
        event("refused: " + ", ".join(sorted({problem.input.split(".")[0] for problem in said})))
    except Cancelled:
        event("dismissed")
    else:
        event("an outcome")
        json.dumps(outcome.model_dump(mode="json"), allow_nan=False)
        if SHOWN[brick.id] < PAGES:
            SHOWN[brick.id] += 1
            page_of(brick, outcome).html()


@pytest.mark.long
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_unusual_values_are_answered_or_refused_with_all_the_time_they_need(
    brick: AnyBrick, data: st.DataObject
) -> None:
    found = example_of(brick)
    document = data.draw(varied(brick, found.inputs if found else {}))
    try:
        outcome = execute(brick, brick.inputs.model_validate(document))
    except BrickError as error:
        event(f"refused: {error.input}")
    else:
        event("an outcome")
        page_of(brick, outcome).html()
        json.dumps(outcome.model_dump(mode="json"), allow_nan=False)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_how_it_looks_asks_nobody_for_anything(tried: Tried, language: str) -> None:
    words = words_of(tried.brick, language)
    outcome: Model = tried.outcome
    html = page_of(tried.brick, outcome).document(words, language, title=words(tried.brick.title))
    assert ASSET.search(html) is None
    assert f'lang="{language}"' in html
    for name, svg in page_of(tried.brick, outcome).svgs(words, language).items():
        assert ASSET.search(svg) is None, name


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_command_line_explains_it(
    brick: AnyBrick, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", brick.id, "--help", "--language", language], lambda _app, _say: None) == 0
    said = capsys.readouterr().out
    for leaf in form.leaves(form.fields(brick)):
        assert f"--{leaf.path.replace('_', '-')}" in said
    assert main(["show", brick.id, "--language", language], lambda _app, _say: None) == 0


def test_the_command_line_runs_its_example(
    tried: Tried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITYBRICKS_HOME", str(tried.home))
    out = tmp_path / "out"
    tokens = ["run", tried.brick.id, "--example", "--out", str(out)]
    assert main(tokens, lambda _app, _say: None) == 0
    written = json.loads((out / "outcome.json").read_text())
    assert written == tried.outcome.model_dump(mode="json")
    assert (out / "page.html").stat().st_size
    assert (out / "crate.zip").stat().st_size
