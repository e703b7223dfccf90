"""Archives that we make are accepted by those who made the protocol known."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from citybricks.methods.ballot.proving.assembling import Made, Threshold
from citybricks.methods.ballot.proving.tallying import TallyError
from citybricks.methods.ballot.verifying.verification import verify
from tests.methods.ballot.proving.elections import (
    RESULTS,
    SHAPES,
    belenios_accepts,
    tool,
    unordered,
    written,
)

DAILY = {("BELENIOS-2048", "blank, weights, revote"), ("RFC-3526-2048", "mixed")}
"""What runs every time: one shape in each group; the others take longer together."""


def cases() -> list[object]:
    """Every shape in every group that belenios-tool 2.0 knows and that can hold it."""
    found = []
    for group in ("BELENIOS-2048", "RFC-3526-2048"):
        for shape, plan in SHAPES.items():
            ranked = any(not hasattr(question, "min") for question in plan.questions)
            if ranked and group == "BELENIOS-2048":
                continue  # it cannot hold rankings, in Belenios neither
            marks = () if (group, shape) in DAILY else (pytest.mark.long,)
            found.append(pytest.param(group, shape, id=f"{shape}, {group}", marks=marks))
    return found


def verdict(archive: bytes, made: Made) -> str:
    """Return what our verifier finds, and see that it finds the same result."""
    report = verify(BytesIO(archive))
    assert report.failed == ()
    assert report.result == json.loads(made.result.write())["result"]
    return report.verdict


@pytest.mark.parametrize(("group", "shape"), cases())
def test_an_archive_is_accepted_by_belenios_tool(group: str, shape: str, tmp_path: Path) -> None:
    tool()
    made = Made(replace(SHAPES[shape], group=group))
    path = written(made, tmp_path)
    assert unordered(made.result.result) == RESULTS[shape]
    assert belenios_accepts(tmp_path)
    assert verdict(path.read_bytes(), made) == "ok"


def test_an_archive_that_was_changed_is_not_accepted_by_belenios_tool(tmp_path: Path) -> None:
    tool()
    path = written(Made(SHAPES["two questions"]), tmp_path)
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"response":"1', b'"response":"2', 1))
    assert not belenios_accepts(tmp_path)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_can_be_held_on_ed25519(shape: str) -> None:
    made = Made(replace(SHAPES[shape], group="Ed25519"))
    assert verdict(b"".join(made.records()), made) == "ok"
    assert unordered(made.result.result) == RESULTS[shape]


def test_two_of_five_key_files_are_destroyed_and_the_result_is_the_same() -> None:
    plan = replace(SHAPES["counted"], group="Ed25519", trustees=(Threshold(5, 3),))
    for absent in (frozenset[int](), frozenset({1, 4})):
        made = Made(replace(plan, absent=absent))
        assert verdict(b"".join(made.records()), made) == "ok"
        assert made.result.result == RESULTS["counted"]
    with pytest.raises(TallyError, match="2 right shares of 3"):
        list(Made(replace(plan, absent=frozenset({1, 4, 5}))).records())
