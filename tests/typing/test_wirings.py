"""The type checker proves the wires between bricks: right ones pass, wrong ones do not."""

import pytest

from tests.typing.conftest import HERE

pytestmark = pytest.mark.xdist_group("mypy")


def test_documented_wirings_pass(said: dict[str, dict[int, str]]) -> None:
    assert said["wirings.py"] == {}


def test_every_planted_mistake_is_found_and_nothing_else(
    said: dict[str, dict[int, str]],
) -> None:
    lines = (HERE / "miswirings.py").read_text().splitlines()
    planted = {at for at, line in enumerate(lines, 1) if line.endswith("# wrong")}
    assert len(planted) >= 20
    assert set(said["miswirings.py"]) == planted
