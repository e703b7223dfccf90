"""Write a proposal: its texts, who speaks, and the talks of a session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import completeness, telling
from citybricks.network.gatherings.calls.domain.hours import written as hours_written
from citybricks.network.gatherings.calls.models import Call, PlannedTalk, Proposal, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer, Role, State
from citybricks.network.life import NotPossibleError

VALUES = ("notes", "track", "format", "attendance", "interpretation")
EDITABLE = (State.DRAFT, State.SUBMITTED, State.WITHDRAWN)
_OF_SPEAKER = ("role", "name", "family_name", "organisation", "time_zone", "unsuitable")


class TooManyError(ValueError):
    """A person has as many proposals in a call as one may have."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("You have %(most)s proposals in this call; more are not taken.") % {"most": most}
        )


def beside(language: str) -> str:
    """Return the language that a text is to be in beside its own."""
    return "en" if language.startswith("zh") else "zh-Hans"


def text_of(before: Text, said: str, language: str, other: str) -> Text:
    """Return a text as it was written, with the translation that was typed beside it."""
    fresh = not before.text and not before.translations
    text = Text(language=language, text=said) if fresh else before.rewritten(said, language)
    there = text.translations.get(beside(language))
    if (there.text if there else "") != other:
        text = text.translated(beside(language), other)
    return text


def may_begin(call: Call, author: Any) -> bool:
    """Whether a person has fewer proposals in a call than one may have."""
    own = call.proposals.filter(author=author).exclude(state=State.WITHDRAWN)
    return own.count() < call.most_each


def is_editable(proposal: Proposal) -> bool:
    """Whether a proposal can be written still."""
    return proposal.call.is_open and proposal.state in EDITABLE


@transaction.atomic
def begin(
    call: Call,
    author: Any,
    given: Mapping[str, Any],
    speakers: Iterable[Mapping[str, Any]],
    talks: Iterable[Mapping[str, Any]],
) -> Proposal:
    """Keep a new proposal as a draft.

    Raises
    ------
    NotPossibleError
        When the call is not open.
    TooManyError
        When the author has too many.
    """
    Call.objects.select_for_update().get(pk=call.pk)  # two tabs at once count one after the other
    if not may_begin(call, author):
        raise TooManyError(call.most_each)
    proposal = Proposal(call=call, author=author)
    return rewrite(proposal, given, speakers, talks)


@transaction.atomic
def rewrite(
    proposal: Proposal,
    given: Mapping[str, Any],
    speakers: Iterable[Mapping[str, Any]],
    talks: Iterable[Mapping[str, Any]],
) -> Proposal:
    """Write what forms have checked to a proposal.

    Raises
    ------
    NotPossibleError
        When its deadline has passed or it is decided.
    MissingError
        When it is handed in and something would be missing; it stays as it was then.
    """
    if not is_editable(proposal):
        raise NotPossibleError("edit", proposal.state, ())
    language = str(given["language"])
    for name in ("title", "abstract"):
        before = getattr(proposal, name)
        text = text_of(before, given[name], language, given[f"{name}_beside"])
        setattr(proposal, name, text)
    proposal.language = str(given["spoken"] or language)
    for name in VALUES:
        setattr(proposal, name, given[name])
    proposal.save()
    _keep_speakers(proposal, list(speakers))
    _keep_talks(proposal, list(talks), language)
    if proposal.state == State.SUBMITTED:
        if problems := completeness.missing(proposal):
            raise completeness.MissingError(problems)
        telling.ask_speakers(proposal)
    return proposal


def _keep_speakers(proposal: Proposal, given: list[Mapping[str, Any]]) -> None:
    """Write who is named; who stays keeps the answer they gave."""
    there = {row.email.casefold(): row for row in proposal.speakers.all()}
    for place, one in enumerate(given):
        row = there.pop(one["email"].casefold(), None)
        row = row or Speaker(proposal=proposal, email=one["email"])
        for name in _OF_SPEAKER:
            setattr(row, name, one[name])
        row.member_id, row.place = one["member"], place
        author = proposal.author
        if row.pk is None and author and author.email.casefold() == row.email.casefold():
            row.user, row.answer, row.answered = author, Answer.CONFIRMED, timezone.now()
        row.save()
    for row in there.values():
        row.delete()


def _keep_talks(proposal: Proposal, given: list[Mapping[str, Any]], language: str) -> None:
    there = list(proposal.talks.all())
    for place, one in enumerate(given):
        row = there.pop(0) if there else PlannedTalk(proposal=proposal)
        row.title = text_of(row.title, one["title"], language, one["title_beside"])
        row.speaker, row.minutes, row.place = one["speaker"], one["minutes"], place
        row.save()
    for row in there:
        row.delete()


def given_of(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as its form takes it."""
    language = proposal.title.language
    texts = {name: getattr(proposal, name) for name in ("title", "abstract")}
    said = {name: text.text for name, text in texts.items()}
    others = {
        f"{name}_beside": text.versions().get(beside(language), "") for name, text in texts.items()
    }
    values = {name: getattr(proposal, name) for name in VALUES}
    return said | others | values | {"language": language, "spoken": proposal.language}


def speakers_given(proposal: Proposal) -> list[dict[str, Any]]:
    """Return who is named, as the form takes them."""
    rows = proposal.speakers.select_related("member")
    return [
        {name: getattr(row, name) for name in _OF_SPEAKER}
        | {"email": row.email, "member": row.member.slug if row.member else ""}
        | {"unsuitable": hours_written(row.unsuitable)}
        for row in rows
    ]


def talks_given(proposal: Proposal) -> list[dict[str, Any]]:
    """Return the talks of a session, as the form takes them."""
    other = beside(proposal.title.language)
    return [
        {
            "title": row.title.text,
            "title_beside": row.title.versions().get(other, ""),
            "speaker": row.speaker,
            "minutes": row.minutes,
        }
        for row in proposal.talks.all()
    ]


def named_first(author: Any, *, convening: bool) -> dict[str, Any]:
    """Return the author as the first who is named, for the form of a new proposal."""
    role = Role.CONVENER if convening else Role.SPEAKER
    return {"name": author.name, "email": author.email, "role": role}
