"""The API as its callers use it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from citybricks.faces.example import example_of
from citybricks.kernel.registry import find

PROCESSES = ("echo", "service-area", "solar-street")
"""The test process, and two real ones with the examples they ship."""
SLOW = ("solar-street",)
"""Processes whose every run takes seconds: asked for their descriptions, run by `make long`."""

every_process = pytest.mark.parametrize(
    "process",
    [pytest.param(name, marks=[pytest.mark.long] if name in SLOW else []) for name in PROCESSES],
)
SITE = Path(__file__).parent / "site"
"""Where the test process is installed."""
EXCEPTION = "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"
_ENDED = ("successful", "failed", "dismissed")
_LONGEST = 120.0

THING = {"name": "bench", "size": 2.5}
BOX = {"bbox": [117.0, 39.0, 117.5, 39.5], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
PIXEL = "iVBORw0KGgo="
ROWS = [{"name": "a", "amount": 1.5}, {"name": "b", "amount": 2.0}]
PLACES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [117.2, 39.1]},
            "properties": {"residents": 12},
        }
    ],
}
EVERYTHING: dict[str, Any] = {
    "text": "hello",
    "number": 2.5,
    "count": 7,
    "flag": False,
    "choice": "green",
    "day": "2026-11-21",
    "numbers": [1.5, 2.5],
    "thing": {"value": THING},
    "box": BOX,
    "picture": {"value": PIXEL, "mediaType": "image/png", "encoding": "base64"},
    "rows": ROWS,
    "places": {"value": PLACES, "mediaType": "application/geo+json"},
}
"""An input of each kind."""


@cache
def inputs_of(process: str) -> dict[str, Any]:
    """Return inputs that a process runs on."""
    if process == "echo":
        return EVERYTHING
    example = example_of(find(process))
    assert example is not None
    return example.inputs


@dataclass(frozen=True)
class Api:
    """Calls the API, as one caller."""

    client: httpx.Client
    root: str

    @classmethod
    @contextmanager
    def at(cls, url: str, token: str = "") -> Iterator[Api]:
        """Call the API of the hub at `url`, with an access token or without."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        root = f"{url}/ogc"
        with httpx.Client(
            base_url=root, headers=headers, trust_env=False, timeout=_LONGEST
        ) as client:
            yield cls(client, root)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Get a path of the API, or an address."""
        return self.client.get(path, headers=_headers(headers))

    def json(self, path: str) -> Any:
        """Get a document."""
        response = self.get(path)
        assert response.status_code == 200, response.text
        return response.json()

    def delete(self, path: str, **headers: str) -> httpx.Response:
        """Delete a path of the API, or an address."""
        return self.client.delete(path, headers=_headers(headers))

    def execute(
        self,
        process: str,
        inputs: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        query: str = "",
        **body: Any,
    ) -> httpx.Response:
        """Post an execute request; without inputs, on an example."""
        given = inputs_of(process) if inputs is None else inputs
        path = f"/processes/{process}/execution{query}"
        return self.client.post(path, json={"inputs": given, **body}, headers=headers)

    def run(self, process: str, inputs: Mapping[str, Any] | None = None, **body: Any) -> str:
        """Execute asynchronously and return the address of the job when it has ended."""
        address = self.start(process, inputs, **body)
        self.ended(address)
        return address

    def start(self, process: str, inputs: Mapping[str, Any] | None = None, **body: Any) -> str:
        """Execute asynchronously and return the address of the job."""
        headers = {"Prefer": "respond-async"}
        response = self.execute(process, inputs, headers=headers, **body)
        assert response.status_code == 201, response.text
        return response.headers["Location"]

    def ended(self, address: str) -> dict[str, Any]:
        """Return the status of a job when it has ended."""
        until = time.monotonic() + _LONGEST
        while time.monotonic() < until:
            info: dict[str, Any] = self.json(address)
            if info["status"] in _ENDED:
                return info
            time.sleep(0.05)
        raise TimeoutError(f"{address} did not end")


def _headers(said: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in said.items()}


def rels(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the links of a document by relation."""
    return {link["rel"]: link for link in document["links"]}


def link_header(response: httpx.Response, rel: str) -> list[str]:
    """Return the addresses in the Link header with a relation."""
    found = []
    for part in response.headers.get("Link", "").split(", <"):
        address, _, said = part.lstrip("<").partition(">")
        if f'rel="{rel}"' in said:
            found.append(address)
    return found


def is_problem(response: httpx.Response, status: int, kind: str = "") -> dict[str, Any]:
    """Check that a response is a problem document, and return it."""
    assert response.status_code == status, response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert problem["status"] == status
    if kind:
        assert problem["type"] == EXCEPTION + kind
    return problem


def outputs_of(api: Api, process: str) -> list[str]:
    """Return the names of the outputs in the description of a process."""
    return list(api.json(f"/processes/{process}")["outputs"])


def parts_of(response: httpx.Response) -> dict[str, Message]:
    """Return the parts of a multipart/related answer by their Content-ID."""
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("multipart/related")
    head = f"Content-Type: {response.headers['Content-Type']}\r\n\r\n".encode()
    parts = message_from_bytes(head + response.content).get_payload()
    assert isinstance(parts, list)
    return {part["Content-ID"]: part for part in parts if isinstance(part, Message)}
