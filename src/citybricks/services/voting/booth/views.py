"""Serve the booth: the same bytes with the same headers for everybody, without cookies.

Nothing here knows who asks, nor whether there is such an election: the page asks the board for it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

SITE = Path(__file__).parent / "site"
TYPES = {
    "booth.html": "text/html; charset=utf-8",
    "audit.html": "text/html; charset=utf-8",
    "booth.css": "text/css; charset=utf-8",
    "booth.js": "text/javascript; charset=utf-8",
    "NOTICE": "text/plain; charset=utf-8",
    "SHA256SUMS": "text/plain; charset=utf-8",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "worker-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"
)
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Content-Language": "zh-Hans, en",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
}
"""Of every file; those of the hub's other pages are not added to them."""


@cache
def digests() -> dict[str, str]:
    """Return the SHA-256 of each file, as the build wrote it down."""
    lines = (SITE / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


@require_safe
def serve(request: HttpRequest, uuid: str, name: str = "booth.html") -> HttpResponse:
    """Answer with a file of the booth."""
    del uuid  # the same for every election
    if name not in TYPES:
        raise Http404
    tag = f'"{digests().get(name, "sums")}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    answer = HttpResponse(status=304) if tag in known else HttpResponse(_content(name))
    for header, value in (HEADERS | {"Content-Type": TYPES[name], "ETag": tag}).items():
        answer[header] = value
    return answer


@cache
def _content(name: str) -> bytes:
    return (SITE / name).read_bytes()
