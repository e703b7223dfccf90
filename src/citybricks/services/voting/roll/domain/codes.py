"""One-time codes by mail: the answer, and the work before it, are the same for everybody.

Who asks is not looked up when they ask. What they typed waits, and is looked up where mails are
sent; so neither answer nor time tells who is on the roll.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from citybricks.network.errands.domain.errands import owe
from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import State
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.standing import hindrance
from citybricks.services.voting.roll.models import Asked, Code, Voter

SEND = "voting.code"
DIGITS = 8
LASTS = timedelta(minutes=20)
CODES_AN_HOUR = "5/h"
"""How often a voter is mailed a code, or somebody else lets them be."""
TRIES = 5
"""How often a code may be mistyped before it is void."""
_CONTENT = {"zh": "zh-Hans", "en": "en"}
_LONGEST = 300


@transaction.atomic
def ask(election: Election, typed: str) -> None:
    """Note that somebody asked for a code.

    Parameters
    ----------
    typed
        A voter's number or e-mail address, of whoever it is.
    """
    asked = Asked.objects.create(election=election, typed=folded(typed[:_LONGEST])[:_LONGEST])
    owe(SEND, background=False, token=asked.token)


def send(token: str) -> None:
    """Mail a code to whom it was asked for, if they are on the roll.

    Should the process die between sending and noting it, a new code is sent.
    """
    asked = Asked.objects.select_related("election").filter(pk=token).first()
    if asked is None:
        return
    voter = find(asked.election, asked.typed)
    if voter is not None and voter.email and asked.election.state == State.OPEN:
        mail_of(voter, "" if hindrance(voter) else _new(voter)).send()
    asked.delete()


def find(election: Election, typed: str) -> Voter | None:
    """Return the voter with a number or an e-mail address, however it is written."""
    key = folded(typed)
    if not key:
        return None
    named = Q(key=key) | Q(email_key=key)
    return Voter.objects.filter(named, election=election).order_by("pk").first()


def _new(voter: Voter) -> str:
    """Make a code; an earlier one is void."""
    code = "".join(secrets.choice("0123456789") for _place in range(DIGITS))
    made = {"digest": digest(voter, code), "expires": timezone.now() + LASTS, "tries": 0}
    Code.objects.update_or_create(voter=voter, defaults=made)
    return code


def digest(voter: Voter | None, code: str) -> str:
    """Return what is kept of a code: without the hub's key, nobody can try all of them."""
    said = f"{voter.pk if voter else 0}:{code}"
    return salted_hmac("voting_roll.code", said, algorithm="sha256").hexdigest()


def mail_of(voter: Voter, code: str) -> EmailMessage:
    """Return the mail with a code; without one, it says that no code can be given."""
    election = voter.election
    with translation.override(_CONTENT[voter.lang].lower()):
        title = " ".join(election.title.shown(_CONTENT[voter.lang]).text.split())[:120]
        if code:
            lines = [
                _("Your code for “%(title)s”:") % {"title": title},
                f"{code[:4]} {code[4:]}",
                _("It is valid for %(minutes)s minutes, and once. Give it to nobody.")
                % {"minutes": int(LASTS.total_seconds() // 60)},
                _("If you did not ask for it, somebody typed your number or address; without the"
                  " code they can do nothing."),
            ]  # fmt: skip
        else:
            lines = [
                _("Somebody asked for a code to vote in “%(title)s” for you.") % {"title": title},
                _("The roll says that you vote, or have voted, on paper or by post; so no code can"
                  " be given. If that is wrong, tell those who run the election."),
            ]  # fmt: skip
        lines.append(f"{settings.ENVIRONMENT.origin}/voting/{election.uuid}/")
        subject = _("Code for voting") if code else _("No code for voting")
    mail = EmailMessage(subject, "\n\n".join(lines), to=[voter.email])
    mail.extra_headers = {
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "Content-Language": _CONTENT[voter.lang],
    }
    return mail


def check(election: Election, typed: str, code: str) -> Voter | None:
    """Return the voter whose code it is, and void the code; None when it is nobody's.

    As much is done for who is not on the roll as for who is: one look for the voter, one for the
    code, one count of the try, one comparison, one removal.
    """
    voter = find(election, typed)
    key = voter.pk if voter else 0
    live = Code.objects.filter(voter=key, expires__gt=timezone.now(), tries__lt=TRIES)
    expected = live.values_list("digest", flat=True).first() or "0" * 64
    live.update(tries=F("tries") + 1)
    given = digest(voter, "".join(folded(code).split()))
    right = constant_time_compare(given, expected)
    used = Code.objects.filter(voter=key if right else 0).filter(digest=given).delete()[0]
    return voter if used else None
