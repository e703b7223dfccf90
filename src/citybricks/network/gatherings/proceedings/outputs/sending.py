"""Send files of talks so that a browser does nothing with them but show or keep them.

References
----------
.. [1] RFC 9110, "HTTP Semantics", section 14: ranges.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from citybricks.network.gatherings.proceedings.models import Document
from citybricks.network.gatherings.proceedings.vocabulary import Kind

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
_DAY = 24 * 3600


def answer(request: HttpRequest, document: Document, *, private: bool) -> HttpResponse:
    """Return a file; slides to be kept, videos and captions for the page that shows them.

    Parameters
    ----------
    private
        Whether only some may see it, so that no cache shares it.
    """
    content = bytes(document.content)
    span = _span(request.headers.get("Range", ""), len(content))
    part = content if span is None else content[span[0] : span[1] + 1]
    response = HttpResponse(part, content_type=document.type, status=206 if span else 200)
    if span is not None:
        response.headers["Content-Range"] = f"bytes {span[0]}-{span[1]}/{len(content)}"
    attached = document.kind == Kind.SLIDES
    disposition = content_disposition_header(attached, document.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = f"{'private' if private else 'public'}, max-age={_DAY}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that are asked for; None: all of it."""
    read = _RANGE.fullmatch(asked)
    if read is None or not any(read.groups()):
        return None
    first, last = read.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) else None
    begin, end = int(first), min(int(last or size - 1), size - 1)
    return (begin, end) if begin <= end else None
