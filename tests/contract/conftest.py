"""Every registered brick, with its example run once."""

import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import tests.effort  # noqa: F401 - how much Hypothesis tries, also for a brick's own run
from citybricks.faces.example import example_of
from citybricks.kernel.brick import Brick
from citybricks.kernel.registry import all_bricks
from citybricks.kernel.store import Store
from citybricks.types import Model

COMPILED = 5.0
"""Seconds above which a brick is timed a second time: loops are compiled once, when it is new."""


class NetworkUsed(Exception):  # noqa: N818 - reads as the sentence it is
    """A brick asked the network, which it must not know."""


@dataclass(frozen=True)
class Tried:
    """The example of a brick, run and kept as any run is."""

    brick: Brick[..., Any]
    store: Store
    home: Path
    key: str
    inputs: Model
    outcome: Model
    seconds: float


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each brick of a module's kind to each test; those of a brick stay in one process."""
    if "brick" in metafunc.fixturenames:
        kind = getattr(metafunc.module, "KIND", Brick)
        bricks = [
            pytest.param(brick, id=name, marks=pytest.mark.xdist_group(name))
            for name, brick in all_bricks().items()
            if isinstance(brick, kind)
        ]
        metafunc.parametrize("brick", bricks)


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every use of the network."""

    def refuse(*_: object, **__: object) -> None:
        raise NetworkUsed

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def example(brick: Brick[..., Any]) -> dict[str, Any]:
    """Return the inputs of the brick's example."""
    found = example_of(brick)
    assert found, f"{brick.id} ships no example.json"
    return found.inputs


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder in which each brick gets a home."""
    yield tmp_path_factory.mktemp("homes")
    _tried.cache_clear()


@pytest.fixture
def tried(brick: Brick[..., Any], homes: Path, offline: None) -> Tried:
    """Run the brick's example, once for all tests, without network."""
    return _tried(brick, homes / brick.id)


@lru_cache
def _tried(brick: Brick[..., Any], home: Path) -> Tried:
    found = example_of(brick)
    assert found, f"{brick.id} ships no example.json"
    store = Store(home / "store")
    inputs = brick.inputs.model_validate(found.inputs)
    key = store.accept(brick, inputs)
    started = time.process_time()
    store.perform(brick, key, brick.apply)
    seconds = time.process_time() - started
    if seconds > COMPILED:
        started = time.process_time()
        brick.apply(inputs)
        seconds = time.process_time() - started
    outcome = store.run(key).get("outcome", brick.outputs)
    return Tried(brick, store, home, key, inputs, outcome, seconds)
