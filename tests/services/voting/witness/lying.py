"""A board on this machine that shows whatever a test wants, signed with its own key."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from citybricks.services.voting.board.domain.heads import SignedHead

UUID = "LyingBoard1111"


@dataclass
class Lying:
    """What the board shows now.

    Parameters
    ----------
    archive
        Its bytes.
    head
        What it says is its latest head.
    told
        What a witness there has seen, where it is asked as one.
    posted
        What witnesses sent.
    seconds
        How long it takes to show its latest head.
    """

    url: str
    seconds: float = 0.0
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    archive: bytes = b""
    head: SignedHead | None = None
    told: list[SignedHead] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)

    @property
    def board(self) -> str:
        """Where the board's API is."""
        return f"{self.url}/voting/api/elections/{UUID}"

    def show(self, archive: bytes, height: int, when: int | None = None) -> SignedHead:
        """Show an archive, and sign its head."""
        self.archive, self.head = archive, self.sign(archive, height, when)
        return self.head

    def sign(self, archive: bytes, height: int, when: int | None = None) -> SignedHead:
        """Sign a head without showing it."""
        digest = hashlib.sha256(archive).hexdigest()
        event = hashlib.sha256(archive + b"event").hexdigest()
        at = 1_800_000_000 + height if when is None else when
        key = self.key.public_key().public_bytes_raw().hex()
        known = (UUID, height, event, len(archive), digest, at, key)
        unsigned = SignedHead(*known, "")
        return SignedHead(*known, self.key.sign(unsigned.message()).hex())


@contextmanager
def lying() -> Iterator[Lying]:
    """Serve a board until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    board = Lying(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = _answers(board)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield board
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _answers(board: Lying) -> type[BaseHTTPRequestHandler]:
    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.endswith("/archive.bel"):
                self._part()
            elif self.path.endswith("/heads/latest"):
                time.sleep(board.seconds)
                head = board.head.json() if board.head else None
                self._reply({"head": head, "witnesses": []})
            elif self.path == f"/voting/witness/{UUID}/heads":
                self._reply({"heads": [{"head": one.json()} for one in board.told]})
            else:
                self._reply({}, 404)

        def do_POST(self) -> None:
            board.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._reply({}, 201)

        def _part(self) -> None:
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers["Range"])
            assert asked
            start, part = int(asked[1]), board.archive[int(asked[1]) : int(asked[2]) + 1]
            self.send_response(206 if part else 416)
            said = f"bytes {start}-{start + len(part) - 1}/{len(board.archive)}"
            self.send_header("Content-Range", said)
            self.send_header("Content-Length", str(len(part)))
            self.end_headers()
            self.wfile.write(part)

        def _reply(self, value: Any, status: int = 200) -> None:
            content = json.dumps(value, separators=(",", ":")).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    return Answers
