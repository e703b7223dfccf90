"""A city with a booth and a small board, in one process: what the booth asks for, over real HTTP.

The election, its trustees and its tally are real; the voters come by browser or by Node.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.archive import Event, Writer
from citybricks.methods.ballot.digests import fingerprint, sha256_hex
from citybricks.methods.ballot.documents import (
    Ballot,
    DocumentError,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    Question,
)
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter

CODE, DESK_TOKEN = "246810", "desk-7431"
SITE = Path(__file__).parents[4] / "src/citybricks/services/voting/booth/site"
PICK = HomomorphicQuestion(
    "最喜欢哪一个吉祥物？ / Which mascot do you like best?",
    (
        "小狐狸 / Little fox",
        "樱花兔 / Cherry rabbit",
        "火箭猫 / Rocket cat",
        "研究蛙 / Research frog",
    ),
    1,
    1,
)
BLANK = HomomorphicQuestion(
    "下列哪些应先建？最多选两项 / What should be built first?",
    ("公园 / Park", "图书馆 / Library", "自行车道 / Bike lanes", "<b>Stage</b> & café"),
    1,
    2,
    blank=True,
)
SCORE = HomomorphicQuestion(
    "请给市长打分 / Give the mayor a score",
    tuple(str(points) for points in range(0, 101, 10)),
    1,
    1,
)
RANK = NonHomomorphicQuestion(
    "请为这些地点排序 / Rank these places",
    ("车站前 / Station square", "湖边 / Lakeside", "旧市场 / Old market", "大学 / University"),
    {"method": "schulze", "blank": True},
)
GRADE = NonHomomorphicQuestion(
    "请给方案评级 / Grade the plans",
    ("方案甲 / Plan A", "方案乙 / Plan B"),
    {
        "method": "majority_judgment",
        "blank": True,
        "grades": [
            "很好 / Excellent",
            "好 / Good",
            "尚可 / Acceptable",
            "差 / Poor",
            "拒绝 / Reject",
        ],
    },
)


class Election(Made):
    """An election whose ballots come from outside."""

    def __init__(self, questions: tuple[Question, ...], voters: int = 3, **plan: Any) -> None:
        plan = {"name": "吉祥物投票 / Mascot vote", "group": "Ed25519"} | plan
        self.cast: list[bytes] = []
        super().__init__(Plan(questions, [Voter()] * voters, **plan))

    def ballots(self) -> Iterator[Ballot]:
        """Return what was cast."""
        return (Ballot.parse(raw, self.setting.election) for raw in self.cast)

    def archive(self, folder: Path, *, tallied: bool = True) -> Path:
        """Write the archive, with its tally or as it is before, and return where it is."""
        path = folder / f"{self.uuid}.bel"
        with path.open("wb") as stream:
            if tallied:
                self.write(stream)
            else:
                stream.writelines(self._open_board())
        return path

    def _open_board(self) -> Iterator[bytes]:
        writer = Writer(self.plan.timestamp)
        yield from self.setup(writer)
        for raw in self.cast:
            yield writer.data(raw)
            yield writer.event("Ballot", raw)


@dataclass
class City:
    """What a city's server does for one election.

    Parameters
    ----------
    election
        That is held.
    site
        Files of the booth.
    headers
        Of every file of the booth.
    change
        What a dishonest city does to a file of the booth, by its name.
    """

    election: Election
    site: Path = SITE
    headers: dict[str, str] = field(default_factory=dict)
    change: Callable[[str, bytes], bytes] = lambda _name, content: content
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    permits: set[str] = field(default_factory=set)
    spoiled: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=lambda: [sha256_hex(b"setup")])
    url: str = ""

    @property
    def booth(self) -> str:
        """Address of the booth."""
        return f"{self.url}/voting/{self.election.uuid}/booth/"

    def get(self, path: str) -> tuple[int, str, bytes]:
        """Answer to GET with status, media type and content."""
        uuid = self.election.uuid
        api = f"/voting/api/elections/{uuid}"
        parts = {
            api: strict_json.dumps({"state": "open", "board_key": self.key_id}),
            f"{api}/election": self.election.election,
            f"{api}/trustees": self.election.trustees.write(self.election.group),
        }
        if path in parts:
            return 200, "application/json", parts[path]
        if path == f"{api}/heads":
            heads: Any = [
                {"head": self.head(at), "witnesses": []} for at in range(len(self.events))
            ]
            return 200, "application/json", strict_json.dumps({"heads": heads})
        folder = f"/voting/{uuid}/booth/"
        if path.startswith(folder):
            name = path.removeprefix(folder) or "booth.html"
            kind = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
            media = kind[name.rpartition(".")[2]]
            content = self.change(name, (self.site / name).read_bytes())
            return 200, f"{media}; charset=utf-8", content
        return 404, "text/plain", b""

    def post(self, path: str, raw: bytes, permit: str) -> tuple[int, dict[str, Any]]:
        """Answer to POST with status and JSON."""
        name = path.rpartition("/")[2]
        if name == "ballots":
            return self.take(raw, permit)
        said = json.loads(raw)
        if name == "codes":
            return 202, {}
        if name == "permits":
            if said.get("code") != CODE and said.get("token") != DESK_TOKEN:
                return 403, {}
            permit = f"permit-{len(self.requests)}"
            self.permits.add(permit)
            return 201, {"permit": permit}
        if name == "spoil":
            self.spoiled.append(said)
            return 201, {}
        return 404, {}

    def take(self, raw: bytes, permit: str) -> tuple[int, dict[str, Any]]:
        """Take a ballot in, or say why not."""
        if permit not in self.permits:
            return 403, {"code": "unknown", "en": "Unknown permit.", "zh": "许可不存在。"}
        try:
            ballot = Ballot.parse(raw, self.election.setting.election)
        except DocumentError as error:
            return 422, {"code": "B1", "en": str(error), "zh": error.zh}
        if ballot.credential not in {one.key for one in self.election.listed()}:
            return 422, {
                "code": "B3",
                "en": "The credential is not on the list.",
                "zh": "凭证不在名单上。",
            }
        self.permits.remove(permit)
        self.election.cast.append(raw)
        height = len(self.events)
        event = Event(self.events[-1], height, "Ballot", sha256_hex(raw))
        self.events.append(sha256_hex(event.write()))
        return 201, {"tracker": fingerprint(raw), "height": height, "head": self.head(height)}

    @property
    def key_id(self) -> str:
        """The board's public key."""
        return self.key.public_key().public_bytes_raw().hex()

    def head(self, height: int) -> dict[str, Any]:
        """Sign what the board says of itself at a height."""
        head: dict[str, Any] = {
            "uuid": self.election.uuid,
            "height": height,
            "event_hash": self.events[height],
            "bytes": 1024 * height,
            "sha256_prefix": "00" * 32,
            "time": int(time.time()),
            "key_id": self.key_id,
        }
        return head | {"sig": self.key.sign(strict_json.dumps(head)).hex()}


@contextmanager
def serving(city: City) -> Iterator[City]:
    """Serve a city on a free port of this machine until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            city.requests.append(f"GET {self.path}")
            self._answer(*city.get(urlsplit(self.path).path))

        def do_POST(self) -> None:
            city.requests.append(f"POST {self.path}")
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            permit = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, said = city.post(self.path, raw, permit)
            self._answer(status, "application/json", strict_json.dumps(said))

        def _answer(self, status: int, media: str, content: bytes) -> None:
            self.send_response(status)
            for name, value in (city.headers if "text/" in media else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    city.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield city
    finally:
        server.shutdown()
        server.server_close()
