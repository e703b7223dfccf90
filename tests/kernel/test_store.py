"""Equal work has one key, and what the store holds is whole or not there."""

import json
import threading
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from citybricks import BrickError
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import NoSuchRun
from citybricks.kernel.store import Store, canonical, code_digest, key_of, taken_apart
from citybricks.types import Features, Home, Model, Table
from tests.kernel.samples import COUNT, Counted, count_homes, homes, table


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def key(document: dict[str, Any], brick: Brick[..., Any] = COUNT) -> str:
    return key_of(brick, taken_apart(brick.inputs.model_validate(document))[0])


VALUES = st.fixed_dictionaries(
    {"homes": st.lists(st.integers(0, 9), min_size=1, max_size=3).map(lambda all_: homes(*all_))},
    optional={
        "radius": st.floats(0, 1e6),
        "lamp": st.fixed_dictionaries(
            {}, optional={"power": st.floats(0, 100), "dimmed": st.booleans()}
        ),
        "seed": st.integers(0, 2**31 - 1),
    },
)


def turned(value: Any) -> Any:
    """Return the same JSON with the members of its objects in reverse order."""
    if isinstance(value, dict):
        return {name: turned(value[name]) for name in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


@given(VALUES)
def test_the_order_of_members_does_not_change_the_key(document: dict[str, Any]) -> None:
    assert key(turned(document)) == key(document)


@given(VALUES, VALUES)
def test_equal_inputs_have_equal_keys_and_others_have_others(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    same = COUNT.inputs.model_validate(one) == COUNT.inputs.model_validate(other)
    assert (key(one) == key(other)) is same


@given(st.integers(0, 2**52))
def test_one_and_one_point_zero_are_one_number(radius: int) -> None:
    whole = {"homes": homes(1), "radius": radius}
    assert key(whole) == key({**whole, "radius": float(radius)})


def test_what_is_left_out_is_its_default() -> None:
    given = {"homes": homes(1), "radius": 500.0, "lamp": {"power": 30.0}, "seed": 0}
    assert key({"homes": homes(1)}) == key(given)


@pytest.mark.parametrize(
    "other",
    [
        Brick("count-homes", "1.2.1", count_homes),
        Brick("count-homes-too", "1.2.0", count_homes),
    ],
    ids=["version", "id"],
)
def test_another_version_or_brick_has_another_key(other: Brick[..., Any]) -> None:
    assert key({"homes": homes(1)}, other) != key({"homes": homes(1)})


FUNCTION = """
from citybricks import Outcome

class Out(Outcome):
    value: int

def work(value: int) -> Out:
    return Out(value=value {operation} 2)
"""


def brick_in(folder: Path, operation: str = "+", **files: str) -> Brick[..., Any]:
    """Make a brick in a folder of its own, as its author would."""
    import importlib.util

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "brick.py"
    path.write_text(FUNCTION.format(operation=operation))
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text)
    spec = importlib.util.spec_from_file_location("made.brick", path)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return Brick("made", "1.0.0", made.work)


def test_other_code_has_another_digest_and_other_words_have_not(tmp_path: Path) -> None:
    plain = code_digest(brick_in(tmp_path / "a"))
    assert code_digest(brick_in(tmp_path / "b", "*")) != plain
    assert code_digest(brick_in(tmp_path / "c", method__py="FACTOR = 2")) != plain
    assert code_digest(brick_in(tmp_path / "d", table__csv="1,2")) != plain
    unheard = {"test_brick__py": "", "views__py": "", "zh_Hans__po": "", "example__json": "{}"}
    assert code_digest(brick_in(tmp_path / "e", **unheard)) == plain


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_canonical_json_tells_every_two_values_apart(value: Any) -> None:
    assert (canonical([value]) == canonical([1])) is (value == 1 and value is not True)


def test_integers_beyond_what_json_can_hold_are_told_apart() -> None:
    assert canonical(2**53) != canonical(2**53 + 1)


def test_what_was_put_is_what_one_gets(store: Store) -> None:
    outcome = COUNT.run({"homes": homes(1, 2)})
    store.run("ab12").put("outcome", outcome)
    assert store.run("ab12").get("outcome", Counted) == outcome


class Place(Model):
    """Places in a value."""

    homes: Features[Home]
    """Where they are."""
    more: list[Table[Home]]
    """Tables in a list."""


def test_places_keep_their_geometry_and_equal_tables_are_kept_once(store: Store) -> None:
    frame = gpd.GeoDataFrame({"residents": [1]}, geometry=[shapely.Point(117.2, 39.1)], crs=4326)
    place = Place(homes=Features[Home](frame), more=[table(1), table(1), table(2)])
    store.run("cd34").put("outcome", place)
    again = store.run("cd34").get("outcome", Place)
    assert again == place
    assert again.homes.frame.crs.to_epsg() == 4326
    assert len(list(Path(store.run("cd34").path, "tables").iterdir())) == 3


def test_a_run_is_kept_under_its_key_and_found_again(store: Store) -> None:
    inputs = COUNT.inputs.model_validate({"homes": homes(1, 2)})
    key = store.accept(COUNT, inputs)
    assert not store.run(key).exists()
    store.perform(COUNT, key, COUNT.apply)
    assert store.run(key).exists()
    assert store.accept(COUNT, inputs) == key
    assert store.run(key).get("inputs", COUNT.inputs) == inputs
    assert store.run(key).get("outcome", Counted).residents == 3


def test_a_brick_that_refuses_leaves_no_outcome(store: Store) -> None:
    key = store.accept(COUNT, COUNT.inputs.model_validate({"homes": homes(0)}))
    with pytest.raises(BrickError):
        store.perform(COUNT, key, COUNT.apply)
    assert not store.run(key).exists()


class PowerCut(Exception):  # noqa: N818 - it is one
    """Nothing more is written."""


@pytest.fixture
def cuts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the machine stop at the n-th step of writing."""
    left = [10**9]

    def step() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise PowerCut

    files = Store("/").files
    for name in ("makedirs", "pipe_file", "mv"):
        real = getattr(type(files), name)

        def cut(self: Any, *args: Any, real: Any = real, **options: Any) -> Any:
            step()
            return real(self, *args, **options)

        monkeypatch.setattr(type(files), name, cut)
    return left


def test_whenever_the_machine_stops_the_outcome_is_whole_or_not_there(
    tmp_path: Path, cuts: list[int]
) -> None:
    inputs = COUNT.inputs.model_validate({"homes": homes(1, 2)})
    whole = COUNT.apply(inputs)
    stopped = 0
    for steps in range(100):
        store = Store(tmp_path / str(steps))
        cuts[0] = steps
        try:
            key = store.accept(COUNT, inputs)
            store.perform(COUNT, key, COUNT.apply)
        except PowerCut:
            stopped += 1
        cuts[0] = 10**9
        key = key_of(COUNT, taken_apart(inputs)[0])
        if store.run(key).exists():
            assert store.run(key).get("outcome", Counted) == whole
        if store.run(key).exists("inputs.json"):
            assert store.run(key).get("inputs", COUNT.inputs) == inputs
        store.accept(COUNT, inputs)
        store.perform(COUNT, key, COUNT.apply)
        assert store.run(key).get("outcome", Counted) == whole
    assert 6 < stopped < 100


def test_many_may_write_the_same_run_at_once(store: Store) -> None:
    inputs = COUNT.inputs.model_validate({"homes": homes(*range(1, 50))})
    failures: list[Exception] = []

    def work() -> None:
        try:
            store.perform(COUNT, store.accept(COUNT, inputs), COUNT.apply)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    folder = store.run(store.accept(COUNT, inputs))
    assert folder.get("outcome", Counted).residents == sum(range(1, 50))
    assert [path for path in Path(folder.path).rglob("*") if len(path.suffixes) > 1] == []


@pytest.mark.parametrize("name", ["outcome", "inputs"])
def test_a_run_that_is_not_there_is_said_to_be_missing(store: Store, name: str) -> None:
    with pytest.raises(NoSuchRun, match=name):
        store.run("00ff").get(name, Counted)


def test_a_forgotten_run_is_gone(store: Store) -> None:
    key = store.accept(COUNT, COUNT.inputs.model_validate({"homes": homes(1)}))
    store.forget(key)
    store.forget(key)
    assert not store.run(key).exists("inputs.json")


def test_an_upload_is_kept_by_its_content(store: Store) -> None:
    name = store.keep_file(b"stops")
    assert store.keep_file(b"stops") == name
    assert store.file(name) == b"stops"
    with pytest.raises(NoSuchRun):
        store.file("0" * 32)


def test_a_store_may_be_anywhere_that_fsspec_knows() -> None:
    store = Store("memory://elsewhere")
    inputs = COUNT.inputs.model_validate({"homes": homes(1)})
    key = store.accept(COUNT, inputs)
    store.perform(COUNT, key, COUNT.apply)
    assert store.run(key).get("outcome", Counted).residents == 1


def test_stored_inputs_name_their_tables_by_digest(store: Store) -> None:
    inputs = COUNT.inputs.model_validate({"homes": homes(1)})
    document = json.loads(store.run(store.accept(COUNT, inputs)).read("inputs.json"))
    assert document["homes"] == {"table": Table[Home](pd.DataFrame({"residents": [1]})).digest()}
