"""Keep a table between preview and import."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from django.http import Http404
from django.utils import timezone

from citybricks.network.intake.domain.sheet import Sheet, read
from citybricks.network.intake.models import Upload
from citybricks.network.members.models import User

KEPT = timedelta(days=7)


class Sent(Protocol):
    """A file of a form."""

    name: str | None

    def read(self) -> bytes:
        """Return what is in it."""


def keep(person: User, purpose: str, name: str, content: bytes) -> Upload:
    """Keep a file for its sender, and let go of what waited too long."""
    Upload.objects.filter(created__lt=timezone.now() - KEPT).delete()
    return Upload.objects.create(person=person, purpose=purpose, name=name[-200:], content=content)


def sent(person: User, purpose: str, file: Sent) -> tuple[Upload, Sheet]:
    """Read a file that was sent, and keep it.

    Raises
    ------
    UnreadableError
        When it is no table; it is not kept then.
    """
    content = file.read()
    sheet = read(file.name or "", content)
    return keep(person, purpose, file.name or "", content), sheet


def kept(person: User, purpose: str, token: str) -> tuple[Upload, Sheet]:
    """Return a file that its sender has sent before.

    Raises
    ------
    Http404
        When there is none of theirs.
    """
    upload = Upload.objects.filter(pk=token, person=person, purpose=purpose).first()
    if upload is None:
        raise Http404(token)
    return upload, read(upload.name, bytes(upload.content))
