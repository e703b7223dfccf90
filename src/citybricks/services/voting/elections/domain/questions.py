"""Questions of an election: what may be asked, and how the protocol writes it.

A question is kept as JSON, with its words by language. The protocol knows one text for each, so
the words of all languages stand in it, with a slash between.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.methods.ballot.documents import HomomorphicQuestion, NonHomomorphicQuestion
from citybricks.methods.ballot.groups import by_name
from citybricks.services.voting.elections.vocabulary import GroupName

LANGUAGES = ("zh-Hans", "en")
"""Languages that questions are put in, in the order in which they stand in the protocol."""
MOST_QUESTIONS = 20
MOST_ANSWERS = 100
LONGEST_QUESTION = 500
LONGEST_ANSWER = 200
_HTML = re.compile(r"<[a-zA-Z/!?]")
_FEW_RANKINGS = 10
"""Rankings for each voter from which on a ranking gives its voter away."""

Words = Mapping[str, str]
"""A text by language."""


class Kind(models.TextChoices):
    """How ballots on a question are counted without opening any of them."""

    CHOICE = "choice", _("Choose answers: encrypted votes are added up (homomorphic)")
    RANKED = "ranked", _("Rank or grade answers: ballots are shuffled, then opened (mixnet)")


class Method(models.TextChoices):
    """How the votes on a question become a result."""

    PLURALITY = "plurality", _("Most votes")
    APPROVAL = "approval", _("Approval: as many as one likes")
    SCORE = "score", _("Score: each answer is a number, their mean counts")
    SCHULZE = "schulze", _("Ranking, Schulze")
    STV = "stv", _("Ranking, single transferable vote")
    MAJORITY_JUDGMENT = "majority_judgment", _("Grades, majority judgment")


OF_CHOICE = (Method.PLURALITY, Method.APPROVAL, Method.SCORE)
OF_RANKING = (Method.SCHULZE, Method.STV, Method.MAJORITY_JUDGMENT)
GRADES = (
    {"zh-Hans": "很好", "en": "Excellent"},
    {"zh-Hans": "好", "en": "Good"},
    {"zh-Hans": "尚可", "en": "Acceptable"},
    {"zh-Hans": "差", "en": "Poor"},
    {"zh-Hans": "拒绝", "en": "Reject"},
)
"""Grades of majority judgment, the best first."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and how it is answered.

    Parameters
    ----------
    kind
        Whether ballots are added up or shuffled.
    question
        What is asked, by language.
    answers
        What can be answered, each by language.
    min, max
        How many answers a voter chooses; they say nothing when answers are ranked.
    blank
        Whether a voter may expressly choose none.
    method
        How the votes become a result.
    seats
        How many answers win.
    """

    kind: str
    question: Words
    answers: Sequence[Words]
    min: int = 1
    max: int = 1
    blank: bool = False
    method: str = Method.PLURALITY
    seats: int = 1

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """Read a question as it is kept."""
        return cls(**kept)

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)

    def protocol(self) -> HomomorphicQuestion | NonHomomorphicQuestion:
        """Return it as the protocol knows it."""
        asked, answers = joined(self.question), tuple(map(joined, self.answers))
        if self.kind == Kind.RANKED:
            return NonHomomorphicQuestion(asked, answers, self._extra())
        return HomomorphicQuestion(asked, answers, self.min, self.max, self.blank or None)

    def _extra(self) -> dict[str, Any]:
        """Say how a ranking is counted, for booths and for readers of the archive."""
        said: dict[str, Any] = {"method": self.method, "blank": self.blank}
        if self.method == Method.STV:
            said["seats"] = self.seats
        if self.method == Method.MAJORITY_JUDGMENT:
            said["grades"] = [joined(grade) for grade in GRADES]
        return said


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a question: the field, what it says, and what is allowed."""

    field: str
    said: str | Promise
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.said) % self.values if self.values else str(self.said)


def joined(words: Words) -> str:
    """Return the one text that the protocol knows."""
    said = [words[tag] for tag in LANGUAGES if words.get(tag)]
    return " / ".join(dict.fromkeys(said))


def in_language(words: Words, language: str) -> tuple[str, str]:
    """Return a text as a reader sees it, and the language it is in."""
    wished = "zh-Hans" if language.startswith("zh") else language
    there = [tag for tag in (wished, "en", *LANGUAGES) if words.get(tag)]
    return (words[there[0]], there[0]) if there else ("", wished)


def faults(question: Question, group: str, *, weighted: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with a question; nothing when it can be put.

    Parameters
    ----------
    group
        In which ballots are encrypted.
    weighted
        Whether votes have weights.
    """
    yield from _wording(question)
    if question.kind == Kind.RANKED:
        yield from _ranking(question, group, weighted=weighted)
    elif question.kind == Kind.CHOICE:
        yield from _choosing(question)
    else:
        yield Fault("kind", _("The kind is “choice” or “ranked”."))
    if not 1 <= question.seats < max(2, len(question.answers)):
        yield Fault(
            "seats",
            _("%(seats)s of %(count)s answers cannot win; give a number from 1 to one less."),
            {"seats": question.seats, "count": len(question.answers)},
        )


def _wording(question: Question) -> Iterator[Fault]:
    texts = [("question", question.question, LONGEST_QUESTION)]
    texts += [("answers", answer, LONGEST_ANSWER) for answer in question.answers]
    for name, words, most in texts:
        yield from (Fault(name, said, values) for said, values in _text(words, most))
    count = len(question.answers)
    if not 1 <= count <= MOST_ANSWERS:
        said = _("There are %(count)s answers; 1 to %(most)s are possible.")
        yield Fault("answers", said, {"count": count, "most": MOST_ANSWERS})
    names = [joined(answer) for answer in question.answers]
    for twice in sorted({name for name in names if name and names.count(name) > 1}):
        yield Fault("answers", _("The answer “%(twice)s” is there twice."), {"twice": twice})


def _text(words: Words, most: int) -> Iterator[tuple[Promise, Mapping[str, Any]]]:
    if not joined(words):
        yield _("A text is needed."), {}
    for said in words.values():
        if len(said) > most:
            told = _("The text has %(used)s characters; at most %(most)s are allowed.")
            yield told, {"used": len(said), "most": most}
        if found := html_in(said):
            yield _("“%(found)s” looks like HTML; only text is shown."), {"found": found}


def html_in(text: str) -> str:
    """Return where a text begins to look like HTML; nothing when it does not."""
    found = _HTML.search(text)
    return text[found.start() : found.start() + 20] if found else ""


def _choosing(question: Question) -> Iterator[Fault]:
    low, high, count = question.min, question.max, len(question.answers)
    values = {"min": low, "max": high, "count": count}
    if low < 0:
        yield Fault("min", _("At least %(min)s answers: give 0 or more."), values)
    if low > high:
        yield Fault("max", _("At least %(min)s, but at most %(max)s: nobody could vote."), values)
    if high > count:
        yield Fault(
            "max", _("At most %(max)s of %(count)s answers: there are not as many."), values
        )
    if high < 1:
        yield Fault("max", _("At most %(max)s answers: give 1 or more."), values)
    if question.method not in OF_CHOICE:
        yield Fault("method", _("Votes that are added up know no ranks; rank answers instead."))
    if question.method == Method.SCORE:
        yield from _scores(question)


def _scores(question: Question) -> Iterator[Fault]:
    wrong = [joined(each) for each in question.answers if not _is_number(joined(each))]
    for answer in wrong[:3]:
        said = _("“%(answer)s” is no whole number; with a score each answer is one.")
        yield Fault("answers", said, {"answer": answer})
    if question.max != 1:
        yield Fault("max", _("With a score each voter chooses one answer: give 1."))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?(0|[1-9][0-9]{0,5})", text, re.ASCII))


def _ranking(question: Question, group: str, *, weighted: bool) -> Iterator[Fault]:
    if weighted:
        said = _("Votes with weights cannot be ranked: a weight would show whose ballot it is.")
        yield Fault("kind", said)
    if question.method not in OF_RANKING:
        yield Fault("method", _("This method counts no ranks; choose answers instead."))
    most, count = by_name(group).most_values, len(question.answers)
    if count > most:
        yield Fault("answers", _too_many(group, most), {"count": count, "most": most})


def _too_many(group: str, most: int) -> Promise:
    if most == 0:
        return _(
            "No ranking can be written into the group BELENIOS-2048; choose Ed25519 or"
            " RFC-3526-2048."
        )
    if group == GroupName.ED25519:
        return _(
            "%(count)s answers cannot be ranked in Ed25519, which has room for %(most)s; choose"
            " the group RFC-3526-2048."
        )
    return _("%(count)s answers cannot be ranked in this group; at most %(most)s can.")


def gives_away(question: Question, voters: int) -> bool:
    """Whether there are so many rankings that a voter can be recognised by one agreed upon."""
    if question.kind != Kind.RANKED or voters < 1:
        return False
    return math.factorial(len(question.answers)) > _FEW_RANKINGS * voters
