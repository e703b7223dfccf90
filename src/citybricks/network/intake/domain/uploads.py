"""Keep a table between preview and import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from citybricks.network.intake.domain.sheet import Sheet, UnreadableError, read
from citybricks.network.intake.models import Upload
from citybricks.network.members.models import User

KEPT = timedelta(days=7)


def keep(person: User, purpose: str, name: str, content: bytes) -> Upload:
    """Keep a file for its sender, and let go of what waited too long."""
    Upload.objects.filter(created__lt=timezone.now() - KEPT).delete()
    return Upload.objects.create(person=person, purpose=purpose, name=name[-200:], content=content)


def chosen(files: Mapping[str, object], field: str) -> UploadedFile[bytes]:
    """Return the file that was chosen in a field of a form.

    Raises
    ------
    UnreadableError
        When there is none.
    """
    file = files.get(field)
    if not isinstance(file, UploadedFile):
        raise UnreadableError(_("Choose a file first."))
    return file


def sent(person: User, purpose: str, files: Mapping[str, object]) -> tuple[Upload, Sheet]:
    """Read the file that was sent as ``table``, and keep it.

    Raises
    ------
    UnreadableError
        When there is none, or it is no table; it is not kept then.
    """
    file = chosen(files, "table")
    content = file.read()
    sheet = read(file.name or "", content)
    return keep(person, purpose, file.name or "", content), sheet


def kept(person: User, purpose: str, token: str) -> tuple[Upload, Sheet]:
    """Return a file that its sender has sent before, read as a table.

    Raises
    ------
    Http404
        When there is none of theirs.
    """
    upload = owned(person, purpose, token)
    return upload, read(upload.name, bytes(upload.content))


def owned(person: User, purpose: str, token: str) -> Upload:
    """Return a file that its sender has sent before.

    Raises
    ------
    Http404
        When there is none of theirs.
    """
    upload = Upload.objects.filter(pk=token, person=person, purpose=purpose).first()
    if upload is None:
        raise Http404(token)
    return upload
