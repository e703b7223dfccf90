"""Files of a booth: pictures, videos with captions, documents, models."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.expo.pages.access import booth_or_404

_YEAR = 365 * 24 * 3600
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


def _sent(request: HttpRequest, booth: Booth, content: bytes, media: str) -> HttpResponse:
    """Send a file, or the part of it that is asked for; its address changes with it."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _part(asked, len(content)) if asked else (0, len(content) - 1)
    if first > last:
        refused = HttpResponse(status=416)
        refused.headers["Content-Range"] = f"bytes */{len(content)}"
        return refused
    response = HttpResponse(content[first : last + 1], content_type=media)
    if asked:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    response.headers["Accept-Ranges"] = "bytes"
    public = booth.is_public and booth.gathering.is_public
    who = "public" if public else "private"
    response.headers["Cache-Control"] = f"{who}, max-age={_YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """Return the first and last byte of a range (RFC 9110, section 14.1.2)."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last or 0)), size - 1 if last else -1
    return int(first), min(int(last or size), size - 1)


def _row(rows: Any, **wanted: Any) -> Any:
    found = rows.filter(**wanted).first()
    if found is None:
        raise Http404
    return found


@require_safe
def picture(
    request: HttpRequest, slug: str, number: str, digest: str, *, small: bool = False
) -> HttpResponse:
    """Send a picture."""
    booth = booth_or_404(request, slug, number)
    column = "small" if small else "content"
    row = _row(booth.pictures.only("booth", column), digest=digest)
    return _sent(request, booth, bytes(getattr(row, column)), "image/webp")


@require_safe
def video(request: HttpRequest, slug: str, number: str, digest: str) -> HttpResponse:
    """Send a video."""
    booth = booth_or_404(request, slug, number)
    row = _row(booth.videos.all(), digest=digest, link="")
    return _sent(request, booth, bytes(row.content or b""), row.media_type)


@require_safe
def captions(request: HttpRequest, slug: str, number: str, captions: int) -> HttpResponse:
    """Send the captions of a video."""
    from citybricks.network.gatherings.expo.models import Captions

    booth = booth_or_404(request, slug, number)
    row = _row(Captions.objects.all(), pk=captions, video__booth=booth)
    response = _sent(request, booth, row.text.encode(), "text/vtt; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def document(request: HttpRequest, slug: str, number: str, digest: str) -> HttpResponse:
    """Send a document."""
    booth = booth_or_404(request, slug, number)
    row = _row(booth.documents.all(), digest=digest)
    response = _sent(request, booth, bytes(row.content), "application/pdf")
    name = f"{booth.code or 'booth'}-{digest[:8]}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def model(request: HttpRequest, slug: str, number: str, digest: str) -> HttpResponse:
    """Send a 3-D model."""
    from citybricks.network.gatherings.expo.models import Model3D

    booth = booth_or_404(request, slug, number)
    row = _row(Model3D.objects.filter(booth=booth), digest=digest)
    return _sent(request, booth, bytes(row.content), "model/gltf-binary")
