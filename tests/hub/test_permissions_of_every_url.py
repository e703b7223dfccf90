"""Who may ask for what: an entry for every address of the hub, method and role.

The entries are in the folder ``permissions_of_every_url``, with a file for each app that has many.
An address that has none fails the test, so that nothing is put online by accident.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils.http import int_to_base36

from citybricks.hub.designer.models import Design
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job, Status, Visibility
from citybricks.hub.lab.forms import Kept
from citybricks.hub.lab.pages.look import vega
from citybricks.network.members.domain.people import issue_token
from citybricks.network.members.models import AccessToken, Staff
from citybricks.types.files import CSV, File
from tests.hub import (
    board_things,
    calls_things,
    expo_things,
    fair_day_things,
    fair_things,
    hosting_things,
    network_things,
    proceedings_things,
    programme_things,
    pupil_things,
    release_things,
    roll_things,
    school_things,
    signal_things,
    voting_things,
)
from tests.hub.cast import ROLES, Cast
from tests.hub.data import CSV_LAMPS, LAMPS

GATHERINGS = (
    hosting_things,
    fair_things,
    fair_day_things,
    calls_things,
    programme_things,
    proceedings_things,
    expo_things,
)
"""What gatherings are about, an app each."""
ENTRIES = Path(__file__).with_name("permissions_of_every_url")
METHODS = {
    "ogc:dismiss": {"DELETE"},
    **network_things.METHODS,
    **board_things.METHODS,
    **roll_things.METHODS,
    **school_things.METHODS,
    **pupil_things.METHODS,
    **signal_things.METHODS,
    **{name: methods for things in GATHERINGS for name, methods in things.METHODS.items()},
}
"""Methods an address has to have entries for, where not GET and POST."""
OTHERS = ("ogc/^.+$", "account/social/", "api/openapi.json")
"""Where addresses without name begin: nothing is there, or what another name has an entry for."""


DRAWN = {
    "inputs": {"lamps": {}},
    "steps": {"count": {"brick": "count-lamps", "inputs": {"lamps": {"input": "lamps"}}}},
    "outputs": {"share": {"step": "count", "output": "share"}},
}
"""A blueprint that can run."""


@dataclass(frozen=True)
class Entry:
    """An address in a case, a method, and what each role is answered."""

    name: str
    case: str
    method: str
    answers: tuple[int, ...]

    @classmethod
    def of(cls, line: str) -> Entry:
        """Read a line of the entries."""
        name, case, method, *answers = line.split()
        return cls(name, case, method, tuple(map(int, answers)))


def entries() -> list[Entry]:
    """Read the entries."""
    files = sorted(ENTRIES.glob("*.txt"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [Entry.of(line) for line in lines if line and not line.startswith("#")]


def patterns(resolver: Any, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Yield the address and name of every pattern."""
    for one in resolver.url_patterns:
        path = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield path, f"{space}{one.name}" if one.name else ""
        else:
            yield from patterns(one, path, f"{space}{one.namespace}:" if one.namespace else space)


@dataclass
class Scene:
    """What the addresses are about, and the browsers that ask for them."""

    cast: Cast
    runs: dict[str, Job]
    clients: dict[str, Client]

    def answers(self, entry: Entry) -> tuple[int, ...]:
        """Make what the address is about, ask as everybody, undo it all, return the statuses."""
        with transaction.atomic(), transaction.atomic(using="pupils"):
            address = reverse(entry.name, kwargs=self._arguments(entry))
            found = tuple(self._answer(entry, address, role) for role in ROLES)
            transaction.set_rollback(True)
            transaction.set_rollback(True, using="pupils")
        return found

    def _answer(self, entry: Entry, address: str, role: str) -> int:
        """Ask as somebody, undo what it did, and return the status."""
        client = self.clients[role]
        cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
        with transaction.atomic(), transaction.atomic(using="pupils"):
            writes = entry.method in {"POST", "PUT", "PATCH"}
            sent = self._sent(entry) if writes else {}
            status: int = getattr(client, entry.method.lower())(address, **sent).status_code
            transaction.set_rollback(True)
            transaction.set_rollback(True, using="pupils")
        client.cookies = cookies
        return status

    def _job(self, case: str) -> uuid.UUID:
        """Make a run of the owner's for their member: ``public`` or ``public/running``."""
        visibility, _, status = case.partition("/")
        job = self.runs[visibility]
        job.pk, job.status = uuid.uuid4(), Status(status or "successful")
        job.save(force_insert=True)
        return job.pk

    def _design(self, case: str) -> uuid.UUID:
        """Make a design of the owner's for their member."""
        owner = self.cast.people["owner"]
        made = Design.objects.create(
            title="Lamps", content=DRAWN, owner=owner, member=self.cast.tianjin, visibility=case
        )
        return made.pk

    def _arguments(self, entry: Entry) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - a line for each kind
        owner = self.cast.people["owner"]
        for things in (
            pupil_things,
            signal_things,
            release_things,
            network_things,
            voting_things,
            board_things,
            roll_things,
            school_things,
            *GATHERINGS,
        ):
            made = things.arguments(self.cast, entry.name, entry.case)
            if made is not None:
                return made
        if entry.name.startswith("design") and entry.case != "-":
            return {"number": self._design(entry.case)}
        match entry.name:
            case "brick" | "try" | "check" | "many" | "many-template":
                return {"name": "count-lamps"}
            case "kept":
                return {"token": kept()}
            case "vega":
                return {"name": vega()[0]}
            case "token-revoke":
                issue_token(user=owner, name="a program")
                return {"number": AccessToken.objects.get(user=owner).pk}
            case "staff":
                return {"slug": "tianjin"}
            case "staff-release":
                post = Staff.objects.get(user=self.cast.people["officer"])
                return {"slug": "tianjin", "number": post.pk}
            case "account_confirm_email":
                return {"key": "forged"}
            case "account_reset_password_from_key":
                return {"uidb36": int_to_base36(owner.pk), "key": "forged"}
            case "openid_connect_login" | "openid_connect_callback":
                return {"provider_id": "city"}
            case "ogc:process" | "ogc:execute":
                return {"processID": "count-lamps"}
        return self._run(entry) if entry.case != "-" else {}

    def _run(self, entry: Entry) -> dict[str, Any]:
        number = self._job(entry.case)
        table = {"path": "lamps", "extension": "csv"} if entry.name == "run-table" else {}
        if entry.name == "step-outcome":
            table = {"step": "count-lamps"}
            job = Job.objects.get(pk=number)
            said = {"brick": job.brick, "version": job.version, "key": job.key}
            steps = {"count-lamps": said | {"seconds": 0.1, "kept": False, "ended": ""}}
            Job.objects.filter(pk=number).update(steps=steps)
        result = {"outputID": "hours"} if entry.name == "ogc:job_result" else {}
        name = "jobID" if entry.name.startswith("ogc:") else "number"
        return {name: number, **table, **result}

    def _sent(self, entry: Entry) -> dict[str, Any]:  # noqa: C901, PLR0911, PLR0912 - likewise
        """Return what is sent: something that the address takes."""
        given = voting_things.sent(entry.name) or board_things.sent(entry.name)
        given = given or roll_things.sent(entry.name) or pupil_things.sent(entry.name)
        given = given or signal_things.sent(entry.name)
        for things in GATHERINGS:
            given = given or things.sent(self.cast, entry.name)
        if given := network_things.sent(self.cast, entry.name) or given:
            return given
        match entry.name:
            case "check":
                return {"query_params": {"field": "hours"}, "data": {"hours": "1"}}
            case "ogc:execute":
                return {
                    "data": {"inputs": {"lamps": {"value": LAMPS}}},
                    "content_type": "application/json",
                    "headers": {"Prefer": "respond-async"},
                }
            case "try":
                return {"data": {"lamps.kept": kept()}}
            case "many":
                rows = Kept.keep(File(b"city,lamps\nA,lamps.csv\n", CSV, "cities.csv"))
                return {"data": {"many-rows.kept": rows.token, "many-files.kept": kept()}}
            case "run-share" | "design-share":
                return {"data": {"visibility": "public"}}
            case "design-edit":
                return {"data": {"do": "add", "brick": "count-lamps"}}
            case "design-run":
                return {"data": {"lamps.kept": kept()}}
            case "design-import":
                return {"data": {"text": json.dumps(DRAWN)}}
            case "me" | "token-issue":
                return {"data": {"name": "Somebody"}}
            case "staff":
                return {"data": {"email": "outsider@cities.example", "role": "officer"}}
            case "set_language":
                return {"data": {"language": "en"}}
        return {}


def kept() -> str:
    """Keep a file and return its token."""
    return Kept.keep(File(CSV_LAMPS.encode(), CSV, "lamps.csv")).token


@pytest.fixture
def scene(cast: Cast, finished: Callable[..., Job]) -> Scene:
    """The cast with their browsers, and a run of the owner's in every visibility."""
    by = Requester(user=cast.people["owner"], member=cast.tianjin)
    runs = {each.value: finished(by, visibility=each) for each in Visibility}
    return Scene(cast, runs, {role: cast.client(role) for role in ROLES})


def test_every_address_has_an_entry() -> None:
    wanted = {
        (name, method)
        for path, name in patterns(get_resolver())
        for method in METHODS.get(name, {"GET", "POST"})
        if not path.startswith(("secretariat/", *OTHERS))
    }
    assert {(entry.name, entry.method) for entry in entries()} == wanted


def test_every_entry_is_for_every_role() -> None:
    assert not [entry for entry in entries() if len(entry.answers) != len(ROLES)]


@pytest.mark.django_db(databases=["default", "registrar", "pupils"])
def test_everybody_is_answered_as_the_entries_say(scene: Scene) -> None:
    for entry in entries():
        assert scene.answers(entry) == entry.answers, entry


def test_the_desk_is_the_secretariats(scene: Scene) -> None:
    """Nobody else gets beyond its door, and to nobody anything there breaks."""
    open_to_all = {"admin:login", "admin:logout", "admin:jsi18n"}
    addresses = {name: path for path, name in patterns(get_resolver()) if "secretariat/" in path}
    assert len(addresses) > 50
    for name, path in addresses.items():
        if name in open_to_all or "<" in path or "(" in path:
            continue
        for role in ROLES[:-1]:
            answer = scene.clients[role].get(f"/{path}")
            assert answer.status_code == 302, (name, role)
            assert "/login/" in answer.headers["Location"]
        assert scene.clients["secretariat"].get(f"/{path}").status_code in (200, 302, 403), name


def test_the_desk_shows_rows_and_their_history_to_the_secretariat_only(scene: Scene) -> None:
    job, person = scene.runs["private"], scene.cast.people["owner"]
    rows = {
        "members_user": person.pk,
        "members_member": scene.cast.tianjin.pk,
        "jobs_job": job.pk,
        "designer_design": scene._design("private"),
    }
    for name, key in rows.items():
        for action in ("change", "history", "delete"):
            address = reverse(f"admin:{name}_{action}", args=[key])
            assert scene.clients["secretariat"].get(address).status_code == 200, address
            for role in ROLES[:-1]:
                assert scene.clients[role].get(address).status_code == 302, address
