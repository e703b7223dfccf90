"""CPU time of a request to the live hub, web and worker together, beside pygeoapi 0.21.

pygeoapi is installed into ``.bench/pygeoapi`` when it is missing; both are served by gunicorn with
one process and answer the same number of requests one after another.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.figure import Figure
from tools.processes import children, cpu_seconds

ROOT = Path(__file__).parent.parent
PEER = ROOT / ".bench" / "pygeoapi"
REQUESTS = 60

_CONFIG = """
server:
  bind: {{host: 127.0.0.1, port: {port}}}
  url: http://127.0.0.1:{port}
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  languages: [en-US]
  limits: {{default_items: 20, max_items: 50}}
  map: {{url: "", attribution: ""}}
  manager: {{name: TinyDB, connection: {folder}/jobs.db, output_dir: {folder}}}
logging: {{level: ERROR}}
metadata:
  identification:
    title: peer
    description: peer
    keywords: [peer]
    keywords_type: theme
    terms_of_service: none
    url: http://example.org
  license: {{name: none, url: http://example.org}}
  provider: {{name: peer, url: http://example.org}}
  contact: {{name: peer, email: a@example.org}}
resources:
  hello-world: {{type: process, processor: {{name: HelloWorld}}}}
"""


_BRICK = '''"""The process that pygeoapi ships, as a brick."""

from citybricks import Outcome, brick


class Greeting(Outcome):
    """What is said."""

    echo: str
    """The greeting."""


@brick(id="hello-world", version="1.0.0")
def hello_world(name: str, message: str = "") -> Greeting:
    """Greet.

    Parameters
    ----------
    name
        Who is greeted.
    message
        What else is said.
    """
    return Greeting(echo=f"Hello {name}! {message}".strip())
'''


def installed(folder: Path) -> None:
    """Install a package with one brick into a folder, as a third party would."""
    about = folder / "hello-1.0.dist-info"
    package = folder / "hello"
    about.mkdir()
    package.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: hello\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[citybricks.bricks]\nhello = hello\n")
    (package / "__init__.py").touch()
    (package / "brick.py").write_text(_BRICK, encoding="utf-8")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def family(pid: int) -> list[int]:
    """Return a process and everything it has started."""
    return [pid, *(each for child in children(pid) for each in family(child))]


@contextmanager
def served(command: list[str], url: str, environment: dict[str, str]) -> Iterator[int]:
    """Run a server until the block ends; gives its process id once it answers."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(150):
            try:
                ask(url)
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def ask(url: str, document: object = None) -> None:
    """Send one request and read the answer."""
    headers = {"Accept": "application/json"}
    if url.endswith("/html"):
        url, headers = url.removesuffix("html"), {"Accept": "text/html"}
    httpx.request("POST" if document else "GET", url, json=document, headers=headers)


def milliseconds(pid: int, url: str, document: object = None) -> float:
    """Return the CPU milliseconds that the processes of a server spend on one request."""
    for _ in range(5):
        ask(url, document)
    before = sum(map(cpu_seconds, family(pid)))
    for _ in range(REQUESTS):
        ask(url, document)
    return 1000 * (sum(map(cpu_seconds, family(pid))) - before) / REQUESTS


def ours() -> dict[str, float]:
    """Measure the hub."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as home:
        installed(Path(home))
        path = os.pathsep.join([home, *filter(None, [os.environ.get("PYTHONPATH")])])
        settings = {"CITYBRICKS_HOME": home, "CITYBRICKS_RATE": "100000/s", "PYTHONPATH": path}
        command = [sys.executable, "-m", "citybricks", "serve", "--port", str(port)]
        with served(command, f"{url}/health", settings) as pid:
            time.sleep(3)  # the worker's child imports its libraries
            process = f"{url}/ogc/processes/hello-world"
            inputs = {"inputs": {"name": "Tsukuba", "message": "hello"}}
            return {
                "front": milliseconds(pid, f"{url}/html"),
                "process": milliseconds(pid, process),
                "execute": milliseconds(pid, f"{process}/execution", inputs),
                "jobs": milliseconds(pid, f"{url}/ogc/jobs"),
            }


def theirs() -> dict[str, float]:
    """Measure pygeoapi with its own hello-world process."""
    if not (PEER / "bin" / "pygeoapi").exists():
        subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
        pip = [PEER / "bin" / "pip", "install", "-q", "pygeoapi==0.21.0", "gunicorn"]
        subprocess.run(pip, check=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        config, document = Path(folder) / "config.yml", Path(folder) / "openapi.yml"
        config.write_text(_CONFIG.format(port=port, folder=folder), encoding="utf-8")
        settings = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(document)}
        generate = [PEER / "bin" / "pygeoapi", "openapi", "generate", config]
        generate += ["--output-file", document]
        subprocess.run(generate, env={**os.environ, **settings}, check=True, capture_output=True)
        gunicorn = [str(PEER / "bin" / "gunicorn"), "--threads=8", f"--bind=127.0.0.1:{port}"]
        with served([*gunicorn, "pygeoapi.flask_app:APP"], f"{url}/conformance", settings) as pid:
            process = f"{url}/processes/hello-world"
            inputs = {"inputs": {"name": "Tsukuba", "message": "hello"}}
            return {
                "process": milliseconds(pid, process),
                "execute": milliseconds(pid, f"{process}/execution", inputs),
                "jobs": milliseconds(pid, f"{url}/jobs"),
            }


def main() -> None:
    """Measure both and tell."""
    hub, peer = ours(), theirs()
    named = {
        "process": "GET a process",
        "execute": "POST an execution, synchronous",
        "jobs": "GET the jobs",
    }
    Figure(name="hub: front page", value=hub["front"], unit="ms CPU", at_most=60).tell()
    for key, name in named.items():
        Figure(
            name=f"OGC API: {name}",
            value=hub[key],
            unit="ms CPU",
            at_most=peer[key],
            peer="pygeoapi 0.21",
            peer_value=peer[key],
        ).tell()


if __name__ == "__main__":
    main()
