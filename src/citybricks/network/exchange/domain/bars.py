"""Components of a score as bars to the right, for, and to the left, against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

NAMES = {
    "meaning": _("Meaning"),
    "words": _("Words"),
    "types": _("Kind"),
    "targets": _("SDG targets"),
    "fields": _("Fields"),
    "regions": _("Regions"),
    "trl": _("Readiness"),
    "partnerships": _("Partnership"),
    "languages": _("Languages"),
    "exposure": _("Shown often"),
}
"""What the components are called, in the order they are shown."""
WIDTH = 60
"""Half of a bar's width."""
_FULL = 3.0
"""Log-odds that fill half of it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A component: its name, its log-odds, and where its bar begins and how wide it is."""

    name: str
    value: float
    start: float
    width: float

    @property
    def against(self) -> bool:
        """Whether it speaks against the match."""
        return self.value < 0


def bars_of(components: Mapping[str, float]) -> tuple[Bar, ...]:
    """Return the components of a score as bars."""
    return tuple(
        _bar(str(NAMES[name]), float(components[name])) for name in NAMES if name in components
    )


def _bar(name: str, value: float) -> Bar:
    width = max(1.0, min(abs(value) / _FULL, 1.0) * WIDTH)
    return Bar(name, value, WIDTH - width if value < 0 else WIDTH, round(width, 1))
