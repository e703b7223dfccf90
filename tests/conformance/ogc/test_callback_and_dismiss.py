"""Abstract tests of the classes Callback and Dismiss (A.80 to A.82), and of dismissal in 2.0."""

from __future__ import annotations

import pytest

from tests.conformance.api import Api, every_process, is_problem
from tests.conformance.elsewhere import Elsewhere
from tests.conformance.official import ogc10


@every_process
def test_conf_callback_job_callback(api: Api, other: Elsewhere, process: str) -> None:
    address = api.start(
        process, response="document", subscriber={"successUri": f"{other.url}/done/{process}"}
    )
    api.ended(address)
    told = other.heard(f"/done/{process}")
    assert told == api.json(f"{address}/results")
    ogc10().unambiguous().check("results", told)


def test_a_subscriber_hears_that_a_job_runs(api: Api, other: Elsewhere) -> None:
    subscriber = {"inProgressUri": f"{other.url}/runs", "successUri": f"{other.url}/done"}
    inputs = {"text": "x", "pause": 0.5, "seed": 80}
    address = api.start("echo", inputs, subscriber=subscriber, outputs={"number": {}})
    told = other.heard("/runs")
    ogc10().check("statusInfo", told)
    assert told["jobID"] == address.rpartition("/")[2]
    assert api.ended(address)["status"] == "successful"
    assert other.heard("/done") == {"number": 1.5}


@pytest.mark.parametrize("how", ["failed", "dismissed"])
def test_a_subscriber_hears_that_a_job_failed(api: Api, other: Elsewhere, how: str) -> None:
    subscriber = {"failedUri": f"{other.url}/{how}"}
    inputs = {"text": "x", "ending": "refused", "pause": 60.0 if how == "dismissed" else 0.0}
    address = api.start("echo", inputs, subscriber=subscriber)
    if how == "dismissed":
        api.delete(address)
    told = other.heard(f"/{how}")
    ogc10().check("statusInfo", told)
    assert (told["status"], told["jobID"]) == (how, address.rpartition("/")[2])


def test_conf_dismiss_job_dismiss_op(api: Api) -> None:
    address = api.start("echo", {"text": "x", "pause": 60.0, "seed": 81})
    assert api.delete(address).status_code == 200


@every_process
def test_conf_dismiss_job_dismiss_success(api: Api, process: str) -> None:
    inputs = {"text": "x", "pause": 60.0, "seed": 82} if process == "echo" else None
    response = api.delete(api.start(process, inputs))
    assert response.status_code == 200
    ogc10().check("statusInfo", response.json())
    assert response.json()["status"] == "dismissed"


def test_a_dismissed_job_stays_until_it_is_dismissed_again(api: Api) -> None:
    """2.0: ``/req/dismiss/job-dismiss-status``."""
    address = api.start("echo", {"text": "x", "pause": 60.0, "seed": 83})
    assert api.delete(address).json()["status"] == "dismissed"
    assert api.json(address)["status"] == "dismissed"
    is_problem(api.get(f"{address}/results"), 404, "result-not-available")
    assert api.delete(address).json()["status"] == "dismissed"
    is_problem(api.get(address), 404, "no-such-job")
    is_problem(api.delete(address), 404, "no-such-job")


@pytest.mark.parametrize("ending", ["well", "refused"])
def test_a_finished_job_is_removed_with_its_results(api: Api, ending: str) -> None:
    address = api.run("echo", {"text": "x", "ending": ending, "seed": 84})
    assert api.delete(address).json()["status"] == "dismissed"
    for part in ("", "/results", "/results/text", "/log", "/crate"):
        is_problem(api.get(address + part), 404, "no-such-job")
