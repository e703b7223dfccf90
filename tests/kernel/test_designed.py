"""A document is a brick like any other: called, run, described and found by its id."""

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from citybricks import Cancelled, Run
from citybricks.faces import ogc
from citybricks.faces.json_schema import inputs_of
from citybricks.kernel import registry
from citybricks.kernel.blueprint import DEPTH
from citybricks.kernel.designed import PREFIX, designed, found_in, identity, keep, written
from citybricks.kernel.document import Document, document_of
from citybricks.kernel.errors import WiringError
from citybricks.kernel.store import Store, code_digest
from citybricks.types import Metres
from tests.kernel.joined import DISTRICT, EITHER, PAIR
from tests.kernel.samples import homes, table
from tests.kernel.test_document import GOOD, changed


def made(document: dict[str, Any]) -> Any:
    """Return the blueprint of a document."""
    return designed(Document.model_validate(document))


def nested(inner: str) -> dict[str, Any]:
    """Return a document with one step: another blueprint."""
    return {
        "inputs": {"start": {}},
        "steps": {"in": {"brick": inner, "inputs": {"start": {"input": "start"}}}},
        "outputs": {"value": {"step": "in", "output": "value"}},
    }


def test_a_designed_blueprint_returns_what_the_written_one_does() -> None:
    same = designed(document_of(DISTRICT.graph))
    for radius in (0.0, 400.0, 1000.5):
        here = DISTRICT(table(1, 2), radius=radius).model_dump(mode="json")
        assert same(homes=table(1, 2), radius=radius).model_dump(mode="json") == here
        document = {"homes": homes(1, 2), "radius": radius}
        assert same.run(document).model_dump(mode="json") == here


def test_it_is_written_down_with_its_texts_and_defaults() -> None:
    document = written(DISTRICT)
    assert document.title == "A nested blueprint, a dotted output, and steps one after another"
    assert document.inputs["radius"].description == "Longest walk."
    same = designed(document)
    assert same.title == DISTRICT.title
    assert (
        same.run({"homes": homes(3)}).model_dump() == DISTRICT.run({"homes": homes(3)}).model_dump()
    )
    assert written(same) == document


def test_its_inputs_are_those_of_the_steps_they_lead_to() -> None:
    (start,) = inputs_of(made(GOOD)).values()
    assert start["x-ogc-unit"] == "m"
    assert start["minimum"] == 0
    assert start["default"] == 3
    assert start["description"] == "Start"
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        made(GOOD).run({"start": -1})


def test_an_input_that_may_be_left_out_of_the_step_may_be_left_out() -> None:
    document = changed("steps", "one", "inputs", "right", to={"input": "more"})
    document["inputs"]["more"] = {}
    assert made(document).inputs.model_fields["more"].default == 1.0
    assert made(document).run({}).value == made(document).run({"more": 1.0}).value


def test_a_default_that_does_not_fit_is_refused() -> None:
    with pytest.raises(WiringError, match="start: must be at least 0, not -3"):
        made(changed("inputs", "start", "default", to={"value": -3}))


def test_it_is_described_as_any_process() -> None:
    said = ogc.description(made(GOOD), "en")
    assert said["title"] == "How far"
    assert said["inputs"]["start"]["minOccurs"] == 0
    assert set(said["outputs"]) == {"value"}


def test_what_is_wrong_with_the_document_is_said_when_it_is_made() -> None:
    with pytest.raises(WiringError, match=r"two\.right: must be at least 0, not -2"):
        made(changed("steps", "two", "inputs", "right", to={"value": -2}))


def test_equal_documents_have_one_id_however_they_are_written() -> None:
    turned = json.loads(json.dumps(GOOD))
    turned["steps"] = dict(reversed(turned["steps"].items()))
    one, other = (Document.model_validate(each) for each in (GOOD, turned))
    assert identity(one) == identity(other)
    assert identity(one).startswith(PREFIX)
    more = Document.model_validate(changed("title", to="How near"))
    assert identity(more) != identity(one)


def test_it_is_sent_elsewhere_as_its_document() -> None:
    there = pickle.loads(pickle.dumps(made(GOOD)))  # noqa: S301 - our own
    assert there.id == made(GOOD).id
    assert there.run({"start": 5}).model_dump() == made(GOOD).run({"start": 5}).model_dump()


def test_it_is_found_by_its_id_where_its_document_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    monkeypatch.setattr(registry, "sources", [*registry.sources, found_in(store)])
    document = Document.model_validate(GOOD)
    with pytest.raises(LookupError):
        registry.find(identity(document))
    kept = keep(document, store)  # found from now on, though it was looked for before
    assert registry.find(kept.id).id == kept.id
    outer = keep(Document.model_validate(nested(kept.id)), store)
    there = registry.find(outer.id).run({"start": 4})
    assert there.model_dump() == kept.run({"start": 4}).model_dump()
    assert code_digest(outer) != code_digest(kept)


def test_what_cannot_be_made_any_more_is_not_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.keep_document(f"{PREFIX}00", b'{"steps": {"a": {"brick": "sample-gone"}}}')
    store.keep_document(f"{PREFIX}01", b"not JSON")
    find = found_in(store)
    assert all(find(name) is None for name in (f"{PREFIX}00", f"{PREFIX}01", f"{PREFIX}02", "x"))


def test_designs_are_nested_so_deep_and_no_deeper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    monkeypatch.setattr(registry, "sources", [*registry.sources, found_in(store)])
    inner = keep(Document.model_validate(GOOD), store)
    for _ in range(DEPTH - 1):
        inner = keep(Document.model_validate(nested(inner.id)), store)
    assert inner.depth == DEPTH
    assert inner.run({"start": 3}).model_dump() == made(GOOD).run({"start": 3}).model_dump()
    with pytest.raises(WiringError, match="nested deeper than 8"):
        keep(Document.model_validate(nested(inner.id)), store)


def test_it_tells_of_its_progress_and_hears_of_a_dismissal() -> None:
    shares: list[float] = []
    same = designed(document_of(EITHER.graph))
    inputs = same.inputs(far=True, start=1.0)
    same.apply(inputs, Run(report=lambda share, _: shares.append(share)))
    assert shares == sorted(shares)
    assert shares
    with pytest.raises(Cancelled):
        same.apply(inputs, Run(cancelled=lambda: True))


def test_the_types_of_its_outcome_are_those_of_the_steps() -> None:
    same = designed(document_of(PAIR.graph))
    assert same.outputs.model_fields["length"].description == "Of what is spanned."
    assert same.hints["radius"] == Metres
