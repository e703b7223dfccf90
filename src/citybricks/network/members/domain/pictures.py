"""Pictures of members: read with care, kept as WebP in two sizes without what cameras add."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from citybricks.network.members.domain import profile
from citybricks.network.members.domain.editing import rewritten
from citybricks.network.members.models import Member, Picture

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
LEAST = 200
"""Pixels that a picture has at least in each direction."""
FORMATS = ("JPEG", "PNG", "WEBP")
LARGE, SMALL = 1_600, 640
"""Pixels of the longer side."""
_QUALITY = 82


class UnreadablePictureError(ValueError):
    """A file that is no picture, or none that can be kept; says what is allowed."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept."""

    large: bytes
    small: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Return the digest that names it in addresses."""
        return hashlib.sha256(self.large).hexdigest()


def drawn(content: bytes) -> Drawn:
    """Read a picture and write it anew.

    Raises
    ------
    UnreadablePictureError
        When it is too large, no JPEG, PNG or WebP, or broken.
    """
    if len(content) > MOST_BYTES:
        said = _("The file has %(given).1f MB; at most %(most)s MB are allowed.")
        raise UnreadablePictureError(
            said % {"given": len(content) / 2**20, "most": MOST_BYTES // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are checked below
            opened = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePictureError(
            _("The file is no picture: JPEG, PNG and WebP are allowed.")
        ) from error
    with opened:
        _check_size(*opened.size)
        return _rewritten(opened)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels(width * height)
    if min(width, height) < LEAST:
        said = _("The picture has %(width)s × %(height)s pixels; at least %(least)s are needed.")
        raise UnreadablePictureError(said % {"width": width, "height": height, "least": LEAST})


def _too_many_pixels(pixels: int = 0) -> UnreadablePictureError:
    given = f"{pixels / 1e6:.0f}" if pixels else ">170"
    said = _("The picture has %(given)s megapixels; at most %(most)s are allowed.")
    return UnreadablePictureError(said % {"given": given, "most": MOST_PIXELS // 10**6})


def _rewritten(opened: Image.Image) -> Drawn:
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # what draws PDF sets it for the whole process
    try:
        opened.draft("RGB", (LARGE, LARGE))  # a large JPEG is read smaller at once
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a camera wrote may be cut off; it is dropped
            upright = ImageOps.exif_transpose(opened)
        plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(
            _("The file ends too early or is broken; send it once more.")
        ) from error
    large = _fitted(plain, LARGE)
    return Drawn(_webp(large), _webp(_fitted(plain, SMALL)), *large.size)


def _fitted(picture: Image.Image, most: int) -> Image.Image:
    fitted = picture.copy()
    fitted.thumbnail((most, most), Image.Resampling.LANCZOS)
    return fitted


def _webp(picture: Image.Image) -> bytes:
    """Return a picture as WebP; only its pixels are written."""
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    buffer = io.BytesIO()
    clean.save(buffer, "WEBP", quality=_QUALITY, method=4)
    return buffer.getvalue()


@transaction.atomic
def keep(member: Member, given: Mapping[str, Any], picture: Drawn | None) -> Picture:
    """Keep a picture with its words; without one, only the words change."""
    row = Picture.objects.filter(member=member).first() or Picture(member=member)
    row.alt = rewritten(row.alt, given["alt"], given["language"])
    row.credit = given["credit"]
    if picture is not None:
        row.content, row.small, row.digest = picture.large, picture.small, picture.digest
        row.width, row.height = picture.width, picture.height
    row.save()
    profile.keep(Member.objects.get(pk=member.pk))
    return row


@transaction.atomic
def remove(member: Member) -> None:
    """Take a member's picture away."""
    for picture in Picture.objects.filter(member=member):
        picture.delete()
    profile.keep(Member.objects.get(pk=member.pk))
