"""A web server on this machine: it has files, and takes down what it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Elsewhere:
    """What it has, and what it was told.

    Parameters
    ----------
    url
        Its address.
    files
        Media type and content of its files, by path.
    told
        Path and JSON document of each message posted to it.
    """

    url: str = ""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    told: list[tuple[str, Any]] = field(default_factory=list)

    def offer(self, path: str, media_type: str, content: bytes) -> str:
        """Offer a file and return its address."""
        self.files[path] = (media_type, content)
        return self.url + path

    def heard(self, path: str, seconds: float = 30.0) -> Any:
        """Return the first document posted to a path, once it is there."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for where, document in list(self.told):
                if where == path:
                    return document
            time.sleep(0.05)
        raise TimeoutError(f"nothing was posted to {path}")


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """Serve until the end of the block."""
    known = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, content = known.files.get(self.path, ("text/plain", b"no such file"))
            self.send_response(200 if self.path in known.files else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            known.told.append((self.path, json.loads(body)))
            self.send_response(202)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
