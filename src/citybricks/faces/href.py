"""Fetch inputs given by address, from the public internet only, within limits."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from citybricks.kernel.errors import BrickError
from citybricks.types.files import EXTENSIONS, File, media_type

_REDIRECTS = 3
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses in the disguise of RFC 6052."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched, how long it may take, and from where.

    Parameters
    ----------
    bytes
        Largest file.
    seconds
        Longest time for the whole file, redirects and all.
    allow_private
        Whether addresses of this machine and of private networks may be asked; for tests only.
    only_https
        Whether only ``https`` addresses may be asked, redirects included.
    """

    bytes: int = 50_000_000
    seconds: float = 20.0
    allow_private: bool = False
    only_https: bool = False


def fetch(name: str, href: str, limits: Limits, *, part: range | None = None) -> File:
    """Return the file at `href`, or a part of it.

    Parameters
    ----------
    name
        The input it is for, to name in errors.
    href
        An ``http`` or ``https`` address.
    limits
        What is allowed.
    part
        Bytes that are asked for; those behind the end are missing in what is returned.

    Raises
    ------
    BrickError
        When the address is not public, the answer is an error, too large or too slow, or begins
        elsewhere than the part.
    """
    import asyncio

    async def found() -> File:
        async with asyncio.timeout(limits.seconds):
            return await _fetched(name, href, limits, part)

    try:
        return asyncio.run(found())
    except TimeoutError as error:
        raise BrickError(
            name, "{href} took longer than {limit} seconds", href=href, limit=f"{limits.seconds:g}"
        ) from error
    except httpx.HTTPError as error:
        reason = str(error) or type(error).__name__
        raise BrickError(
            name, "{href} could not be fetched: {reason}", href=href, reason=reason
        ) from error


async def _fetched(name: str, href: str, limits: Limits, part: range | None) -> File:
    for _ in range(_REDIRECTS + 1):
        found = await _get(name, href, _checked(name, href, limits), limits, part)
        if isinstance(found, File):
            return found
        href = urljoin(href, found)
    raise BrickError(name, "{href} redirects too often", href=href)


def post(name: str, href: str, document: Any, limits: Limits) -> int:
    """Post a JSON document to a public address and return the status of the answer.

    Raises
    ------
    BrickError
        When the address is not public.
    httpx.HTTPError
        When it cannot be reached.
    TimeoutError
        When it does not answer in time; trickling an answer does not buy more.
    """
    import asyncio

    address = _checked(name, href, limits)

    async def status() -> int:
        async with asyncio.timeout(limits.seconds):
            return await _status(httpx.URL(href), address, document)

    return asyncio.run(status())


async def _status(url: httpx.URL, address: str, document: Any) -> int:
    """Post to the checked address; the body of the answer is not read."""
    headers, extensions = {"Host": url.netloc.decode()}, {"sni_hostname": url.host}
    pinned = url.copy_with(host=address)
    async with (
        httpx.AsyncClient(trust_env=False, timeout=None) as client,  # noqa: S113 - the caller's is for all of it
        client.stream(
            "POST", pinned, json=document, headers=headers, extensions=extensions
        ) as answer,
    ):
        return answer.status_code


def check(name: str, href: str, limits: Limits) -> None:
    """Check that an address may be asked, without asking it.

    Raises
    ------
    BrickError
        When the address is not public.
    """
    _checked(name, href, limits)


def _checked(name: str, href: str, limits: Limits) -> str:
    """Resolve the host once, so that the address checked is the address asked."""
    try:
        parts, _ = urlsplit(href), httpx.URL(href)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except (ValueError, httpx.InvalidURL):
        known = False
    if not known:
        raise BrickError(name, "must be an http or https address, not {href}", href=href)
    if limits.only_https and parts.scheme != "https":
        raise BrickError(name, "must be an https address, not {href}", href=href)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, ValueError, UnicodeError) as error:
        raise BrickError(name, "the host of {href} cannot be found", href=href) from error
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    if not limits.allow_private and not all(_public(address) for address in addresses):
        raise BrickError(name, "{href} is not a public address", href=href)
    return str(addresses[0])


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if address.version == 6 and address in _NAT64:  # noqa: PLR2004 - of the internet protocol
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.is_global and not address.is_multicast and (inner is None or _public(inner))


async def _get(
    name: str, href: str, address: str, limits: Limits, part: range | None
) -> File | str:
    """Ask the checked address, under the host's own name; a redirect returns where to."""
    url = httpx.URL(href)
    headers = {"Host": url.netloc.decode(), "Accept-Encoding": "identity"}
    headers |= {"Range": f"bytes={part.start}-{part.stop - 1}"} if part else {}
    extensions = {"sni_hostname": url.host}
    pinned = url.copy_with(host=address)
    async with (
        httpx.AsyncClient(trust_env=False, timeout=None) as client,  # noqa: S113 - the caller's is for all of it
        client.stream("GET", pinned, headers=headers, extensions=extensions) as answer,
    ):
        if answer.has_redirect_location:
            return answer.headers["Location"]
        if part and answer.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            return File(b"", "", "file")
        if not _begins(part, answer):
            raise BrickError(name, "{href} answered {status}", href=href, status=answer.status_code)
        content = await _body(name, href, answer, limits)
    kind = media_type(answer.headers.get("Content-Type", ""))
    file = url.path.rpartition("/")[2] or "file"
    named = File.named(file, content)
    return named if named.media_type in EXTENSIONS.values() else File(content, kind, file)


def _begins(part: range | None, answer: httpx.Response) -> bool:
    """Whether an answer is the file, or begins where the part does that was asked for."""
    if not part:
        return answer.status_code == httpx.codes.OK
    begins = answer.headers.get("Content-Range", "").startswith(f"bytes {part.start}-")
    return answer.status_code == httpx.codes.PARTIAL_CONTENT and begins


async def _body(name: str, href: str, answer: httpx.Response, limits: Limits) -> bytes:
    """Return the content; one that was compressed all the same is unpacked up to the limit."""
    content = bytearray()
    async for chunk in answer.aiter_raw():
        content += chunk
        if len(content) > limits.bytes:
            break
    if answer.headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
        content = _unpacked(name, href, bytes(content), limits)
    if len(content) > limits.bytes:
        raise BrickError(name, "{href} is larger than {limit} bytes", href=href, limit=limits.bytes)
    return bytes(content)


def _unpacked(name: str, href: str, content: bytes, limits: Limits) -> bytearray:
    import zlib

    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, as its header says
        return bytearray(unpacker.decompress(content, limits.bytes + 1))
    except zlib.error as error:
        raise BrickError(
            name, "{href} could not be fetched: {reason}", href=href, reason=error
        ) from error
