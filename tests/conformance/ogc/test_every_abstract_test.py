"""The suite is whole: an abstract test for an abstract test, and no class declared without."""

from __future__ import annotations

from pathlib import Path

from tests.conformance.api import Api
from tests.conformance.official import abstract_tests

HERE = Path(__file__).parent


REQUIREMENTS = (
    "/req/nested-processes/referenced-process",
    "/req/nested-processes/process-execution",
)
"""Requirements of Part 3, whose draft has no abstract tests yet."""


def written() -> list[str]:
    """Return the names of the tests in this folder that are named by an abstract test."""
    lines = [line for path in HERE.glob("test_*.py") for line in path.read_text().splitlines()]
    named = [line.removeprefix("def ") for line in lines if line.startswith(("def test_", "test_"))]
    return [line.partition("(")[0].partition(" ")[0] for line in named]


def test_every_abstract_test_is_here_by_its_name() -> None:
    ids = abstract_tests()
    assert len(ids) == 82
    names = written()
    wanted = {f"test{one.replace('/', '_').replace('-', '_')}" for one in [*ids, *REQUIREMENTS]}
    assert wanted - set(names) == set()
    assert (
        "test_conf_core_job_results_failed_no_such_job" in names
    )  # the label A.45 shares with A.47


def test_a_class_is_declared_when_it_is_tested(api: Api) -> None:
    tested = {f"1/1.0/conf/{one.split('/')[2]}" for one in abstract_tests()}
    tested |= {f"3/0.0/conf/{one.split('/')[2]}" for one in REQUIREMENTS}
    base = "http://www.opengis.net/spec/ogcapi-processes-"
    declared = {one.removeprefix(base) for one in api.json("/conformance")["conformsTo"]}
    assert declared == tested
