"""What a booth shows: pictures, videos, documents, a model; a refused file changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content import captions
from citybricks.network.content.text import Text
from citybricks.network.gatherings.expo.domain import gltf
from citybricks.network.gatherings.expo.domain.texts import written
from citybricks.network.gatherings.expo.domain.writing import tell_shows
from citybricks.network.gatherings.expo.models import (
    Booth,
    Captions,
    Document,
    Model3D,
    Picture,
    Video,
)
from citybricks.network.members.domain.pictures import Drawn

MOST_PICTURES = 12
MOST_VIDEOS = 3
MOST_DOCUMENTS = 10
MOST_VIDEO_BYTES = 32 * 2**20
MOST_PDF_BYTES = 10 * 2**20
_WEBM, _MP4 = "video/webm", "video/mp4"
_EBML = b"\x1a\x45\xdf\xa3"


class UnreadableError(ValueError):
    """A file that cannot be shown; says what is allowed."""


def digest(content: bytes) -> str:
    """Return the digest that names a file in addresses."""
    return hashlib.sha256(content).hexdigest()


def _room(there: int, most: int) -> None:
    if there >= most:
        said = _("There are %(there)s already, and at most %(most)s are allowed: take one away.")
        raise ValidationError({"file": said % {"there": there, "most": most}})


@transaction.atomic
def keep_picture(booth: Booth, given: Mapping[str, Any], drawn: Drawn) -> Picture:
    """Keep a picture, or the logo in the place of the one before.

    Raises
    ------
    ValidationError
        When there are too many.
    """
    Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    kind = given["kind"]
    row = Picture(booth=booth, kind=kind)
    if kind == Picture.Kind.LOGO:
        row = booth.pictures.filter(kind=kind).first() or row
    else:
        _room(booth.pictures.filter(kind=kind).count(), MOST_PICTURES)
    row.alt = written(Text(), given, "alt", given["language"])
    row.credit = given["credit"]
    row.content, row.small, row.digest = drawn.large, drawn.small, drawn.digest
    row.width, row.height = drawn.width, drawn.height
    row.save()
    return row


def video_type(content: bytes) -> str:
    """Return what kind of video a file is, from how it begins.

    Raises
    ------
    UnreadableError
        When it is neither WebM nor MP4, or too large.
    """
    if len(content) > MOST_VIDEO_BYTES:
        said = _("The video has %(given).1f MB; at most %(most)s MB are allowed.")
        sizes = {"given": len(content) / 2**20, "most": MOST_VIDEO_BYTES // 2**20}
        raise UnreadableError(said % sizes)
    if content.startswith(_EBML) and b"webm" in content[:64]:
        return _WEBM
    if content[4:8] == b"ftyp":
        return _MP4
    raise UnreadableError(_("The file is no video: WebM and MP4 are allowed."))


@transaction.atomic
def keep_video(booth: Booth, given: Mapping[str, Any], content: bytes, text: str) -> Video:
    """Keep a video: a file with captions that were read, or a link.

    Parameters
    ----------
    text
        Captions as WebVTT, of a file; empty of a link.

    Raises
    ------
    UnreadableError
        When the file is no video.
    ValidationError
        When there are too many.
    """
    Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    _room(booth.videos.count(), MOST_VIDEOS)
    row = Video(booth=booth, title=written(Text(), given, "title", given["language"]))
    if content:
        row.media_type = video_type(content)
        row.content, row.digest, row.size = content, digest(content), len(content)
    else:
        row.link = given["link"]
    row.save()
    if text:
        Captions.objects.create(video=row, language=given["captions_language"], text=text)
    tell_shows(booth)
    return row


@transaction.atomic
def keep_captions(video: Video, language: str, content: bytes) -> Captions:
    """Keep captions in a language, in the place of those before.

    Raises
    ------
    citybricks.network.gatherings.expo.domain.captions.CaptionsError
        When they are no WebVTT.
    """
    text, _cues = captions.read(content)
    row, _made = Captions.objects.update_or_create(
        video=video, language=language, defaults={"text": text}
    )
    return row


def check_pdf(content: bytes) -> None:
    """Check that a file is a PDF of a size that is allowed.

    Raises
    ------
    UnreadableError
        When it is not.
    """
    if len(content) > MOST_PDF_BYTES:
        said = _("The document has %(given).1f MB; at most %(most)s MB are allowed.")
        sizes = {"given": len(content) / 2**20, "most": MOST_PDF_BYTES // 2**20}
        raise UnreadableError(said % sizes)
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise UnreadableError(_("The file is no PDF, or it breaks off; send it once more."))


@transaction.atomic
def keep_document(booth: Booth, given: Mapping[str, Any], content: bytes) -> Document:
    """Keep a document.

    Raises
    ------
    UnreadableError
        When it is no PDF.
    ValidationError
        When there are too many.
    """
    check_pdf(content)
    Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    _room(booth.documents.count(), MOST_DOCUMENTS)
    row = Document(booth=booth, language=given["document_language"], content=content)
    row.title = written(Text(), given, "title", given["language"])
    row.digest, row.size = digest(content), len(content)
    row.save()
    tell_shows(booth)
    return row


@transaction.atomic
def keep_model(booth: Booth, given: Mapping[str, Any], content: bytes) -> Model3D:
    """Keep a model in the place of the one before.

    Raises
    ------
    citybricks.network.gatherings.expo.domain.container.ModelError
        When it is no model that can be shown.
    """
    shape = gltf.checked(content)
    row = Model3D.objects.select_for_update().filter(booth=booth).first() or Model3D(booth=booth)
    row.alt = written(row.alt, given, "alt", given["language"])
    row.content, row.digest, row.size = content, digest(content), shape.size
    row.triangles = shape.triangles
    row.save()
    tell_shows(Booth.objects.get(pk=booth.pk))
    return row


@transaction.atomic
def remove(row: Picture | Video | Document | Model3D) -> None:
    """Take away what a booth shows."""
    booth = row.booth
    row.delete()
    tell_shows(Booth.objects.get(pk=booth.pk))
