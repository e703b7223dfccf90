"""How the board answers programs: to everybody, with tags, in parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.strict_json import Json, dumps
from citybricks.services.voting.board.domain.refusal import refused
from citybricks.services.voting.board.models import Board

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
JSON = "application/json"
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
_ALLOWED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-None-Match, If-Range, Range",
    "Access-Control-Expose-Headers": "Content-Length, Content-Range, ETag",
    "Access-Control-Max-Age": "86400",
}


def open_to_all(view: View[P]) -> View[P]:
    """Answer pages of any origin; nothing here looks at cookies."""

    @csrf_exempt  # no cookie is looked at: there is nothing that another site could misuse
    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = said({**refused("unknown").json()}, 404)
        for name, value in _ALLOWED.items():
            response[name] = value
        return response

    return answer  # type: ignore[return-value] # the same arguments


def board_or_404(uuid: str) -> Board:
    """Return the board of an election."""
    board = Board.objects.filter(pk=uuid).first()
    if board is None:
        raise Http404
    return board


def said(value: Json, status: int = 200) -> HttpResponse:
    """Answer with JSON that is not to be kept."""
    response = HttpResponse(dumps(value), status=status, content_type=JSON)
    response["Cache-Control"] = "no-store" if status >= 400 else "no-cache"  # noqa: PLR2004
    return response


def tagged(request: HttpRequest, content: bytes) -> HttpResponse:
    """Answer with JSON by its hash, or that the reader has it already."""
    tag = f'"{sha256_hex(content)}"'
    if _matches(request, tag):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type=JSON)
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    return response


def in_parts(
    request: HttpRequest, size: int, sha256: str, read: Callable[[int, int], Iterator[bytes]]
) -> HttpResponseBase:
    """Answer with a file that only grows, or with the range that is asked for (RFC 9110, 14).

    Parameters
    ----------
    request
        What is asked.
    size, sha256
        Of the file.
    read
        Returns its bytes from one up to another.
    """
    tag = f'"{sha256}"'
    if _matches(request, tag):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        start, end, status = _asked(request, size, tag)
        if start >= size:
            response = HttpResponse(status=416)
            response["Content-Range"] = f"bytes */{size}"
        else:
            response = _streamed(read, start, end)
            response.status_code = status
            if status == 206:  # noqa: PLR2004 - Partial Content
                response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-cache, no-transform"
    patch_vary_headers(response, ["Range"])
    return response


def _streamed(
    read: Callable[[int, int], Iterator[bytes]], start: int, end: int
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(read(start, end), content_type="application/x-tar")
    response["Content-Length"] = str(end - start)
    return response


def _asked(request: HttpRequest, size: int, tag: str) -> tuple[int, int, int]:
    """Return first byte, byte behind the last, and status."""
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or request.headers.get("If-Range", tag) != tag:
        return 0, size, 200
    start, last = int(asked[1]), int(asked[2]) if asked[2] else size - 1
    if asked[2] and last < start:
        return 0, size, 200
    return start, min(last + 1, size), 206


def _matches(request: HttpRequest, tag: str) -> bool:
    given = request.headers.get("If-None-Match", "")
    return given == "*" or tag in {each.strip().removeprefix("W/") for each in given.split(",")}
