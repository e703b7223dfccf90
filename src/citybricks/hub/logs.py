"""Logs hold no secrets, whoever writes them."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

_SECRETS = re.compile(
    r"\bcb_[\w-]{20,}"  # access tokens
    r"|(?<=://)[^\s/@]+(?=@)"  # user and password in an address
    r"|(?<=/confirm-email/)[^\s/]+"  # links in mails of the account pages
    r"|(?<=/password/reset/key/)[^\s/]+"
    r"|(?<=/notices/unsubscribe/)[^\s/]+"
    r"|(?i:(?<=bearer )|(?<=password=)|(?<=token=)|(?<=secret=))[^\s&'\"]+"
)


def hide_secrets(_logger: object, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """Blacken whatever looks like a secret; a processor of structlog."""
    return {
        name: _SECRETS.sub("…", value) if isinstance(value, str) else value
        for name, value in event.items()
    }
