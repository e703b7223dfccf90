"""Who is named in a proposal says whether they come, with or without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from citybricks.network.gatherings.calls.domain import telling
from citybricks.network.gatherings.calls.models import Letter, Speaker
from citybricks.network.gatherings.calls.vocabulary import Answer

_SALT = "gatherings.calls.speaker"
LANGUAGES = ("zh-Hans", "en")
"""Mails to who has no account are in both, as nobody has asked them."""


def token_of(speaker: Speaker) -> str:
    """Return what the link in a speaker's mail proves itself with; it names their address."""
    return signing.dumps([speaker.pk, speaker.email], salt=_SALT, compress=False)


def speaker_of(token: str) -> Speaker | None:
    """Return whose link it is; None when it is not ours, or no longer theirs."""
    try:
        number, email = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Speaker.objects.select_related("proposal__call__gathering", "proposal__author", "user")
    return rows.filter(pk=number, email=email).first()


@transaction.atomic
def answer(speaker: Speaker, said: Answer, user: Any | None = None) -> None:
    """Note whether a speaker comes.

    Parameters
    ----------
    user
        The account they answer with, which sees the proposal from now on; None without one.
    """
    row = Speaker.objects.select_for_update().get(pk=speaker.pk)
    row.answer, row.answered = said, timezone.now()
    if user is not None and user.is_authenticated:
        row.user = user
    row.save()
    telling.answered(row)


def ask(number: int) -> None:
    """Mail a speaker the question whether they come; nothing when it is answered."""
    rows = Speaker.objects.select_related("proposal__call__gathering", "proposal__author")
    speaker = rows.filter(pk=number, answer=Answer.ASKED).first()
    if speaker is None:
        return
    gathering = speaker.proposal.call.gathering
    path = reverse("calls-speaker", args=[gathering.slug, token_of(speaker)])
    values = {"speaker": speaker, "gathering": gathering, "url": settings.ENVIRONMENT.origin + path}
    _mail("calls/mail_ask.txt", speaker, values).send()


def send_letter(number: int, speaker: int) -> None:
    """Mail the letter of a decision to somebody who is named and has no account."""
    letter = Letter.objects.select_related("proposal__call__gathering").filter(pk=number).first()
    person = Speaker.objects.filter(pk=speaker).exclude(answer=Answer.DECLINED).first()
    if letter is None or person is None:
        return
    gathering = letter.proposal.call.gathering
    values = {"speaker": person, "gathering": gathering, "letter": letter}
    _mail("calls/mail_letter.txt", person, values).send()


def _mail(template: str, speaker: Speaker, values: dict[str, Any]) -> EmailMessage:
    """Return a mail in both languages, one below the other; the first line is its subject."""
    subjects, texts = [], []
    for language in LANGUAGES:
        with translation.override(language.lower()):
            said = render_to_string(template, values | {"language": language}).strip()
        subject, _line, text = said.partition("\n")
        subjects.append(" ".join(subject.split()))
        texts.append(text.strip())
    mail = EmailMessage(" · ".join(subjects)[:200], "\n\n— — —\n\n".join(texts), to=[speaker.email])
    mail.extra_headers = {"Auto-Submitted": "auto-generated", "Content-Language": "zh-Hans, en"}
    return mail
