"""Calls of a demonstration forum, with what was proposed, reviewed and decided.

Everything here is made up and marked so: the talks are those of the demonstration programme, the
reviewers are accounts with which nobody can sign in, and marks are drawn from a seed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from random import Random
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import letters, offering, reviewing
from citybricks.network.gatherings.calls.models import (
    Call,
    Letter,
    PlannedTalk,
    Proposal,
    Review,
    Speaker,
)
from citybricks.network.gatherings.calls.vocabulary import Answer, Attendance, Kind, Role, State
from citybricks.network.gatherings.hosting.domain.zones import from_wall
from citybricks.network.gatherings.programme import demonstration as programme

REVIEWERS = 6
EACH = 3
_FORMATS = "talk | 15 | 报告 | Talk\nlong | 30 | 长报告 | Long talk"
_SESSIONS = "session | 90 | 专场 | Session"
_CRITERIA = (
    "use | 3 | 对其他城市的用处 | Use for other cities\n"
    "evidence | 2 | 证据 | Evidence\n"
    "clarity | 1 | 清晰 | Clarity"
)
_SPARE = (
    ("Benches that count their guests", "会数人的长椅", State.WAITING),
    ("A ledger for every puddle", "每一处积水的台账", State.WAITING),
    ("Singing manhole covers", "会唱歌的井盖", State.REJECTED),
    ("One app for every form", "一个应用办所有表格", State.REJECTED),
)
"""What found no place; made up."""
_DECISIONS = {State.ACCEPTED: "accept", State.WAITING: "wait", State.REJECTED: "reject"}


def build(gathering: Any, seed: int = 0) -> None:
    """Write the calls of a gathering, and its programme before; nothing when it has calls.

    Parameters
    ----------
    gathering
        A demonstration.
    seed
        Of the marks; equal seeds give equal marks.
    """
    if Call.objects.filter(gathering=gathering).exists():
        return
    programme.build(gathering, seed)  # nothing where it is there
    random = Random(seed)  # noqa: S311 - nothing secret
    call = _call(gathering, Kind.TALKS, _FORMATS)
    proposals = [*_accepted(call, gathering), *_others(call, random)]
    reviewers = _reviewers()
    for proposal in proposals:
        _review(proposal, random.sample(reviewers, EACH), random)
        _decided(proposal)
    _session(_call(gathering, Kind.SESSIONS, _SESSIONS))


def _two(en: str, zh: str) -> Text:
    return Text.of("en", en, zh_Hans=zh)


def _call(gathering: Any, kind: str, formats: str) -> Call:
    first = date.fromisoformat(str(gathering.first_day))
    titles = {
        Kind.TALKS: _two("Call for talks", "报告征集"),
        Kind.SESSIONS: _two("Call for sessions", "专场征集"),
    }
    text = _two(
        "Tell other cities what you have tried, what came of it, and what you would do differently."
        " Talks are held on site or online, in Chinese or in English, with interpretation.",
        "请告诉其他城市：您做过什么尝试，结果如何，重来一次会怎样做。"
        "报告可在现场或线上进行，用中文或英文，配有口译。",
    )
    call = Call.objects.create(
        gathering=gathering,
        kind=kind,
        title=titles[Kind(kind)],
        text=text,
        formats=offering.formats_of(offering.lines(formats, 5, 480)),
        opens=from_wall(first - timedelta(days=140), time(9), gathering.time_zone),
        closes=from_wall(first - timedelta(days=64), time(23, 59), gathering.time_zone),
        each=EACH,
        blind=kind == Kind.TALKS,
        is_shown=True,
        demonstration=True,
    )
    offering.keep_criteria(call, offering.lines(_CRITERIA, 0.1, 100))
    return call


def _accepted(call: Call, gathering: Any) -> Iterator[Proposal]:
    """Yield the talks of the demonstration programme as proposals that were accepted."""
    talks = gathering.talks.filter(demonstration=True).exclude(track=None)
    for talk in talks.select_related("track").prefetch_related("speaking__speaker")[:30]:
        online = talk.attendance == Attendance.ONLINE
        proposal = _proposal(
            call,
            State.ACCEPTED,
            title=talk.title,
            abstract=talk.abstract,
            track=talk.track.code,
            format="long" if talk.minutes > 15 else "talk",  # noqa: PLR2004 - as the formats say
            attendance=Attendance.ONLINE if online else Attendance.ON_SITE,
            language=talk.language or "en",
            taken=talk.pk,
        )
        for place, row in enumerate(talk.speaking.all()):
            _named(proposal, place, row.speaker)
        yield proposal


def _named(proposal: Proposal, place: int, speaker: Any) -> None:
    Speaker.objects.create(
        proposal=proposal,
        place=place,
        name=speaker.name.shown("en").text,
        email=speaker.email or f"speaker-{speaker.pk}@demonstration.example",
        organisation=speaker.affiliation.shown("en").text[:160],
        time_zone=speaker.time_zone,
        unsuitable=[["23:00", "07:00"]],
        answer=Answer.CONFIRMED,
        answered=proposal.submitted,
    )


def _others(call: Call, random: Random) -> Iterator[Proposal]:
    tracks = list(offering.track_names(call))
    for number, (en, zh, state) in enumerate(_SPARE, 1):
        abstract = _two("Made up, to show what is not accepted.", "虚构，用以演示未录用的提案。")
        track = random.choice(tracks) if tracks else ""
        proposal = _proposal(
            call, state, title=_two(en, zh), abstract=abstract, track=track, format="talk"
        )
        _speaker(proposal, f"Author {number}", Role.SPEAKER)
        yield proposal


def _proposal(call: Call, state: str, **values: Any) -> Proposal:
    return Proposal.objects.create(
        call=call,
        state=state,
        submitted=call.closes - timedelta(days=3),
        decided=call.closes + timedelta(days=21) if state != State.SUBMITTED else None,
        demonstration=True,
        **values,
    )


def _speaker(proposal: Proposal, name: str, role: str) -> None:
    Speaker.objects.create(
        proposal=proposal,
        role=role,
        name=f"{name} (demonstration)",
        email=f"{name.lower().replace(' ', '-')}@demonstration.example",
        time_zone="Asia/Shanghai",
        answer=Answer.CONFIRMED,
        answered=timezone.now(),
    )


def _reviewers() -> list[Any]:
    """Return the accounts of made-up reviewers, with which nobody can sign in."""
    people = get_user_model().objects
    return [
        people.get_or_create(
            email=f"reviewer-{number}@demonstration.example",
            defaults={"name": f"Reviewer {number} (demonstration)", "is_active": False},
        )[0]
        for number in range(1, REVIEWERS + 1)
    ]


def _review(proposal: Proposal, reviewers: list[Any], random: Random) -> None:
    """Write reviews: what was accepted has better marks, and some reviewers are stricter."""
    middle = {State.ACCEPTED: 4.0, State.WAITING: 3.2}.get(State(proposal.state), 2.0)
    for reviewer in reviewers:
        strict = (reviewer.pk % 3 - 1) * 0.6
        marks = {
            code: min(max(round(random.gauss(middle - strict, 0.7)), 1), 5)
            for code in ("use", "evidence", "clarity")
        }
        review = Review.objects.create(proposal=proposal, reviewer=reviewer)
        reviewing.write(review, marks, "A made-up comment.", "", "en")


def _decided(proposal: Proposal) -> None:
    """Write the letter of the decision; nobody is told."""
    decision = _DECISIONS[State(proposal.state)]
    text = letters.filled(letters.proposed(decision), proposal)
    letter = Letter.objects.create(proposal=proposal, decision=decision, text=text)
    Letter.objects.filter(pk=letter.pk).update(written=proposal.decided)


def _session(call: Call) -> None:
    """Write a session that somebody proposes, with its talks."""
    proposal = _proposal(
        call,
        State.SUBMITTED,
        title=_two("What cities learn from each other’s failures", "城市从彼此的失败中学到什么"),
        abstract=_two(
            "Made up, to show how a session is proposed.", "虚构，用以演示如何提交专场。"
        ),
        format="session",
        interpretation=["zh-Hans", "en"],
    )
    _speaker(proposal, "Convener", Role.CONVENER)
    planned = (
        ("Three pilots that ended", "三个结束了的试点"),
        ("Who keeps the notes", "谁来做记录"),
    )
    for place, (en, zh) in enumerate(planned):
        PlannedTalk.objects.create(
            proposal=proposal, place=place, title=_two(en, zh), speaker="Convener", minutes=30
        )
