"""Votes of Tsukuba held again, so that the numbers that were published come out verifiably.

One process plays all parts (registrar, voters, trustees), so it proves nothing of the votes that
took place; but every ballot is encrypted, proved, checked, counted and decrypted as in a real one,
and the pages say what it is.

References
----------
.. [1] City of Tsukuba, online vote of 2022, https://www.city.tsukuba.lg.jp/ (page 22234) and
   https://tsukuba2022.onlinevoting.jp/
.. [2] Mainichi, 12 November 2024: score of the mayor of Tsukuba; city of Tsukuba, page 1005129.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from secrets import SystemRandom

from django.db import transaction
from django.utils import timezone
from ulid import ULID

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving import credentials
from citybricks.methods.ballot.proving.answering import Trustee as Holder
from citybricks.methods.ballot.proving.ballots import ballot
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.keys import new_seed
from citybricks.methods.ballot.proving.setting import Setting
from citybricks.network.content.text import Text
from citybricks.services.voting.board.domain import appending, board, reports
from citybricks.services.voting.board.models import Board as Kept
from citybricks.services.voting.elections.domain import ceremony, life, trustees
from citybricks.services.voting.elections.domain import credentials as handed_over
from citybricks.services.voting.elections.domain.questions import Question
from citybricks.services.voting.elections.models import Election, Trustee
from citybricks.services.voting.roll.domain import permits
from citybricks.services.voting.roll.models import Voter
from citybricks.services.voting.roll.vocabulary import Channel

TRUSTEES = (
    "选举管理委员会 / Election commission",
    "大学 / A university",
    "市民代表 / Citizens' representative",
)
"""Names in the demonstration; nobody asked them."""
_BATCH = 50
"""Ballots in one transaction."""
_CHANCE = SystemRandom()


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that took place.

    Parameters
    ----------
    slug
        Of the demonstration: it is held once.
    title, description
        In Chinese and English.
    question
        What was asked.
    votes
        For each answer.
    eligible
        How many could vote.
    source
        Where that is said.
    """

    slug: str
    title: Text
    description: Text
    question: Question
    votes: Sequence[int]
    eligible: int
    source: str

    def scaled(self, part: float) -> Vote:
        """Return a vote of fewer people, with about the same shares."""
        votes = [max(1, round(part * each)) for each in self.votes]
        return replace(self, votes=votes, eligible=max(sum(votes), round(part * self.eligible)))


TSUKUBA_2022 = Vote(
    slug="tsukuba-2022",
    title=Text.of("zh-Hans", "筑波 2022：选吉祥物", en="Tsukuba 2022: choose a mascot"),
    description=Text.of(
        "zh-Hans",
        "2022 年 11 月 8 日至 14 日，1.4 万名合资格者中有 1,506 人在线投票，以 9 票之差决出。"
        "当时投票人无从核对自己的一票是否计入；这里以同样的票数重演，人人可验证。",
        en=(
            "From 8 to 14 November 2022, 1,506 of 14,000 eligible people voted online; nine votes"
            " decided. Voters could not see whether theirs had counted. Here the same numbers are"
            " voted again so that everybody can check them."
        ),
    ),
    question=Question(
        kind="choice",
        question={"zh-Hans": "您选哪个吉祥物？", "en": "Which mascot do you choose?"},
        answers=[
            {"en": "Captain Fukkun フックン船長"},
            {"en": "Speefy スピーフィ"},
            {"en": "Narorin なろりん"},
            {"en": "Smaporanger スマポレンジャー"},
        ],
    ),
    votes=(452, 443, 418, 193),
    eligible=14_000,
    source="https://tsukuba2022.onlinevoting.jp/?p=28",
)
TSUKUBA_2024 = Vote(
    slug="tsukuba-2024",
    title=Text.of("zh-Hans", "筑波 2024：为市长打分", en="Tsukuba 2024: score the mayor"),
    description=Text.of(
        "zh-Hans",
        "2024 年 11 月 1 日至 11 日，1,048 人以 0 至 100 的十一级为市长打分，平均 62.7 分，"
        "据此确定其退职金。100、90、80、70 和 0 分的人数为已知；其余各级的人数未见公布，"
        "为使平均分相符而补足。名册按当时约 13 万人的十分之一重演。",
        en=(
            "From 1 to 11 November 2024, 1,048 people scored the mayor on eleven steps from 0 to"
            " 100; the mean of 62.7 set his retirement allowance. How many gave 100, 90, 80, 70"
            " and 0 is known; the other counts were made up so that the mean comes out. The roll"
            " is a tenth of the 130,000 people of then."
        ),
    ),
    question=Question(
        kind="choice",
        question={"zh-Hans": "您给市长打几分？", "en": "How do you score the mayor?"},
        answers=[{"en": str(points)} for points in range(100, -1, -10)],
        method="score",
    ),
    votes=(219, 101, 160, 133, 75, 75, 46, 45, 42, 33, 119),
    eligible=13_000,
    source="https://www.city.tsukuba.lg.jp/",
)
VOTES = (TSUKUBA_2022, TSUKUBA_2024)


def hold_all(part: float = 1.0, tell: Callable[[str], object] = str) -> int:
    """Hold the votes that were not held again yet, and return how many were.

    Parameters
    ----------
    part
        Of the people who take part: less than 1 for a smaller demonstration.
    tell
        Is told what happens.
    """
    held = 0
    for vote in VOTES:
        if not Election.objects.filter(pk=number_of(vote.slug)).exists():
            hold(vote.scaled(part) if part < 1 else vote, tell)
            held += 1
    return held


def number_of(slug: str) -> str:
    """Return the number of a demonstration, the same on every hub."""
    return str(ULID.from_bytes(hashlib.sha256(f"vote:{slug}".encode()).digest()[:16]))


def hold(vote: Vote, tell: Callable[[str], object] = str) -> Election:
    """Hold a vote again, from its draft to its verified result."""
    tell(f"{vote.title.shown('en').text}: {sum(vote.votes)} of {vote.eligible} vote")
    played = _Played(vote)
    for action in ("to_roll", "to_registrar"):
        played.act(action)
    played.hand_out()
    played.act("to_trustees")
    played.work()
    for action in ("freeze", "open"):
        played.act(action)
    played.vote()
    for action in ("close", "tally"):
        played.act(action)
    played.work()
    played.act("finish")
    played.date()
    reports.make(played.election.uuid)
    return played.election


@dataclass
class _Played:
    """A vote in which one process plays all parts."""

    vote_held: Vote
    private: list[str] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)

    def __post_init__(self) -> None:
        vote, now = self.vote_held, timezone.now()
        self.election = Election.objects.create(
            ulid=number_of(vote.slug),
            city="tsukuba",
            title=vote.title,
            description=vote.description,
            contact="citybricks",
            source=vote.source,
            questions=[vote.question.kept()],
            opens=now,
            closes=now + timedelta(days=1),
            single_authority=True,
            demonstration=True,
        )
        Voter.objects.bulk_create(self._people(), batch_size=1_000)
        for name in TRUSTEES:
            trustees.invite(self.election, name)
            self.holders.append(Holder(new_seed()))

    def _people(self) -> Iterator[Voter]:
        for number in range(1, self.vote_held.eligible + 1):
            name = f"D{number:06}"
            yield Voter(
                election=self.election, voter_id=name, key=name.lower(), channel=Channel.ONLINE
            )

    def act(self, action: str) -> None:
        """Take a step; its checks have to pass as in every election."""
        self.election = life.act(self.election, action, by=None)

    def date(self) -> None:
        """Write down when it was open; that was planned for longer."""
        self.election.opens, self.election.closes = self.election.opened_at, self.election.closed_at
        self.election.save()

    def hand_out(self) -> None:
        """Make credentials."""
        group, uuid = by_name(self.election.group), self.election.uuid
        self.private = [credentials.long_credential() for _voter in range(self.vote_held.eligible)]
        parts = ((credentials.public_part(group, uuid, each), 1) for each in self.private)
        raw = strict_json.dumps([*credentials.public_list(group, parts)])
        self.election = handed_over.take(self.election, raw, single_authority=True)

    def work(self) -> None:
        """Let trustees do what they are asked, until nothing is asked of anybody."""
        while any([self._answered(each) for each in self._trustees()]):  # noqa: C419 - all of them
            pass

    def _trustees(self) -> list[Trustee]:
        return list(self.election.trustees.select_related("election"))

    def _answered(self, trustee: Trustee) -> bool:
        task = ceremony.task(trustee)
        if task.step in (ceremony.WAIT, ceremony.DONE):
            return False
        made = self.holders[trustee.number - 1].answer(task.step, task.data, self._board)
        ceremony.answer(trustee, task.step, made)
        return True

    def _board(self) -> Board:
        kept = Kept.objects.get(pk=self.election.uuid)
        return Board.read(io.BytesIO(b"".join(appending.content(kept, 0, kept.bytes))))

    def vote(self) -> None:
        """Let people, drawn by lot and in any order, vote as was voted then."""
        setting = Setting.of(self.election.election_json.encode())
        voters = list(Voter.objects.filter(election=self.election).order_by("pk"))
        drawn = _CHANCE.sample(range(len(voters)), sum(self.vote_held.votes))
        waiting = list(zip(drawn, self._choices(), strict=True))
        for start in range(0, len(waiting), _BATCH):
            with transaction.atomic():
                for voter, chosen in waiting[start : start + _BATCH]:
                    made = ballot(setting, self.private[voter], [chosen])
                    permit = permits.issue(voters[voter])
                    board.append_ballot(self.election.uuid, made.write(setting.group), permit)

    def _choices(self) -> Iterator[list[int]]:
        width = len(self.vote_held.votes)
        for answer, votes in enumerate(self.vote_held.votes):
            for _voter in range(votes):
                yield [int(place == answer) for place in range(width)]
