"""What addresses of expo are about, in the test that asks for every address."""

from __future__ import annotations

from typing import Any

from tests.hub.cast import Cast

METHODS: dict[str, set[str]] = {}
"""The methods of addresses that have not just GET and POST."""


def arguments(cast: Cast, name: str, case: str) -> dict[str, Any] | None:
    """Make what an address is about and return the arguments of its path; None: not of ours."""
    del cast, name, case
    return None


def sent(cast: Cast, name: str) -> dict[str, Any] | None:
    """Return what is sent: something that the address takes; None: not of ours."""
    del cast, name
    return None
