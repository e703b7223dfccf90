"""The hub as a trustee's program reaches it: tasks, answers, and the public archive."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from http.client import HTTPResponse
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

_MOST_BYTES = 64 << 20
"""Of a task."""
_SECONDS = 60
STEP = "X-Trustee-Step"
"""Header that says which step is answered."""


class RemoteError(ValueError):
    """What the hub, or the way to it, has to say instead of an answer.

    Parameters
    ----------
    en, zh
        In English and in simplified Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Remote:
    """A trustee's place on a hub.

    Parameters
    ----------
    address
        ``https://HUB/voting/api/elections/UUID/trustees/NUMBER``.
    token
        Which shows that one is that trustee.
    """

    address: str
    token: str = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse an address over which the token could be read by others.

        Raises
        ------
        RemoteError
            When it is neither https nor of this machine, or no trustee's place.
        """
        parts = urlsplit(self.address)
        private = parts.scheme == "http" and _is_here(parts.hostname or "")
        if "/trustees/" not in parts.path:
            raise RemoteError(
                f"{self.address} does not end in /trustees/NUMBER",
                f"{self.address} 不以 /trustees/编号 结尾",
            )
        if not private and (parts.scheme != "https" or not parts.hostname):
            raise RemoteError(
                f"{self.address} is not an https address", f"{self.address} 不是 https 地址"
            )

    def task(self) -> tuple[str, Any]:
        """Return the step that is asked for, and its data."""
        with self._open(f"{self.address}/task") as response:
            raw = response.read(_MOST_BYTES + 1)
        try:
            value = json.loads(raw)
            return str(value["step"]), value["data"]
        except (ValueError, KeyError, TypeError):
            raise RemoteError(
                f"{self.address}/task gives no task", f"{self.address}/task 没有给出任务"
            ) from None

    def answer(self, step: str, raw: bytes) -> None:
        """Give the answer to a step."""
        headers = {STEP: step, "Content-Type": "application/json"}
        with self._open(f"{self.address}/answer", raw, headers):
            pass

    def archive(self, path: Path) -> None:
        """Write the archive of the election to a file."""
        election = self.address.rpartition("/trustees/")[0]
        with self._open(f"{election}/archive.bel") as response, path.open("wb") as file:
            shutil.copyfileobj(response, file)

    def _open(
        self, address: str, content: bytes | None = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        sent = {**(headers or {}), "Authorization": f"Bearer {self.token}"}
        request = Request(address, content, sent)  # noqa: S310 - https, or this machine
        try:
            response: HTTPResponse = _OPENER.open(request, timeout=_SECONDS)
        except HTTPError as error:
            _refuse(error)
        except (URLError, TimeoutError) as error:
            reason = getattr(error, "reason", error)
            raise RemoteError(
                f"{address} does not answer: {reason}", f"{address} 没有应答：{reason}"
            ) from None
        return response


class _Stay(HTTPRedirectHandler):
    """Follows nobody elsewhere: the token is for this hub."""

    def redirect_request(self, *_given: Any) -> None:
        """Return no request, so that the answer counts as a refusal."""


_OPENER = build_opener(_Stay)


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(error: HTTPError) -> NoReturn:
    """Tell what the hub says about a refusal."""
    raw = error.read(_MOST_BYTES)
    try:
        value = json.loads(raw)
        en, zh = str(value["en"]), str(value["zh"])
    except (ValueError, KeyError, TypeError):
        en, zh = f"the hub answers {error.code} {error.reason}", f"服务器应答 {error.code}"
    raise RemoteError(en, zh) from None
