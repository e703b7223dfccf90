"""A whole vote on a live hub: each part by who plays it, trustees with programs of their own.

People click on pages; voters ask the API as the booth does; the archive is checked by our verifier
and by belenios-tool.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.setting import Setting
from tests.live import Hub, live_hub

pytestmark = pytest.mark.long
CHOSEN = (0, 0, 1, 0, 2)
ROLL = "voter_id,name,email,district\n" + "".join(
    f"V{at},选民{at},v{at}@city.example,{('North', 'South')[at % 2]}\n" for at in range(14)
)
PASSPHRASE = "nine bridges over one river and a ferry"
_SETTLE = """
from tests.hub.cast import ROLES, settle
cast = settle()
clients = {role: cast.client(role) for role in ROLES if role != "visitor"}
print(json.dumps({role: client.cookies["sessionid"].value for role, client in clients.items()}))
"""
_REPORT = """
from citybricks.services.voting.board.domain import reports
reports.make(sys.argv[1])
print(json.dumps(None))
"""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub whose registrar has a database of its own."""
    with live_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@dataclass
class Person:
    """Somebody at a browser."""

    client: httpx.Client

    def get(self, path: str) -> str:
        """Read a page."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def post(self, path: str, *, files: Any = None, **fields: str) -> httpx.Response:
        """Send the form of a page."""
        token = self.client.cookies.get("csrftoken") or ""
        if not token:
            self.get(
                "/account/login/" if "sessionid" not in self.client.cookies else "/voting/new/"
            )
            token = self.client.cookies["csrftoken"]
        sent = fields | {"csrfmiddlewaretoken": token}
        answer = self.client.post(path, data=sent, files=files, headers={"Referer": path})
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-3000:])
        return answer


@dataclass
class Play:
    """The hub, its people, and the election that they hold."""

    hub: Hub
    sessions: dict[str, str]
    folder: Path
    opened: ExitStack
    uuid: str = ""

    def person(self, role: str) -> Person:
        """Return somebody at a browser that asks for English."""
        client = httpx.Client(
            base_url=self.hub.url,
            trust_env=False,
            follow_redirects=True,
            timeout=60,
            headers={"Accept-Language": "en"},
        )
        self.opened.enter_context(client)
        if role in self.sessions:
            client.cookies.set("sessionid", self.sessions[role])
        client.get("/voting/")
        return Person(client)

    def step(self, by: Person, action: str) -> None:
        """Take a step, and be sure of it."""
        path = f"/voting/{self.uuid}/desk/step/{action}/"
        page = by.post(path, sure="yes")
        assert str(page.url).endswith("/desk/"), re.sub(r"<[^>]+>", " ", page.text)

    def trustee(self, number: int, *arguments: str, token: str = "") -> str:
        """Run the program of a trustee on a device of their own."""
        key = self.folder / f"trustee-{number}" / "key.enc.json"
        key.parent.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "citybricks.methods.ballot.proving.command"]
        done = subprocess.run(
            [*command, arguments[0], str(key), *arguments[1:]],
            env=os.environ
            | {"CITYBRICKS_TRUSTEE_PASSPHRASE": PASSPHRASE, "CITYBRICKS_TRUSTEE_TOKEN": token},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    @property
    def api(self) -> str:
        """Address of the election for programs."""
        return f"{self.hub.url}/voting/api/elections/{self.uuid}"


@pytest.fixture
def play(hub: Hub, tmp_path: Path) -> Iterator[Play]:
    """People who are signed in."""
    with ExitStack() as opened:
        yield Play(hub, hub.python(_SETTLE), tmp_path, opened)


def test_a_city_holds_a_vote_that_others_verify(play: Play) -> None:
    runs, second = play.person("secretariat"), play.person("owner")
    registers, serves = play.person("officer"), play.person("administrator")
    started(play, runs)
    credentials = enrolled(play, runs, registers)
    tokens = keys_made(play, runs)
    agreed(play, runs, second)
    voted(play, serves, credentials)
    tallied(play, runs, tokens)
    verified(play)
    log = play.hub.log()
    assert not [one for one in (*credentials, *tokens.values(), PASSPHRASE) if one in log]


def started(play: Play, runs: Person) -> None:
    """Start an election with a question, and give people their roles."""
    now = datetime.now(UTC)
    page = runs.post(
        "/voting/new/",
        city="tianjin",
        title_zh="选吉祥物",
        title_en="Choose a mascot",
        description_en="Which mascot shall we have?",
        opens=f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}",
        closes=f"{now + timedelta(days=2):%Y-%m-%dT%H:%M}",
        group="BELENIOS-2048",
    )
    play.uuid = re.search(r"/voting/(\w{14,})/desk/", str(page.url))[1]
    desk = f"/voting/{play.uuid}/desk"
    runs.post(
        f"{desk}/questions/new/",
        question_zh="哪个？",
        question_en="Which?",
        answers_zh="甲\n乙\n丙",
        answers_en="A\nB\nC",
        kind="choice",
        method="plurality",
        min="1",
        max="1",
        seats="1",
    )
    for role, office in (("owner", "admin"), ("officer", "registrar"), ("administrator", "clerk")):
        runs.post(f"{desk}/officials/", email=f"{role}@cities.example", role=office)
    play.step(runs, "to_roll")


def enrolled(play: Play, runs: Person, registers: Person) -> list[str]:
    """Put voters on the roll, and make their credentials; return those that are handed out."""
    table = {"table": ("roll.csv", ROLL.encode("gb18030"))}
    looked = runs.post(f"/voting/{play.uuid}/roll/import/", files=table)
    runs.post(f"{looked.url.path}take/")
    play.step(runs, "to_registrar")
    address = f"/voting/{play.uuid}/registrar/"
    registers.get(address)
    registers.post(f"{address}make/", passphrase=PASSPHRASE, again=PASSPHRASE, spares="2")
    given = registers.post(f"{address}letters/", passphrase=PASSPHRASE, way="table").text
    registers.post(f"{address}arrived/", batch="1", arrived="yes")
    play.step(runs, "to_trustees")
    return [row["credential"] for row in csv.DictReader(io.StringIO(given.lstrip("\ufeff")))]


def keys_made(play: Play, runs: Person) -> dict[int, str]:
    """Invite trustees, who make their keys together; return their tokens."""
    tokens = {}
    for number, name in enumerate(("Aoki", "Baba", "Chiba"), 1):
        page = runs.post(f"/voting/{play.uuid}/desk/trustees/", name=name).text
        tokens[number] = re.search(r"cbt_[\w-]+", page)[0]
        play.trustee(number, "new")
    for _round in range(3):
        for number, token in tokens.items():
            play.trustee(number, "part", f"{play.api}/trustees/{number}", token=token)
    return tokens


def agreed(play: Play, runs: Person, second: Person) -> None:
    """Freeze and open, after two persons have agreed."""
    for one in (runs, second):
        one.post(f"/voting/{play.uuid}/desk/agree/")
    play.step(runs, "freeze")
    play.step(second, "open")


def voted(play: Play, serves: Person, credentials: list[str]) -> None:
    """Let voters vote with tokens of the desk; one tries twice, one votes on paper."""
    setting = Setting.of(httpx.get(f"{play.api}/election", trust_env=False).content)
    for at, chosen in enumerate(CHOSEN):
        made = ballot(setting, credentials[at], [[int(chosen == one) for one in range(3)]])
        raw = made.write(setting.group)
        permit = shown(play, serves, f"V{at}")
        assert cast(play, raw, permit) == 201
        assert cast(play, raw, permit) >= 400  # it lets one ballot through
    desk = serves.get(f"/voting/{play.uuid}/polling/?voter=V13")
    serves.post(re.search(r"/voting/\w+/polling/\d+/mark/", desk)[0], what="paper")
    assert "/token/" not in serves.get(f"/voting/{play.uuid}/polling/?voter=V13")


def cast(play: Play, raw: bytes, permit: str) -> int:
    """Cast a ballot as the booth does, and return the status of the answer."""
    headers = {"Authorization": f"Bearer {permit}"}
    address = f"{play.api}/ballots"
    return httpx.post(address, content=raw, headers=headers, trust_env=False).status_code


def shown(play: Play, serves: Person, voter: str) -> str:
    """Show who one is at the desk, and return the permit."""
    desk = serves.get(f"/voting/{play.uuid}/polling/?voter={voter}")
    path = re.search(r"/voting/\w+/polling/\d+/token/", desk)[0]
    token = re.search(r"<code>([^<]+)</code>", serves.post(path).text)[1]
    answer = httpx.post(f"{play.api}/permits", json={"token": token}, trust_env=False)
    assert answer.status_code == 201, answer.text
    permit: str = answer.json()["permit"]
    return permit


def tallied(play: Play, runs: Person, tokens: dict[int, str]) -> None:
    """Close and tally; the second trustee has lost the key."""
    play.step(runs, "close")
    play.step(runs, "tally")
    shutil.rmtree(play.folder / "trustee-2")
    for number in (1, 3):
        play.trustee(number, "part", f"{play.api}/trustees/{number}", token=tokens[number])
    play.step(runs, "finish")


def verified(play: Play) -> None:
    """Read the result as everybody does, and check it with two programs."""
    play.hub.python(_REPORT, play.uuid)
    page = play.person("visitor").get(f"/voting/{play.uuid}/results/")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "The verifier found the result to be true." in said
    assert "A wins 3 60.0 % B 1 20.0 % C 1 20.0 %" in said
    assert "Voted online 5 Voted on paper 1" in said
    archive = play.folder / f"{play.uuid}.bel"
    archive.write_bytes(httpx.get(f"{play.api}/archive.bel", trust_env=False).content)
    ours = [sys.executable, "-m", "citybricks.methods.ballot.verifying.command", str(archive)]
    assert subprocess.run(ours, capture_output=True, check=False).returncode == 0
    if tool := shutil.which("belenios-tool"):
        theirs = [tool, "election", "verify", "--dir", str(play.folder)]
        done = subprocess.run(theirs, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "no result" not in done.stderr
