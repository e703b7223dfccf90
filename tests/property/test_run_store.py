"""Whatever is done to a run store in whatever order, it holds what was put there and no more."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from citybricks.kernel.errors import NoSuchRun
from citybricks.kernel.store import Store
from tests.kernel.samples import COUNT, Counted, homes

RESIDENTS = st.lists(st.integers(1, 3), min_size=1, max_size=2)


class RunStore(RuleBasedStateMachine):
    """Several who share a folder, each opening it anew, as several processes do."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.accepted: dict[str, list[int]] = {}
        self.performed: set[str] = set()

    def teardown(self) -> None:
        self.folder.cleanup()

    @property
    def store(self) -> Store:
        return Store(Path(self.folder.name) / "store")

    @rule(target=keys, residents=RESIDENTS)
    def accept(self, residents: list[int]) -> str:
        inputs = COUNT.inputs.model_validate({"homes": homes(*residents)})
        key = self.store.accept(COUNT, inputs)
        assert self.accepted.get(key, residents) == residents
        self.accepted[key] = residents
        return key

    @rule(key=keys)
    def perform(self, key: str) -> None:
        if key in self.accepted:
            self.store.perform(COUNT, key, COUNT.apply)
            self.performed.add(key)
        else:
            with pytest.raises(NoSuchRun):
                self.store.perform(COUNT, key, COUNT.apply)

    @rule(key=keys)
    def forget(self, key: str) -> None:
        self.store.forget(key)
        self.accepted.pop(key, None)
        self.performed.discard(key)

    @invariant()
    def every_run_is_what_was_put_there(self) -> None:
        for key, residents in self.accepted.items():
            folder = self.store.run(key)
            assert folder.exists() is (key in self.performed)
            if key in self.performed:
                assert folder.get("outcome", Counted).residents == sum(residents)

    @invariant()
    def nothing_else_is_there(self) -> None:
        found = {path.parent.name for path in Path(self.folder.name).rglob("inputs.json")}
        assert found == set(self.accepted)


TestRunStore = RunStore.TestCase
TestRunStore.settings = settings(stateful_step_count=12)
