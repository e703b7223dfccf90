"""A run travels as a crate, and another city that runs it again sees whether all is the same."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pydantic import ValidationError

from citybricks import BrickError
from citybricks.kernel.brick import Brick, bricks
from citybricks.kernel.errors import NoSuchBrick, NoSuchRun
from citybricks.kernel.provenance import PROFILE, Account, write_crate
from citybricks.kernel.rerun import rerun
from citybricks.kernel.store import Store
from citybricks.types import Home, Metres, Seed, Table
from tests.kernel.samples import COUNT, STANDARD, Counted, Lamp, count_homes, homes, table

STARTED = datetime(2026, 11, 21, 8, tzinfo=UTC)
ACCOUNT = Account(STARTED, STARTED + timedelta(seconds=3), "Tianjin", "08:00 counting\n")


@pytest.fixture
def crate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pack a run of the sample brick, as another city gets it."""
    monkeypatch.setitem(bricks, "count-homes", COUNT)
    store = Store(tmp_path / "there")
    key = store.accept(COUNT, COUNT.inputs.model_validate({"homes": homes(1, 2)}))
    store.perform(COUNT, key, COUNT.apply)
    target = tmp_path / "crate.zip"
    write_crate(COUNT, store.run(key), ACCOUNT, target)
    return target


@pytest.fixture
def here(tmp_path: Path) -> Store:
    return Store(tmp_path / "here")


def metadata(crate: Path) -> dict[str, Any]:
    with zipfile.ZipFile(crate) as archive:
        graph = json.loads(archive.read("ro-crate-metadata.json"))["@graph"]
    return {entity["@id"]: entity for entity in graph}


def test_a_crate_says_what_ran_when_by_whom_on_what(crate: Path) -> None:
    entities = metadata(crate)
    (action,) = (each for each in entities.values() if each["@type"] == "CreateAction")
    instrument = entities[action["instrument"]["@id"]]
    assert (instrument["name"], instrument["version"]) == ("count-homes", "1.2.0")
    assert action["startTime"] == "2026-11-21T08:00:00+00:00"
    assert action["endTime"] == "2026-11-21T08:00:03+00:00"
    assert entities[action["agent"]["@id"]]["name"] == "Tianjin"
    assert {"@id": "inputs.json"} in action["object"]
    assert {"@id": "outcome.json"} in action["result"]


def test_a_crate_holds_every_file_it_describes_and_no_other(crate: Path) -> None:
    described = {name for name, entity in metadata(crate).items() if entity["@type"] == "File"}
    with zipfile.ZipFile(crate) as archive:
        assert set(archive.namelist()) == described | {"ro-crate-metadata.json"}
        assert archive.testzip() is None


def test_a_crate_is_one_to_other_software(crate: Path, tmp_path: Path) -> None:
    from rocrate.rocrate import ROCrate

    with zipfile.ZipFile(crate) as archive:
        archive.extractall(tmp_path / "out")
    read = ROCrate(tmp_path / "out")
    assert read.root_dataset["conformsTo"]["@id"] == PROFILE
    assert read.root_dataset["license"]["name"] == "CC BY 4.0"
    assert {entity.id for entity in read.data_entities} >= {"inputs.json", "outcome.json"}


def test_run_again_all_is_the_same_down_to_the_bytes(crate: Path, here: Store) -> None:
    found = rerun(crate, here)
    assert (found.differences, found.key_now) == ((), found.key_then)
    assert here.run(found.key_now).get("outcome", Counted).residents == 3
    with zipfile.ZipFile(crate) as archive:
        then = archive.read("outcome.json")
    assert here.run(found.key_now).read("outcome.json") == then


def recount(
    homes: Table[Home], radius: Metres = 500, lamp: Lamp = STANDARD, seed: Seed = 0
) -> Counted:
    """Count otherwise."""
    outcome = count_homes(homes, radius, lamp, seed)
    return outcome.model_copy(update={"residents": outcome.residents + 1})


def test_a_brick_that_changed_is_told_by_field_and_version(
    crate: Path, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bricks, "count-homes", Brick("count-homes", "1.3.0", recount))
    found = rerun(crate, here)
    assert (found.version_then, found.version_now) == ("1.2.0", "1.3.0")
    assert found.key_then != found.key_now
    ((field, then, now),) = ((each.field, each.then, each.now) for each in found.differences)
    assert (field, then, now) == ("residents", 3, 4)


def repacked(crate: Path, **changes: bytes | None) -> Path:
    """Copy a crate with some files changed or left out."""
    target = crate.with_name("changed.zip")
    with zipfile.ZipFile(crate) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = changes.get(name.replace(".", "_").replace("-", "_"), source.read(name))
            if content is not None:
                copy.writestr(name, content)
    return target


def test_tables_that_only_other_software_wrote_otherwise_are_the_same(
    crate: Path, here: Store
) -> None:
    with zipfile.ZipFile(crate) as archive:
        outcome = json.loads(archive.read("outcome.json"))
        content = archive.read(f"tables/{outcome['table']['table']}.parquet")
    buffer = io.BytesIO()
    pd.read_parquet(io.BytesIO(content)).to_parquet(buffer, index=False, compression="gzip")
    outcome["table"]["table"] = "0" * 32
    changed = repacked(crate, outcome_json=json.dumps(outcome).encode())
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(f"tables/{'0' * 32}.parquet", buffer.getvalue())
    assert rerun(changed, here).differences == ()


def test_a_table_in_which_a_row_was_changed_is_told(crate: Path, here: Store) -> None:
    with zipfile.ZipFile(crate) as archive:
        outcome = json.loads(archive.read("outcome.json"))
    outcome["table"]["table"] = "0" * 32
    changed = repacked(crate, outcome_json=json.dumps(outcome).encode())
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr(f"tables/{'0' * 32}.parquet", table(1, 3).write())
    assert [each.field for each in rerun(changed, here).differences] == ["table"]


def test_inputs_that_do_not_fit_the_brick_are_refused_by_name(crate: Path, here: Store) -> None:
    with zipfile.ZipFile(crate) as archive:
        inputs = json.loads(archive.read("inputs.json"))
    for change, place in (({"radius": -1}, "radius"), ({"colour": "red"}, "colour")):
        changed = repacked(crate, inputs_json=json.dumps(inputs | change).encode())
        with pytest.raises(ValidationError, match=place):
            rerun(changed, here)


def test_a_broken_table_among_the_inputs_is_refused_by_name(crate: Path, here: Store) -> None:
    with zipfile.ZipFile(crate) as archive:
        (name,) = {each for each in archive.namelist() if each.startswith("tables/")}
    key = name.replace(".", "_").replace("-", "_")
    with pytest.raises(ValidationError, match="homes"):
        rerun(repacked(crate, **{key: b"PAR1"}), here)


def test_an_outcome_that_was_tampered_with_comes_out(crate: Path, here: Store) -> None:
    with zipfile.ZipFile(crate) as archive:
        outcome = json.loads(archive.read("outcome.json"))
    outcome["share"]["value"] = 99.0
    found = rerun(repacked(crate, outcome_json=json.dumps(outcome).encode()), here)
    assert [each.field for each in found.differences] == ["share.value"]


@pytest.mark.parametrize(
    "changes",
    [
        {"ro_crate_metadata_json": None},
        {"ro_crate_metadata_json": b"{"},
        {"ro_crate_metadata_json": b"[]"},
        {"ro_crate_metadata_json": b'{"@graph": []}'},
        {"ro_crate_metadata_json": b'{"@graph": [{"@id": "a"}]}'},
        {"inputs_json": None},
        {"inputs_json": b"not JSON"},
        {"outcome_json": None},
        {"outcome_json": b"\xff"},
    ],
)
def test_a_crate_that_is_broken_is_refused(
    crate: Path, here: Store, changes: dict[str, bytes | None]
) -> None:
    with pytest.raises(BrickError, match=r"changed\.zip is not the crate of a run"):
        rerun(repacked(crate, **changes), here)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip file"])
def test_a_file_that_is_no_crate_is_refused(tmp_path: Path, here: Store, content: bytes) -> None:
    path = tmp_path / "run.zip"
    path.write_bytes(content)
    with pytest.raises(BrickError, match="is not the crate of a run"):
        rerun(path, here)


def test_the_crate_of_a_brick_that_is_not_here_is_refused(
    crate: Path, here: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(bricks, "count-homes")
    with pytest.raises(NoSuchBrick, match="count-homes"):
        rerun(crate, here)


def test_only_a_run_that_is_whole_can_be_packed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    key = store.accept(COUNT, COUNT.inputs.model_validate({"homes": homes(1)}))
    with pytest.raises(NoSuchRun, match=r"outcome\.json"):
        write_crate(COUNT, store.run(key), ACCOUNT, tmp_path / "crate.zip")
    assert not (tmp_path / "crate.zip").exists()
