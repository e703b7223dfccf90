"""Whatever is sent, the API answers as its definition says, and never breaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conformance.api import EVERYTHING, SITE, Api, inputs_of
from tests.live import Hub, live_hub

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
"""Names a process and lets it refuse inputs, so that more than its address is tried."""
FEW = 5
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["value", "href", "mediaType", "encoding", "type", "features", "bbox", "x"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Serve a hub on which nothing has failed yet."""
    with live_hub(tmp_path_factory.mktemp("fresh"), site=[SITE]) as hub:
        yield hub


def schemathesis(hub: Hub, examples: int, *options: str, folder: Path) -> None:
    """Run schemathesis on the definition of the API, and fail with what it found."""
    command = [sys.executable, "-m", "schemathesis.cli", *options, "run", f"{hub.url}/ogc/api"]
    command += ["--max-examples", str(examples), "--no-color"]
    if examples == FEW:
        command.append("--generation-deterministic")  # what is new is looked for in the long run
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    passed = re.search(r"(\d+) generated, (\d+) passed", done.stdout)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert passed
    assert passed[1] == passed[2]


@pytest.mark.long
@pytest.mark.parametrize("examples", [FEW, 50])
def test_schemathesis_finds_nothing(fresh: Hub, tmp_path: Path, examples: int) -> None:
    with Api.at(fresh.url) as api:
        api.run("echo", {"text": "there is a job", "seed": examples})
    schemathesis(fresh, examples, folder=tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("examples", [FEW, 100])
def test_schemathesis_finds_nothing_in_a_process(fresh: Hub, tmp_path: Path, examples: int) -> None:
    with Api.at(fresh.url) as api:
        for ending in ("well", "refused"):
            api.run("echo", {"text": "there is a job", "ending": ending, "seed": examples})
    schemathesis(fresh, examples, "--config-file", str(CONFIGURATION), folder=tmp_path)


def _post(api: Api, process: str, body: dict[str, Any]) -> int:
    content = json.dumps(body)  # writes NaN, as callers do
    response = api.client.post(
        f"/processes/{process}/execution",
        content=content,
        headers={"Content-Type": "application/json"},
    )
    assert response.status_code in (200, 204, 400), response.text
    return response.status_code


@given(name=st.sampled_from([*EVERYTHING, "measure"]), value=TREES)
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_an_input_is_the_answer_is_a_result_or_a_problem(
    api: Api, name: str, value: Any
) -> None:
    _post(api, "echo", {"inputs": {**EVERYTHING, name: value}, "response": "document"})


@given(part=st.sampled_from(["inputs", "outputs", "response", "subscriber"]), value=TREES)
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_a_request_is_the_answer_is_a_result_or_a_problem(
    api: Api, part: str, value: Any
) -> None:
    _post(api, "echo", {"inputs": {"text": "x"}, part: value})


@given(
    name=st.sampled_from(["stops", "homes", "streets", "radius"]),
    kind=st.sampled_from(["Point", "LineString", "Polygon", "MultiPoint", "Nothing"]),
    value=TREES,
)
@settings(suppress_health_check=list(HealthCheck))
def test_whatever_places_are_the_answer_is_a_result_or_a_problem(
    api: Api, name: str, kind: str, value: Any
) -> None:
    geometry = {"type": kind, "coordinates": value}
    feature = {"type": "Feature", "geometry": geometry, "properties": {"name": value}}
    places = {"type": "FeatureCollection", "features": [feature]}
    inputs = {**inputs_of("service-area"), name: places}
    _post(api, "service-area", {"inputs": inputs, "outputs": {"share": {}}})


@pytest.mark.long
def test_nothing_broke(hub: Hub, fresh: Hub) -> None:
    """Runs last of the module: no request, and no brick but on purpose."""
    log = hub.log() + fresh.log()
    assert "request broke" not in log
    broken = [line for line in log.splitlines() if "brick broke" in line]
    assert [line for line in broken if "kind=RuntimeError" not in line] == []
