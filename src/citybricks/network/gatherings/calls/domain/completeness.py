"""What a proposal must have before it is handed in, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citybricks.network.gatherings.calls.domain.lengths import words
from citybricks.network.gatherings.calls.domain.offering import track_names
from citybricks.network.gatherings.calls.models import Proposal
from citybricks.network.gatherings.calls.vocabulary import Answer, Kind, Role


class MissingError(ValueError):
    """Something has to be there before.

    Parameters
    ----------
    problems
        By field, what is asked for.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(self.problems.values()))


def missing(proposal: Proposal) -> dict[str, str]:
    """Return what is asked for before a proposal is handed in, by field."""
    return dict([*_texts(proposal), *_choices(proposal), *_people(proposal)])


def _texts(proposal: Proposal) -> Iterator[tuple[str, str]]:
    if not proposal.title.text:
        yield "title", _("A title is needed.")
    if not proposal.abstract.text:
        yield "abstract", _("An abstract is needed.")
    most = proposal.call.most_words
    for tag, said in proposal.abstract.versions().items():
        if (used := words(said)) > most:
            field = "abstract" if tag == proposal.abstract.language else "abstract_beside"
            told = _(
                "The abstract has %(used)s words; at most %(most)s are allowed"
                " (two Chinese characters count as a word)."
            )
            yield field, told % {"used": used, "most": most}


def _choices(proposal: Proposal) -> Iterator[tuple[str, str]]:
    call = proposal.call
    codes = {one["code"] for one in call.formats}
    if codes and proposal.format not in codes:
        yield "format", _("Choose one of the formats.")
    tracks = track_names(call)
    if tracks and proposal.track not in tracks:
        yield "track", _("Choose one of the tracks.")


def _people(proposal: Proposal) -> Iterator[tuple[str, str]]:
    coming = [one for one in proposal.speakers.all() if one.answer != Answer.DECLINED]
    convened = proposal.call.kind == Kind.SESSIONS
    if not coming:
        yield "speakers", _("Name somebody who speaks, with an e-mail address.")
    elif convened and not any(one.role == Role.CONVENER for one in coming):
        yield "speakers", _("Name a convener of the session.")
    if len(coming) > proposal.call.most_speakers:
        most = proposal.call.most_speakers
        said = ngettext(
            "At most %(most)s person can be named.", "At most %(most)s people can be named.", most
        )
        yield "speakers", said % {"most": most}
    if convened and not proposal.talks.all():
        yield "talks", _("Name the talks of the session, or what takes their place.")
