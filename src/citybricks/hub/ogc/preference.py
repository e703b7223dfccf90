"""How the caller prefers to be answered: the header ``Prefer`` (RFC 7240)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"""\s*([\w!#$%&'*+.^`|~-]+)\s*(?:=\s*"?([^",;]*)"?)?\s*(?:[,;]|$)""")
_LONGEST = 9
"""Digits of the longest wait that is understood."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What the caller prefers; what is not understood is ignored, as RFC 7240 demands."""

    asynchronous: bool = False
    synchronous: bool = False
    wait: int | None = None
    minimal: bool | None = None

    def seconds(self, longest: float) -> float:
        """Return how long to wait for the end of a run, at most `longest`."""
        if self.wait is not None:
            return min(float(self.wait), longest)
        return 0.0 if self.asynchronous else longest

    def applied(self, *, ended: bool, longest: float) -> str:
        """Return the value of ``Preference-Applied``.

        Parameters
        ----------
        ended
            Whether the answer carries the results, not the status.
        longest
            Longest wait that is granted.
        """
        honoured = []
        if self.asynchronous and not ended:
            honoured.append("respond-async")
        if self.synchronous and ended:
            honoured.append("respond-sync")
        if self.wait is not None and (ended or self.wait <= longest):
            honoured.append(f"wait={self.wait}")
        if self.minimal is not None and ended:
            honoured.append(f"return={'minimal' if self.minimal else 'representation'}")
        return ", ".join(honoured)


def preference_of(header: str) -> Preference:
    """Read the header; of a preference given twice, the first counts."""
    said: dict[str, str] = {}
    for name, value in _TOKEN.findall(header):
        said.setdefault(name.lower(), value.strip())
    wait = said.get("wait", "")
    known = wait.isascii() and wait.isdigit() and len(wait) <= _LONGEST
    wished = said.get("return")
    return Preference(
        asynchronous="respond-async" in said,
        synchronous="respond-sync" in said and "respond-async" not in said,
        wait=int(wait) if known else None,
        minimal={"minimal": True, "representation": False}.get(wished or ""),
    )
