"""The hub as one command: parts that die come back, and all of it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.hub.jobs.conftest import SITE, SOURCE, until
from tools.processes import children, is_alive, runners

pytestmark = pytest.mark.xdist_group("workers")
_WATCH = """
import sys
from citybricks.hub.serve import watch
watch([[sys.executable, "-c", part] for part in sys.argv[1:]])
"""
_NOTE = "import os, time; os.write(1, b'%d\\n' % os.getpid()); time.sleep(60)"
_RUN = """
import sys, time
from citybricks.hub.serve import prepare
prepare()
from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
from citybricks.kernel.registry import find
brick = find("count-up")
by, inputs = Requester(visitor="v"), brick.inputs(steps=20, pause=0.2)
job = accept(brick, inputs, by=by, request=Request())
told = None
while job.status not in ("successful", "failed"):
    time.sleep(0.05)
    job.refresh_from_db()
    if told != (told := (job.status, job.progress > 0.3, job.attempt)):
        print(*told, flush=True)
"""
Watch = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Watch]:
    """Start Python with a home of its own: ``start("-c", "print()")``."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("CITYBRICKS_")}
    environ |= {
        "CITYBRICKS_HOME": str(tmp_path),
        "CITYBRICKS_LEASE_SECONDS": "2",
        "PYTHONPATH": os.pathsep.join([str(SOURCE), str(SITE)]),
    }
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, *arguments]
        pipe = subprocess.PIPE
        started.append(subprocess.Popen(command, env=environ, stdout=pipe, stderr=pipe, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_part_that_dies_is_started_again(start: Watch) -> None:
    watching = start("-c", _WATCH, _NOTE, _NOTE)
    first, other = int(line(watching)), int(line(watching))
    os.kill(first, signal.SIGKILL)
    again = int(line(watching))
    assert again not in (first, other)
    assert is_alive(other)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_telling_it_to_stop_stops_every_part(start: Watch, how: signal.Signals) -> None:
    watching = start("-c", _WATCH, _NOTE, _NOTE)
    parts = [int(line(watching)), int(line(watching))]
    watching.send_signal(how)
    assert watching.wait(10) == 0
    assert not any(is_alive(part) for part in parts)


def test_killing_it_leaves_no_part_behind(start: Watch) -> None:
    watching = start("-c", _WATCH, _NOTE)
    part = int(line(watching))
    watching.kill()
    until(lambda: not is_alive(part), 5)


def test_a_port_that_is_taken_is_said_in_one_line(start: Watch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        _, said = start("-m", "citybricks", "serve", "--port", port).communicate(timeout=30)
    assert said == f"citybricks: port {port} of 127.0.0.1 is taken; choose another with --port\n"


@pytest.mark.long
def test_processes_that_start_at_once_on_a_new_home_change_the_schema_once(start: Watch) -> None:
    prepare = "from citybricks.hub.serve import prepare; prepare()"
    both = [start("-c", prepare) for _ in range(3)]
    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0, 0], said


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def is_healthy(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return bool(answer.status == HTTPStatus.OK and json.load(answer)["healthy"])
    except (URLError, OSError):
        return False


@pytest.mark.long  # half a minute; that a killed worker loses nothing is tried in each run
def test_a_job_outlives_the_death_of_web_server_and_worker(start: Watch) -> None:
    port = free_port()
    hub = start("-m", "citybricks", "serve", "--port", str(port))
    until(lambda: is_healthy(port), 60)
    job = start("-c", _RUN)
    until(lambda: line(job) == "running True 1", 60)
    for part in children(hub.pid):
        for pid in [*(set(children(part)) - set(runners(part))), part]:
            os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    told, _ = job.communicate(timeout=60)
    assert told.splitlines()[-1] == "successful True 2"
    # Lease, run time, and five seconds for a busy machine to start everything again.
    assert time.monotonic() - killed <= 2 + 4 + 15  # lease, the job, the start of all processes
    until(lambda: is_healthy(port), 30)
    hub.terminate()
    assert hub.wait(20) == 0
