"""Errands of notices: mails."""

from __future__ import annotations

from citybricks.network.errands.domain.errands import errand
from citybricks.network.notices.domain.mail import send_mail


@errand("notices.mail")
def mail(person: int) -> None:
    """Mail a person what they have not read and were not mailed yet."""
    send_mail(person)
