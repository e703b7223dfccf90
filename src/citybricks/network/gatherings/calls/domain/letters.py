"""Letters to authors: proposed in Chinese and English, changed by organisers, filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from citybricks.network.content.text import Text
from citybricks.network.gatherings.calls.domain import life
from citybricks.network.gatherings.calls.domain.completeness import MissingError
from citybricks.network.gatherings.calls.domain.offering import track_names
from citybricks.network.gatherings.calls.models import Proposal
from citybricks.network.gatherings.calls.vocabulary import Decision
from citybricks.network.life import NotPossibleError

_PROPOSED: Mapping[str, str | Promise] = MappingProxyType(
    {
        Decision.ACCEPT: gettext_noop(
            "Dear colleagues,\n\nwe are glad to tell you that “{title}” is accepted for"
            " {gathering}. The programme will say when and where; please tell us soon if somebody"
            " cannot come.\n\nThe organisers"
        ),
        Decision.WAIT: gettext_noop(
            "Dear colleagues,\n\nthank you for “{title}”. There were more good proposals for"
            " {gathering} than places; yours is on the waiting list, and we write again as soon as"
            " a place is free.\n\nThe organisers"
        ),
        Decision.REJECT: gettext_noop(
            "Dear colleagues,\n\nthank you for “{title}”. We could not find a place for it at"
            " {gathering}. What the reviewers wrote to you is on the page of your proposal.\n\n"
            "The organisers"
        ),
        Decision.MOVE: gettext_noop(
            "Dear colleagues,\n\n“{title}” fits the track “{track}” of {gathering} better; it is"
            " looked at there from now on.\n\nThe organisers"
        ),
    }
)
LANGUAGES = ("zh-Hans", "en")


def proposed(decision: str) -> dict[str, str]:
    """Return the words of a letter in both languages, with ``{title}`` where names come."""
    said = {}
    for language in LANGUAGES:
        with override(language.lower()):
            said[language] = _(str(_PROPOSED[decision]))
    return said


def filled(words: Mapping[str, str], proposal: Proposal, track: str = "") -> Text:
    """Return a letter about a proposal."""
    names = track_names(proposal.call)
    versions = {}
    for language, said in words.items():
        values = {
            "{title}": proposal.title.shown(language).text,
            "{gathering}": proposal.call.gathering.title.shown(language).text,
            "{track}": names.get(track or proposal.track, Text()).shown(language).text,
        }
        versions[language] = _replaced(said, values)
    original = next((tag for tag in LANGUAGES if versions.get(tag)), "en")
    text = Text(language=original, text=versions.pop(original, ""))
    for tag, said in versions.items():
        text = text.translated(tag, said)
    return text


def _replaced(said: str, values: Mapping[str, str]) -> str:
    """Return words with each mark replaced once; what is filled in is not looked at again."""
    for mark, value in values.items():
        if mark in said:
            others = {other: kept for other, kept in values.items() if other != mark}
            return value.join(_replaced(part, others) for part in said.split(mark))
    return said


def decide(
    proposals: Iterable[Proposal],
    decision: str,
    by: Any,
    words: Mapping[str, str],
    track: str = "",
) -> tuple[list[Proposal], list[tuple[Proposal, str]]]:
    """Decide proposals, each with its letter.

    Returns
    -------
    tuple
        Those decided, and those that were not with why.
    """
    done, refused = [], []
    for proposal in proposals:
        letter = filled(words, proposal, track)
        try:
            done.append(life.act(proposal, decision, by, track=track, letter=letter))
        except NotPossibleError:
            state = proposal.get_state_display()
            refused.append((proposal, _("not possible: it is “%(state)s”") % {"state": state}))
        except MissingError as error:
            refused.append((proposal, " ".join(error.problems.values())))
        except PermissionDenied:
            refused.append((proposal, _("it is your own; another organiser decides it")))
    return done, refused
