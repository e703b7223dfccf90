"""A sentence model behind an OpenAI-compatible address, and what happens without it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from citybricks.network.errands.domain.errands import run_due
from citybricks.network.errands.models import Errand
from citybricks.network.finding import served
from citybricks.network.finding.domain.searching import search
from citybricks.network.finding.served import Served, ServerAwayError
from tests.network.finding.conftest import Hashing, Put, use


class Model(ThreadingHTTPServer):
    """A server with a model that knows nothing."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.status = 200
        self.seconds = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    """Answers as OpenAI's interface says, the last text first."""

    server: Model

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers["Authorization"])
        time.sleep(self.server.seconds)
        rows = Hashing().queries(body["input"]).tolist()
        data = [{"index": number, "embedding": row} for number, row in enumerate(rows)]
        content = json.dumps({"data": data[::-1]}).encode()
        self.send_response(self.server.status if self.path == "/v1/embeddings" else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Model]:
    with Model() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def model(server: Model, size: int = 8) -> Served:
    return Served(server.url, model="trial", key="secret", size=size)


def test_texts_are_sent_in_batches_and_vectors_come_back_in_order(
    server: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "BATCH", 2)
    texts = ["a", "b", "", "c"]
    rows = model(server).passages(texts)
    assert np.allclose(rows[[0, 1, 3]], Hashing().queries(["a", "b", "c"]), atol=1e-5)
    assert not rows[2].any()
    assert [body["input"] for body in server.bodies] == [["a", "b"], ["c"]]
    assert {body["model"] for body in server.bodies} == {"trial"}
    assert set(server.keys) == {"Bearer secret"}


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
def test_the_address_may_be_given_in_either_way(server: Model, suffix: str) -> None:
    assert Served(server.url + suffix, model="m", key="", size=8).passages(["a"]).any()


def test_vectors_of_another_size_are_refused_and_the_setting_is_named(server: Model) -> None:
    with pytest.raises(ServerAwayError, match="CITYBRICKS_EMBEDDING_SIZE"):
        model(server, size=9).passages(["a"])


@pytest.mark.django_db
def test_while_the_server_is_away_words_are_compared_and_nobody_waits(
    server: Model, things: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "QUERY_SECONDS", 0.2)
    ours = model(server)
    use(monkeypatch, ours)
    things()
    run_due()
    server.seconds = 1.0
    assert search("港口")[0].key == "offer:port"
    assert ours.is_away
    asked = len(server.bodies)
    assert search("Dunedin")[0].key == "member:dunedin"
    assert len(server.bodies) == asked, "it was asked again at once"


@pytest.mark.django_db
def test_embedding_is_tried_again_when_the_server_is_back(
    server: Model, things: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, model(server))
    server.status = 503
    things("offer:port")
    run_due()
    errand = Errand.objects.get()
    assert "503" in errand.problem
    assert "secret" not in errand.problem
    server.status = 200
    Errand.objects.update(due=errand.created)
    run_due()
    assert Errand.objects.get().done
