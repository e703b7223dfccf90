"""What has to hold before an election moves on, each as a line that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citybricks.services.voting.elections.domain import (
    agreeing,
    ceremony,
    credentials,
    documents,
    secrecy,
)
from citybricks.services.voting.elections.domain.documents import has_ranked, questions_of
from citybricks.services.voting.elections.domain.questions import faults, joined
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import Role
from citybricks.services.voting.registrar.domain.making import most_spares
from citybricks.services.voting.roll.domain import commitment, counts


@dataclass(frozen=True, slots=True)
class Check:
    """A line of a list of checks.

    Parameters
    ----------
    said
        What has to hold.
    passed
        Whether it does.
    detail
        What was found.
    binding
        Whether the election cannot move on without it; else it is a warning.
    """

    said: str | Promise
    passed: bool
    detail: str | Promise = ""
    binding: bool = True
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.said)

    @property
    def shown(self) -> str:
        """What was found, with its values."""
        return str(self.detail) % self.values if self.values else str(self.detail)


Checks = Iterator[Check]


def _described(election: Election) -> Checks:
    yield Check(_("It has a title"), bool(election.title))
    yield Check(_("Voters are told what it is about"), bool(election.description))
    ahead = election.opens and election.closes and election.opens < election.closes
    later = bool(ahead and election.closes and election.closes > timezone.now())
    yield Check(_("It opens before it closes, and closes in the future"), later)


def _asked(election: Election) -> Checks:
    questions = questions_of(election)
    yield Check(_("There is a question"), bool(questions))
    found = [
        f"{joined(question.question)}: {fault}"
        for question in questions
        for fault in faults(question, election.group, weighted=election.weighted)
    ]
    yield Check(_("Every question can be put"), not found, "; ".join(found))


def _has_roll(election: Election) -> Checks:
    count = counts.of(election).voters
    yield Check(
        _("The roll has voters"), count > 0, _("%(count)s on the roll"), values={"count": count}
    )
    if election.weighted:
        yield Check(_("No question is ranked, as votes have weights"), not has_ranked(election))


def _has_registrar(election: Election) -> Checks:
    there = election.officials.filter(role=Role.REGISTRAR).exists()
    yield Check(_("Somebody makes the credentials"), there or election.single_authority)


def _has_credentials(election: Election) -> Checks:
    count, voters = credentials.kept(election), counts.of(election).online
    values = {"count": count, "voters": voters, "spare": max(0, count - voters)}
    said = _("%(count)s credentials, %(voters)s on the roll who vote online, %(spare)s to spare")
    yield Check(
        _("There is one credential for each who may vote online, and few to spare"),
        0 < voters <= count <= voters + most_spares(voters),
        said,
        values=values,
    )
    yield Check(_("The roll is as it was committed to"), commitment.holds(election))
    said = _("The server could add votes; the election's page says so")
    yield Check(
        _("Credentials are made apart from the board"),
        not election.single_authority,
        said if election.single_authority else "",
        binding=False,
    )


def _has_trustees(election: Election) -> Checks:
    count = election.trustees.count()
    values = {"count": count, "threshold": election.threshold}
    yield Check(
        _("There are as many trustees as are needed"),
        count >= election.threshold,
        _("%(threshold)s of %(count)s are needed"),
        values=values,
    )
    yield Check(
        _("A trustee can be missing"),
        count > election.threshold,
        "" if count > election.threshold else _("If one loses the key, nobody can tally."),
        binding=False,
    )
    alone = has_ranked(election) and count < ceremony.SHUFFLES
    yield Check(_("There are two who shuffle, where answers are ranked"), not alone)
    wrong = ceremony.waiting(election)
    names = ", ".join(trustee.name for trustee in wrong)
    said = _("Every trustee is done, and what they gave was checked")
    yield Check(said, ceremony.is_ready(election), names)


def _is_sound(election: Election) -> Checks:
    """Let the verifier look at what would be frozen."""
    said = _("The verifier finds nothing wrong with keys, credentials and questions")
    if not ceremony.is_ready(election):
        yield Check(said, passed=False, detail=_("The trustees are not done."))
        return
    found = documents.faults(election)
    yield Check(said, not found, "; ".join(found))


def _is_agreed(election: Election) -> Checks:
    if election.demonstration:  # a program plays all parts, and every page says so
        return
    ready = ceremony.is_ready(election)
    names = ", ".join(str(each.user) for each in (agreeing.standing(election) if ready else ()))
    said = _("Two different persons agreed to it as it stands")
    yield Check(said, ready and agreeing.is_agreed(election), names)


def _is_secret(election: Election) -> Checks:
    for warning in secrecy.before(election):
        yield Check(_("Nobody's vote can be guessed"), passed=False, detail=warning, binding=False)


def _is_time_to_open(election: Election) -> Checks:
    now = timezone.now()
    yield Check(
        _("The time of opening has come"),
        bool(election.opens and election.opens <= now),
        str(election.opens or ""),
        binding=False,
    )
    ahead = bool(election.closes and election.closes > now)
    yield Check(_("The time of closing lies ahead"), ahead, str(election.closes or ""))


def _is_time_to_close(election: Election) -> Checks:
    over = bool(election.closes and election.closes <= timezone.now())
    yield Check(_("The time of closing has come"), over, str(election.closes or ""), binding=False)


def _can_finish(election: Election) -> Checks:
    shuffles, shares = ceremony.progress(election)
    if has_ranked(election):
        yield Check(
            _("Two trustees shuffled, and the proofs hold"),
            shuffles >= ceremony.SHUFFLES,
            _("%(count)s shuffles"),
            values={"count": shuffles},
        )
    yield Check(
        _("Enough trustees decrypted, and the proofs hold"),
        shares >= election.threshold,
        _("%(count)s of %(needed)s"),
        values={"count": shares, "needed": election.threshold},
    )


CHECKS: Mapping[str, tuple[Callable[[Election], Checks], ...]] = MappingProxyType(
    {
        "to_roll": (_described, _asked),
        "to_registrar": (_asked, _has_roll, _has_registrar),
        "to_trustees": (_has_credentials,),
        "freeze": (
            _described, _asked, _has_roll, _has_credentials, _has_trustees, _is_sound,
            _is_secret, _is_agreed,
        ),
        "open": (_is_time_to_open, _is_secret),
        "close": (_is_time_to_close,),
        "finish": (_can_finish,),
    }
)  # fmt: skip
"""By action, what is looked at before."""


def before(election: Election, action: str) -> list[Check]:
    """Return what was looked at before an action, passed or not."""
    return [check for look in CHECKS.get(action, ()) for check in look(election)]
