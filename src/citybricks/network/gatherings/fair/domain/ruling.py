"""Who may meet whom, as the organisers have decided; said in words, and as rows for planning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _

from citybricks.network.gatherings.fair.domain.availability import group_of
from citybricks.network.gatherings.fair.models import Fair, Pair, Profile, Rule
from citybricks.network.gatherings.fair.vocabulary import Bond, Group, Restriction

ANY = "*"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a fair, and the pairs that its organisers decided on."""

    rules: tuple[Rule, ...]
    pairs: tuple[Pair, ...]

    @classmethod
    def of(cls, fair: Fair) -> Rules:
        """Read them."""
        return cls(tuple(fair.rules.all()), tuple(fair.pairs.all()))

    def against(self, people: Sequence[Any], profiles: Mapping[str, Profile]) -> str:
        """Return why some people may not meet, in the reader's language; empty when they may."""
        for one, other in combinations(people, 2):
            bond = self._bond(one.pk, other.pk)
            if bond == Bond.MUST:
                continue
            if bond == Bond.NEVER:
                return _("The organisers have decided that %(one)s and %(other)s do not meet.") % {
                    "one": one.name,
                    "other": other.name,
                }
            if said := self._ruled(one, other, profiles):
                return said
        return ""

    def _bond(self, one: str, other: str) -> str:
        both = {one, other}
        return next((p.bond for p in self.pairs if {p.one_id, p.other_id} == both), "")

    def _ruled(self, one: Any, other: Any, profiles: Mapping[str, Profile]) -> str:
        groups = [group_of(who, profiles.get(who.pk)) for who in (one, other)]
        names = [str(Group(group).label) for group in groups]
        for rule in self.rules:
            if not _forbids(rule, one, other, groups):
                continue
            return _("A rule of this fair: %(rule)s. %(one)s: %(a)s, %(other)s: %(b)s.") % {
                "rule": rule,
                "one": one.name,
                "other": other.name,
                "a": names[0] if rule.kind != Restriction.SAME_MEMBER else one.member,
                "b": names[1] if rule.kind != Restriction.SAME_MEMBER else other.member,
            }
        return ""

    def kinds(self, present: Iterable[str]) -> list[dict[str, Any]]:
        """Return the rules between groups as rows for planning.

        Parameters
        ----------
        present
            Groups that somebody comes as; rules of others say nothing.
        """
        there = set(present)
        may: dict[frozenset[str], dict[str, Any]] = {}
        for kind, other, allowed in self._between(there):
            if {kind, other} <= there | {ANY}:
                key = frozenset((kind, other))
                if key not in may or not allowed:
                    may[key] = {"kind": kind, "other": other, "may": allowed}
        return list(may.values())

    def _between(self, there: set[str]) -> Iterable[tuple[str, str, bool]]:
        for rule in self.rules:
            if rule.kind == Restriction.NEVER:
                yield rule.one, rule.other, False
            elif rule.kind == Restriction.SAME_GROUP:
                yield from ((group, group, False) for group in sorted(there))
            elif rule.kind == Restriction.ONLY:
                yield from (
                    (rule.one, group, False) for group in sorted(there) if group != rule.other
                )


def _forbids(rule: Rule, one: Any, other: Any, groups: Sequence[str]) -> bool:
    a, b = groups
    if rule.kind == Restriction.SAME_MEMBER:
        return one.member_id is not None and one.member_id == other.member_id
    if rule.kind == Restriction.SAME_GROUP:
        return a == b
    if rule.kind == Restriction.NEVER:
        return {a, b} == {rule.one, rule.other}
    return (a == rule.one and b != rule.other) or (b == rule.one and a != rule.other)
