"""Whom to tell what: the wordings of this app's notices, and who gets them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.text import Text
from citybricks.network.errands.domain.errands import owe
from citybricks.network.gatherings.calls.models import Letter, Proposal, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer, Decision, State
from citybricks.network.gatherings.hosting.domain.access import organisers_of
from citybricks.network.notices.domain.notices import register, tell

ASK, LETTER = "calls.ask_speaker", "calls.letter"
"""Errands that mail who is named in a proposal."""
WORDINGS = {
    "proposal.submitted": _("“%(title)s” is handed in for “%(call)s”"),
    "proposal.withdrawn": _("“%(title)s” was withdrawn from “%(call)s”"),
    "proposal.accept": _("“%(title)s” is accepted for “%(call)s”"),
    "proposal.wait": _("“%(title)s” is on the waiting list of “%(call)s”"),
    "proposal.reject": _("“%(title)s” is not accepted for “%(call)s”"),
    "proposal.move": _("“%(title)s” is now looked at in another track of “%(call)s”"),
    "proposal.confirmed": _("%(name)s comes to “%(title)s”"),
    "proposal.declined": _("%(name)s does not come to “%(title)s”"),
    "review.asked": _("You are asked for reviews for “%(call)s”"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def page_of(proposal: Proposal) -> str:
    """Return the path of a proposal's page."""
    return reverse("calls-proposal", args=[proposal.call.gathering.slug, proposal.pk])


def _words(proposal: Proposal) -> dict[str, Any]:
    title, call = proposal.title, proposal.call.title
    return {"title": _dumped(title), "call": _dumped(call)}


def _dumped(text: Text) -> dict[str, Any]:
    return text.model_dump(mode="json")


def moved(proposal: Proposal, action: str, before: str) -> None:
    """Tell who has to know that a proposal was handed in or withdrawn."""
    if action == "submit":
        if proposal.author is not None:
            tell([proposal.author], "proposal.submitted", _words(proposal), page_of(proposal))
        ask_speakers(proposal)
    elif action == "withdraw" and before != State.DRAFT:
        people = organisers_of(proposal.call.gathering)
        tell(people, "proposal.withdrawn", _words(proposal), page_of(proposal))


def ask_speakers(proposal: Proposal) -> None:
    """Owe the mails that ask who is named whether they come; each is asked once."""
    for speaker in proposal.speakers.filter(answer=Answer.ASKED):
        owe(ASK, once=f"{ASK}:{speaker.pk}:{speaker.email}", number=speaker.pk)


def decided(proposal: Proposal, letter: Letter) -> None:
    """Tell the author and who speaks what was decided: those with accounts here, others by mail."""
    people = [proposal.author] if proposal.author else []
    for speaker in proposal.speakers.select_related("user").exclude(answer=Answer.DECLINED):
        if speaker.user is not None:
            people.append(speaker.user)
        elif letter.decision != Decision.MOVE:
            owe(LETTER, once=f"{LETTER}:{letter.pk}:{speaker.pk}", number=letter.pk,
                speaker=speaker.pk)  # fmt: skip
    kind = f"proposal.{letter.decision}"
    tell(people, kind, _words(proposal), page_of(proposal), once=f"letter:{letter.pk}")


def answered(speaker: Speaker) -> None:
    """Tell the author whether somebody who is named comes."""
    proposal = speaker.proposal
    if proposal.author is None or proposal.author_id == speaker.user_id:
        return
    said = _words(proposal) | {"name": speaker.name}
    tell([proposal.author], f"proposal.{speaker.answer}", said, page_of(proposal))


def asked_to_review(people: list[Any], call: Any) -> None:
    """Tell reviewers that there is something new to review."""
    url = reverse("calls-reviews", args=[call.gathering.slug])
    tell(people, "review.asked", {"call": _dumped(call.title)}, url)
