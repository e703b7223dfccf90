"""Every kind of body against the OGC's schemas: all of 1.0, and all but one of 2.0."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.api import PROCESSES, Api, is_problem
from tests.conformance.official import ogc10, ogc20


@pytest.fixture(scope="module", params=PROCESSES)
def bodies(request: pytest.FixtureRequest, api: Api) -> dict[str, tuple[str, Any]]:
    """Name of the schema and body of each kind of document, for a process."""
    process = request.param
    started = api.execute(process, headers={"Prefer": "respond-async"})
    address = started.headers["Location"]
    api.ended(address)
    results = api.execute(process, response="document").json()
    numbers = {name: value for name, value in results.items() if not _ambiguous(value)}
    return {
        "landing page": ("landingPage", api.json("/")),
        "conformance": ("confClasses", api.json("/conformance")),
        "processes": ("processList", api.json("/processes")),
        "process": ("process", api.json(f"/processes/{process}")),
        "job started": ("statusInfo", started.json()),
        "job ended": ("statusInfo", api.json(address)),
        "jobs": ("jobList", api.json("/jobs")),
        "results": ("results", numbers),
        "problem": ("exception", is_problem(api.get("/processes/nothing"), 404)),
    }


def _ambiguous(value: Any) -> bool:
    """Whether 1.0 has no schema that fits a value: a text, a whole number, text in base64."""
    inner = value.get("value") if isinstance(value, dict) else value
    whole = isinstance(inner, float) and inner.is_integer()
    return (isinstance(inner, str | int) and not isinstance(inner, bool)) or whole


def test_every_body_fits_1_0(bodies: dict[str, tuple[str, Any]]) -> None:
    assert len(bodies) == 9
    faults = {kind: ogc10().faults(*body) for kind, body in bodies.items()}
    assert {kind: found for kind, found in faults.items() if found} == {}


def test_eight_of_nine_bodies_fit_2_0(bodies: dict[str, tuple[str, Any]]) -> None:
    faults = {kind: ogc20().faults(*body) for kind, body in bodies.items()}
    # Its schema of an input's schema is that of the properties of a feature: an object.
    assert [kind for kind, found in faults.items() if found] == ["process"]
    assert all(".schema" in fault for fault in faults["process"])


def test_results_of_every_type_fit_2_0_whole(api: Api) -> None:
    for process in PROCESSES:
        ogc20().check("results", api.execute(process, response="document").json())
