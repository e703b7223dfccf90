"""The crate of a blueprint's run holds the blueprint, and tells of every step."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from citybricks.kernel import registry, workflow
from citybricks.kernel.brick import Brick
from citybricks.kernel.designed import Designed, keep
from citybricks.kernel.document import Document
from citybricks.kernel.perform import STEPS, perform
from citybricks.kernel.provenance import Account, write_crate
from citybricks.kernel.rerun import rerun
from citybricks.kernel.store import Store
from tests.kernel.samples import COUNT, homes

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)
TWO_STEPS = {
    "title": "Count what was counted",
    "inputs": {"homes": {}},
    "steps": {
        "all": {
            "brick": "count-homes",
            "version": "1.2.0",
            "inputs": {"homes": {"input": "homes"}},
        },
        "again": {
            "brick": "count-homes",
            "version": "1.2.0",
            "inputs": {"homes": {"step": "all", "output": "table"}, "seed": {"value": 7}},
        },
    },
    "outputs": {
        "residents": {"step": "all", "output": "residents"},
        "share": {"step": "again", "output": "share.value"},
    },
}


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the sample brick."""
    monkeypatch.setitem(registry.bricks, "count-homes", COUNT)


@pytest.fixture
def there(tmp_path: Path) -> Store:
    return Store(tmp_path / "there")


@pytest.fixture
def blueprint(there: Store) -> Designed:
    return keep(Document.model_validate(TWO_STEPS), there)


@pytest.fixture
def crate(tmp_path: Path, there: Store, blueprint: Designed) -> Path:
    """Pack a run, as another city gets it."""
    key = there.accept(blueprint, blueprint.inputs.model_validate({"homes": homes(1, 2)}))
    perform(blueprint, key, there)
    target = tmp_path / "crate.zip"
    write_crate(blueprint, there.run(key), Account(MOMENT, MOMENT, "Tianjin", "log\n"), target)
    return target


def entities(crate: Path) -> dict[str, Any]:
    with zipfile.ZipFile(crate) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    return {entity["@id"]: entity for entity in graph}


def test_it_is_a_workflow_run_crate_whose_main_entity_is_the_blueprint(crate: Path) -> None:
    found = entities(crate)
    profiles = {profile["@id"] for profile in found["./"]["conformsTo"]}
    assert profiles >= set(workflow.PROFILES)
    main = found[found["./"]["mainEntity"]["@id"]]
    assert "ComputationalWorkflow" in main["@type"]
    assert found["#run"]["instrument"] == {"@id": main["@id"]}
    assert [found[each["@id"]]["name"] for each in main["input"]] == ["homes"]
    assert [found[each["@id"]]["name"] for each in main["output"]] == ["residents", "share"]


def test_every_step_is_an_action_of_its_brick(crate: Path) -> None:
    found = entities(crate)
    for step in ("all", "again"):
        action = found[f"#run-{step}"]
        assert action["instrument"] == {"@id": "#count-homes@1.2.0"}
        assert action["startTime"] <= action["endTime"]
    assert found["#run-all"]["identifier"] != found["#run-again"]["identifier"]


def test_another_city_reruns_it_without_having_the_blueprint(crate: Path, tmp_path: Path) -> None:
    found = rerun(crate, Store(tmp_path / "here"))
    assert found.differences == ()
    assert found.steps == ()
    assert found.key_then == found.key_now


def test_a_rerun_names_the_steps_that_yield_something_else(
    crate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(**given: Any) -> Any:
        made = COUNT.function(**given)
        share = made.share.model_copy(update={"value": made.share.value + given["seed"]})
        return made.model_copy(update={"share": share})

    other.__signature__ = __import__("inspect").signature(COUNT.function)  # type: ignore[attr-defined] # as Python reads it
    other.__annotations__ = COUNT.function.__annotations__
    changed = Brick("count-homes", "1.3.0", other)
    monkeypatch.setitem(registry.bricks, "count-homes", changed)
    found = rerun(crate, Store(tmp_path / "here"))
    assert [each.field for each in found.differences] == ["share"]
    (step,) = found.steps
    assert (step.step, step.version_then, step.version_now) == ("again", "1.2.0", "1.3.0")


def test_steps_are_told_the_same_whoever_asks(there: Store, blueprint: Designed) -> None:
    keys = [
        there.accept(blueprint, blueprint.inputs.model_validate({"homes": homes(*residents)}))
        for residents in ((1, 2), (1, 2))
    ]
    told = []
    for key in keys:
        perform(blueprint, key, there)
        told.append([row["key"] for row in json.loads(there.run(key).read(STEPS))])
    assert told[0] == told[1]
