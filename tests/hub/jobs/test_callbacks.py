"""Messages to subscribers: owed with the change they tell of, tried again, given up."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from django.utils import timezone

from citybricks.faces.href import Limits, post
from citybricks.hub.jobs import deliveries
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.domain.callbacks import ATTEMPTS, deliver_next
from citybricks.hub.jobs.models import Callback, Job, Status
from citybricks.kernel.errors import BrickError
from tests.hub.jobs.conftest import Work, until

pytestmark = pytest.mark.django_db
URIS = {
    "inProgressUri": "https://example.org/running",
    "successUri": "https://example.org/done",
    "failedUri": "https://example.org/failed",
}


@pytest.fixture
def job() -> Job:
    asked = {"subscriber": URIS}
    return Job.objects.create(brick="b", version="1.0.0", key="0" * 32, request=asked)


def told() -> list[tuple[str, str]]:
    return [(each.status, each.uri.rpartition("/")[2]) for each in Callback.objects.order_by("pk")]


def test_a_subscriber_is_told_of_the_start_and_of_the_end(job: Job) -> None:
    queue.claim(worker="w", lease_seconds=9)
    queue.finish(job.pk, worker="w", attempt=1, status=Status.SUCCESSFUL)
    assert told() == [("running", "running"), ("successful", "done")]


def test_a_dismissal_is_told_as_a_failure_is(job: Job) -> None:
    queue.dismiss(job)
    assert told() == [("dismissed", "failed")]


def test_nobody_is_told_who_did_not_ask() -> None:
    job = Job.objects.create(brick="b", version="1.0.0", key="0" * 32)
    queue.dismiss(job)
    assert told() == []


def test_an_address_of_any_length_stops_no_worker() -> None:
    asked = {"subscriber": {"inProgressUri": "https://example.org/" + "x" * 60_000}}
    Job.objects.create(brick="b", version="1.0.0", key="0" * 32, request=asked)
    assert queue.claim(worker="w", lease_seconds=9) is not None
    assert len(Callback.objects.get().uri) > 60_000


def test_a_message_is_delivered_once(job: Job) -> None:
    queue.dismiss(job)
    assert deliver_next(lambda _: "")
    assert not deliver_next(lambda _: "")
    assert Callback.objects.get().due is None


def test_a_message_that_fails_is_tried_again_later_and_given_up_at_last(job: Job) -> None:
    queue.dismiss(job)
    pauses = []
    for _ in range(ATTEMPTS):
        assert deliver_next(lambda _: "answered 500")
        assert not deliver_next(lambda _: "")
        callback = Callback.objects.get()
        if callback.due:
            pauses.append(round((callback.due - timezone.now()).total_seconds()))
            Callback.objects.update(due=timezone.now())
    assert pauses == [2, 4, 8, 16]
    assert (callback.due, callback.attempt, callback.answer) == (None, ATTEMPTS, "answered 500")


def test_a_message_whose_courier_died_is_due_again(job: Job) -> None:
    queue.dismiss(job)

    def die(_: Callback) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_next(die)
    callback = Callback.objects.get()
    assert callback.due is not None
    assert callback.due > timezone.now()


def test_the_courier_outlives_any_failure_of_a_subscriber(job: Job, settings: object) -> None:
    for uri in ("http://127.0.0.1:1/", "http://[", "no address", "https://localhost/"):
        callback = Callback(job=job, uri=uri, status=Status.FAILED)
        assert deliveries._send(callback)


class Trickle(threading.Thread):
    """A subscriber that answers a byte now and then, for ever."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.uri = f"http://127.0.0.1:{self.listening.getsockname()[1]}/"

    def run(self) -> None:
        asking, _ = self.listening.accept()
        with self.listening, asking:
            try:
                while True:
                    asking.send(b"H")
                    time.sleep(0.05)
            except OSError:
                return


def test_trickling_an_answer_buys_no_time() -> None:
    slow = Trickle()
    slow.start()
    started = time.monotonic()
    with pytest.raises((TimeoutError, httpx.HTTPError)):
        post("subscriber", slow.uri, {}, Limits(seconds=0.5, allow_private=True))
    assert time.monotonic() - started < 2
    slow.join(5)


def test_a_private_address_is_not_posted_to() -> None:
    with pytest.raises(BrickError):
        post("subscriber", "http://127.0.0.1:1/", {}, Limits())


@pytest.fixture
def subscriber() -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A subscriber's address and what it was told."""
    heard: list[dict[str, object]] = []

    class Hear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Hear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("workers")
def test_a_worker_tells_the_subscriber_of_start_and_end(
    work: Work, submit: Callable[..., Job], subscriber: tuple[str, list[dict[str, object]]]
) -> None:
    uri, heard = subscriber
    work(CITYBRICKS_PRIVATE_HREFS="true")
    submit("count-up", steps=1, asked={"subscriber": {"inProgressUri": uri, "successUri": uri}})
    until(lambda: len(heard) == 2)
    until(lambda: not Callback.objects.exclude(due=None).exists())
