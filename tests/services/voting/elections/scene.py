"""An election of Tsukuba's in any state, and people in every role."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.answering import Trustee as Holder
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.keys import new_seed
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.network.content.text import Text
from citybricks.network.members.models import Member, User
from citybricks.services.voting.board.domain import appending, board
from citybricks.services.voting.board.models import Board as Rows
from citybricks.services.voting.elections.domain import agreeing, ceremony, life, trustees
from citybricks.services.voting.elections.domain import credentials as handed_over
from citybricks.services.voting.elections.domain.questions import Question
from citybricks.services.voting.elections.models import Election, Official, Trustee
from citybricks.services.voting.elections.vocabulary import Role
from citybricks.services.voting.roll.domain import permits
from citybricks.services.voting.roll.models import Voter

ROLES = ("visitor", "outsider", "auditor", "clerk", "registrar", "second", "admin", "secretariat")
"""Without account; of no election; five with a role in it, two of whom run it; the desk."""
OFFICES = {
    "auditor": Role.AUDITOR,
    "clerk": Role.CLERK,
    "registrar": Role.REGISTRAR,
    "second": Role.ADMIN,
    "admin": Role.ADMIN,
}
BACKEND = "django.contrib.auth.backends.ModelBackend"
MASCOTS = Question(
    kind="choice",
    question={"zh-Hans": "选哪个吉祥物？", "en": "Which mascot?"},
    answers=[{"zh-Hans": name, "en": name.title()} for name in ("a", "b", "c")],
)
RANKED = Question(
    kind="ranked",
    question={"en": "In which order?"},
    answers=[{"en": name} for name in ("Park", "Library", "Lanes")],
    method="schulze",
)
PATH = ("to_roll", "to_registrar", "to_trustees", "freeze", "open", "close", "tally", "finish")
STATES = ("draft", "roll", "registrar", "trustees", "frozen", "open", "closed", "tallying", "done")


@dataclass
class Scene:
    """An election, who works on it, and what only its voters and trustees know."""

    people: dict[str, User]
    election: Election
    voters: int = 4
    clients: dict[str, Client] = field(default_factory=dict)
    private: list[str] = field(default_factory=list)
    holders: dict[int, Holder] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    choices: Sequence[Sequence[Sequence[int]]] = ()

    def client(self, role: str) -> Client:
        """Return the browser of somebody in a role, which asks for English."""
        if role not in self.clients:
            client = Client(headers={"Accept-Language": "en"})
            if role in self.people:
                client.force_login(self.people[role], backend=BACKEND)
            self.clients[role] = client
        return self.clients[role]

    def reach(self, state: str) -> Election:
        """Take the election to a state, each part played by who plays it."""
        self.election.refresh_from_db()
        while self.election.state != state:
            at = STATES.index(self.election.state)
            if prepare := self.PREPARED.get(self.election.state):
                prepare(self)
            self.election = life.act(self.election, PATH[at], self.people["admin"])
        return self.election

    def enrol(self) -> None:
        """Put voters on the roll."""
        Voter.objects.bulk_create(
            Voter(
                election=self.election, voter_id=f"v{n}", key=f"v{n}", email_key=f"v{n}@x.example"
            )
            for n in range(self.voters)
        )

    def hand_out(self) -> None:
        """Make credentials as the registrar does."""
        group, uuid = by_name(self.election.group), self.election.uuid
        self.private = [credentials.long_credential() for _voter in range(self.voters)]
        parts = [(credentials.public_part(group, uuid, each), 1) for each in self.private]
        raw = strict_json.dumps(list(credentials.public_list(group, parts)))
        self.election = handed_over.take(self.election, raw)

    def invite(self) -> None:
        """Invite three trustees, who make their keys and wait; two officials agree."""
        for name in () if self.election.trustees.exists() else ("Aoki", "Baba", "Chiba"):
            trustee, token = trustees.invite(self.election, name)
            self.tokens[trustee.number] = token
        self.work()
        for role in ("admin", "registrar"):
            agreeing.agree(self.election, self.people[role])

    def vote(self) -> None:
        """Let voters vote."""
        setting = Setting.of(self.election.election_json.encode())
        voters = Voter.objects.filter(election=self.election).order_by("pk")
        for voter, private, chosen in zip(voters, self.private, self.choices, strict=False):
            raw = ballot(setting, private, chosen).write(setting.group)
            board.append_ballot(self.election.uuid, raw, permits.issue(voter))

    def work(self, absent: Sequence[int] = ()) -> None:
        """Let trustees do what they are asked, until nothing is asked of anybody."""
        while sum(self.answer(each) for each in self._trustees() if each.number not in absent):
            pass

    def _trustees(self) -> list[Trustee]:
        return list(Trustee.objects.filter(election=self.election).select_related("election"))

    def answer(self, trustee: Trustee) -> bool:
        """Let a trustee do what is asked; whether anything was."""
        task = ceremony.task(trustee)
        if task.step in {"wait", "done"}:
            return False
        ceremony.answer(trustee, task.step, self.made(trustee, task.step, task.data))
        return True

    def made(self, trustee: Trustee, step: str, data: Any) -> bytes:
        """Return what a trustee's program answers."""
        holder = self.holders.setdefault(trustee.number, Holder(new_seed()))
        return holder.answer(step, json.loads(json.dumps(data)), self.read)

    def read(self) -> Board:
        """Read the archive of the board."""
        kept = Rows.objects.get(pk=self.election.uuid)
        return Board.read(io.BytesIO(b"".join(appending.content(kept, 0, kept.bytes))))

    PREPARED: dict[str, Callable[[Scene], None]] = field(
        default_factory=lambda: {
            "roll": Scene.enrol,
            "registrar": Scene.hand_out,
            "trustees": Scene.invite,
            "open": Scene.vote,
            "tallying": lambda scene: scene.work(absent=(2,)),
        }
    )


def settle(*asked: Question, group: str = "Ed25519", **values: Any) -> Scene:
    """Write people and a draft into the database."""
    people = {role: _person(role) for role in ROLES if role != "visitor"}
    names = {"en": "Tsukuba", "zh-Hans": "筑波"}
    Member.objects.get_or_create(slug="tsukuba", defaults={"names": names, "country": "JP"})
    User.objects.filter(pk=people["secretariat"].pk).update(is_staff=True)
    people["secretariat"].refresh_from_db()
    election = Election.objects.create(
        city="tsukuba",
        title=Text.of("zh-Hans", "吉祥物投票", en="Mascot vote"),
        description=Text.of("en", "Choose a mascot."),
        group=group,
        questions=[question.kept() for question in asked or (MASCOTS,)],
        opens=timezone.now() - timedelta(hours=1),
        closes=timezone.now() + timedelta(days=7),
        **values,
    )
    for role, office in OFFICES.items():
        Official.objects.create(election=election, user=people[role], role=office)
    return Scene(people, election, choices=[[[1, 0, 0]], [[0, 1, 0]], [[1, 0, 0]]])


def _person(role: str) -> User:
    email = f"{role}@cities.example"
    there = User.objects.filter(email=email).first()
    return there or User.objects.create_user(email, name=role.title())
