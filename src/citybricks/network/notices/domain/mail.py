"""Mails of notices."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from citybricks.network.members.models import User
from citybricks.network.notices.domain.notices import unmailed
from citybricks.network.notices.domain.preferences import (
    language_for,
    preference_of,
    unsubscribe_token,
)
from citybricks.network.notices.domain.wording import said, told
from citybricks.network.notices.models import Notice, Preference

MOST = 50
"""Notices in one mail; of more, the number is said."""


def send_mail(number: int) -> None:
    """Mail a person what they have neither read nor been mailed; nothing when there is nothing.

    Should the process die between sending and noting it, the mail is sent again.
    """
    person = User.objects.filter(pk=number, is_active=True).first()
    if person is None:
        return
    preference = preference_of(person)
    notices = list(unmailed(person).order_by("created", "pk"))
    if not notices or preference.pace == Preference.Pace.NEVER:
        return
    mail_of(person, notices, language_for(preference)).send()
    pks = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=pks).update(mailed=timezone.now())


def mail_of(person: User, notices: list[Notice], language: str) -> EmailMultiAlternatives:
    """Return the mail, as text and as HTML, in a language."""
    origin = settings.ENVIRONMENT.origin
    stop = origin + reverse("notices-unsubscribe", args=[unsubscribe_token(person)])
    lines = [
        {"said": said(notice, language), "told": told(notice, language), "url": _full(notice)}
        for notice in notices[:MOST]
    ]
    values = {
        "person": person,
        "lines": lines,
        "more": len(notices) - len(lines),
        "language": language,
        "page": origin + reverse("notices"),
        "stop": stop,
    }
    with translation.override(language.lower()):
        count = len(notices)
        subject = lines[0]["said"] if count == 1 else ngettext(
            "%(count)d notice from the network", "%(count)d notices from the network", count
        ) % {"count": count}  # fmt: skip
        text = render_to_string("notices/mail.txt", values)
        html = render_to_string("notices/mail.html", values)
    mail = EmailMultiAlternatives(" ".join(subject.split())[:200], text, to=[person.email])
    mail.attach_alternative(html, "text/html")
    mail.extra_headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "Content-Language": language,
    }
    return mail


def _full(notice: Notice) -> str:
    return settings.ENVIRONMENT.origin + notice.url if notice.url.startswith("/") else notice.url
