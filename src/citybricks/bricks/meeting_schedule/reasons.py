"""Why a request has no meeting, in words that name people, in English and in Chinese."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import get_args

from citybricks.bricks.meeting_schedule import rules
from citybricks.bricks.meeting_schedule.reading import Read
from citybricks.bricks.meeting_schedule.rows import Code, Reason
from citybricks.methods.gatherings.meetings.problem import Refusal

KINDS = dict(zip(get_args(Code), get_args(Reason), strict=True))
"""What each code says of many requests."""
_MOST = 4
"""Names or slots that are written before the rest is counted."""
Words = tuple[str, str]
"""The same in English and in Chinese."""

WORDS: dict[str, Words] = {
    "never": (
        "The organiser has decided that {people} do not meet.",
        "主办方决定 {people} 不会面。",
    ),
    "member": (
        "{people} come for the same member, {member}, and such do not meet here.",
        "{people} 来自同一成员 {member}，本次活动中同一成员不会面。",
    ),
    "rule": (
        "A rule says that {kinds} do not meet; it concerns {people}.",
        "规则规定 {kinds} 不会面；涉及 {people}。",
    ),
    "no_common_slot": (
        "{people} have no free slot in common.",
        "{people} 没有共同的空闲时段。",
    ),
    "no_table": (
        "There is no table in the {many} slots in which {people} are all free: {slots}.",
        "{people} 都空闲的 {many} 个时段没有桌位：{slots}。",
    ),
    "no_interpreter": (
        "There is no interpreter for {languages} in the {many} slots in which {people} are free.",
        "{people} 都空闲的 {many} 个时段没有 {languages} 译员。",
    ),
    "interpreters_full": (
        (
            "All interpreters for {languages} are taken in the slots in which {people} have nothing"
            " else ({slots}): by {instead}."
        ),
        "{people} 无其他安排的时段（{slots}），{languages} 译员都已被占用：{instead}。",
    ),
    "cap": (
        (
            "All meetings wanted are taken for {full}: with {instead}. This one counts {weight},"
            " those {range}."
        ),
        "{full}的会面名额已满：与 {instead}。本场计 {weight}，上述计 {range}。",
    ),
    "busy": (
        (
            "In all {many} slots in which {people} are free, one of them meets somebody else:"
            " {instead}. This meeting counts {weight}, those {range}."
        ),
        (
            "在 {people} 都空闲的全部 {many} 个时段中，总有一方在与他人会面：{instead}。本场计"
            " {weight}，上述计 {range}。"
        ),
    ),
    "tables_full": (
        "All tables are taken in the slots in which {people} have nothing else: {slots}.",
        "{people} 无其他安排的时段，桌位都已占满：{slots}。",
    ),
    "declined": (
        "The meeting of {people} was given up.",
        "{people} 的会面已放弃。",
    ),
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says why requests are refused.

    Parameters
    ----------
    read
        What was planned.
    """

    read: Read

    def said(self, refusal: Refusal) -> Words:
        """Return the reason of a refusal, in English and in Chinese."""
        key = self._key(refusal)
        en, zh = (
            WORDS[key][at].format(**self._values(refusal, key, listed))
            for at, listed in enumerate((_english, _chinese))
        )
        return en, zh

    def _key(self, refusal: Refusal) -> str:
        if refusal.code != "rule":
            return refusal.code
        pairs, given = rules.pairs_of(list(refusal.who)), self.read.given
        if any(pair in rules.decided(given, "never") for pair in pairs):
            return "never"
        same = not given.same_member and any(rules.same_member(given, pair) for pair in pairs)
        return "member" if same else "rule"

    def _values(self, refusal: Refusal, key: str, listed: Listed) -> dict[str, str]:
        read, who = self.read, list(refusal.who)
        weights = [int(read.problem.weight[at]) for at in refusal.instead]
        pool = int(read.problem.interpreter[refusal.request])
        first = read.given.participants[who[0]] if who else None
        kinds = dict.fromkeys(read.given.participants[at].kind or "–" for at in who)
        return {
            "people": listed(read.names(refusal.request)),
            "member": first.member if first else "",
            "kinds": listed(list(kinds) if len(kinds) > 1 else [*kinds, *kinds]),
            "many": str(len(refusal.slots)),
            "slots": listed([read.slot_name(at) for at in refusal.slots]),
            "languages": "–".join(read.pools[pool]) if pool >= 0 else "",
            "full": listed(
                [f"{read.given.participants[at].name} ({read.problem.cap[at]})" for at in who]
            ),
            "weight": str(read.problem.weight[refusal.request]),
            "range": _range(weights),
            "instead": self._instead(refusal, key, listed),
        }

    def _instead(self, refusal: Refusal, key: str, listed: Listed) -> str:
        """Name the meetings that hold the place: of whom with whom, or with whom only."""
        read, own = self.read, set(self.read.people(refusal.request))
        if key == "cap":
            others = (at for one in refusal.instead for at in read.people(one) if at not in own)
            return listed([read.given.participants[at].name for at in dict.fromkeys(others)])
        return listed([" – ".join(read.names(at)) for at in refusal.instead], gap="; ")


Listed = Callable[..., str]


def _range(weights: Sequence[int]) -> str:
    if not weights:
        return "–"
    low, high = min(weights), max(weights)
    return str(low) if low == high else f"{low}–{high}"


def _english(names: Sequence[str], gap: str = ", ") -> str:
    shown, more = list(names[:_MOST]), len(names) - _MOST
    if more > 0:
        return f"{gap.join(shown)} and {more} more"
    if len(shown) > 1 and gap == ", ":
        return f"{', '.join(shown[:-1])} and {shown[-1]}"
    return gap.join(shown)


def _chinese(names: Sequence[str], gap: str = "、") -> str:
    shown, more = list(names[:_MOST]), len(names) - _MOST
    said = ("；" if gap == "; " else "、").join(shown)
    return f"{said}等 {len(names)} 项" if more > 0 else said
