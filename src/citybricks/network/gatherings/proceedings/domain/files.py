"""Check files of talks: what they are, how large, and that they do nothing by themselves."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from citybricks.network.content import captions
from citybricks.network.gatherings.proceedings.models import Document, Paper
from citybricks.network.gatherings.proceedings.vocabulary import Kind

MB = 2**20
MOST: Mapping[str, int] = MappingProxyType(
    {Kind.SLIDES: 20 * MB, Kind.VIDEO: 40 * MB, Kind.CAPTIONS: MB}
)
"""Bytes at most."""
_MOST_OBJECTS, _MOST_PAGES = 200_000, 500
_ACTING = {
    "/JS", "/JavaScript", "/AA", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/XFA",
    "/RichMediaContent", "/AF",
}  # fmt: skip
"""Keys of PDF (ISO 32000-2) under which there is a script, a form program or another file."""
_ACTIONS = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute",
    "/GoToE", "/GoToR", "/Movie", "/Sound",
}  # fmt: skip
"""Actions of PDF that do more than lead to a page or to an address."""


class UnfitFileError(ValueError):
    """A file that cannot be kept; says why and what is allowed."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A file that can be kept.

    Parameters
    ----------
    type
        Its media type, as it was found and not as the sender said.
    ending
        Of its name.
    """

    content: bytes
    type: str
    ending: str

    @property
    def digest(self) -> str:
        """Return the digest that names it in addresses."""
        return hashlib.sha256(self.content).hexdigest()


def fit(kind: str, content: bytes) -> Fit:
    """Check a file.

    Raises
    ------
    UnfitFileError
        When it is too large, something else, or does something by itself.
    """
    check_size(kind, len(content))
    return _CHECKS[kind](content)


def check_size(kind: str, size: int) -> None:
    """Refuse a file that is too large, before it is read.

    Raises
    ------
    UnfitFileError
        When it is; it says how large it may be.
    """
    if size > MOST[kind]:
        said = _("The file has %(given).1f MB; at most %(most)s MB are allowed.")
        raise UnfitFileError(said % {"given": size / MB, "most": MOST[kind] // MB})


def _slides(content: bytes) -> Fit:
    if not content.startswith(b"%PDF-"):
        raise UnfitFileError(_("The file is no PDF: save your slides as PDF."))
    try:
        acting = next(_acting(content), "")
    except UnfitFileError:
        raise
    except Exception as error:
        raise UnfitFileError(
            _("The PDF is broken or ends too early; send it once more.")
        ) from error
    if acting:
        said = _("The PDF contains “%(what)s”, which does something by itself; save it without.")
        raise UnfitFileError(said % {"what": acting.lstrip("/")})
    return Fit(content, "application/pdf", ".pdf")


def _acting(content: bytes) -> Iterator[str]:
    """Yield what acts in a PDF, over all of its objects."""
    from pypdf import PdfReader
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise UnfitFileError(_("The PDF is locked by a password; save it without."))
    if not 1 <= len(reader.pages) <= _MOST_PAGES:
        said = _("The PDF has %(given)s pages; from 1 to %(most)s are allowed.")
        raise UnfitFileError(said % {"given": len(reader.pages), "most": _MOST_PAGES})
    seen: set[tuple[int, int]] = set()
    stack: list[Any] = [reader.trailer]
    while stack:
        one = stack.pop()
        if isinstance(one, IndirectObject):
            key = (one.idnum, one.generation)
            if key in seen:
                continue
            seen.add(key)
            if len(seen) > _MOST_OBJECTS:
                raise UnfitFileError(_("The PDF has too many parts to be checked."))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield from sorted(_ACTING & {str(name) for name in one})
            if str(one.get("/S", "")) in _ACTIONS:
                yield str(one["/S"])
            stack.extend(one.values())
        elif isinstance(one, ArrayObject):
            stack.extend(one)


def _video(content: bytes) -> Fit:
    if content[4:8] == b"ftyp":
        return Fit(content, "video/mp4", ".mp4")
    if content.startswith(b"\x1aE\xdf\xa3") and b"webm" in content[:64]:
        return Fit(content, "video/webm", ".webm")
    raise UnfitFileError(_("The file is no video: MP4 and WebM are allowed."))


def _captions(content: bytes) -> Fit:
    try:
        text, _cues = captions.read(content)
    except captions.CaptionsError as error:
        raise UnfitFileError(str(error)) from error
    return Fit(text.encode(), "text/vtt; charset=utf-8", ".vtt")


_CHECKS: Mapping[str, Callable[[bytes], Fit]] = MappingProxyType(
    {Kind.SLIDES: _slides, Kind.VIDEO: _video, Kind.CAPTIONS: _captions}
)


@transaction.atomic
def keep(paper: Paper, kind: str, language: str, file: Fit) -> Document:
    """Keep a file of a talk in place of what was there of its kind and language."""
    language = language if kind != Kind.VIDEO else ""
    row = paper.documents.filter(kind=kind, language=language).first()
    row = row or Document(paper=paper, kind=kind, language=language)
    stem = "-".join(filter(None, (paper.pk[-8:].lower(), kind, language)))
    row.name, row.type, row.size = stem + file.ending, file.type, len(file.content)
    row.digest, row.content = file.digest, file.content
    row.save()
    return row
