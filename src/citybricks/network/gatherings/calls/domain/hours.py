"""Hours of the day that do not suit a speaker, on the speaker's own clock."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_SPAN = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—~至到]+\s*(\d{1,2})[:：](\d{2})")
_BETWEEN = re.compile(r"[,;，；、\n]+")
MOST = 6


def spans(given: str) -> list[list[str]]:
    """Read ``22:00-07:00, 12:00-13:00``.

    Raises
    ------
    ValidationError
        When it is none; it says what one looks like.
    """
    found = [_span(part.strip()) for part in _BETWEEN.split(given) if part.strip()]
    if len(found) > MOST:
        raise ValidationError(
            _("%(given)s spans; at most %(most)s are allowed.")
            % {"given": len(found), "most": MOST}
        )
    return found


def _span(part: str) -> list[str]:
    read = _SPAN.fullmatch(part)
    numbers = [int(one) for one in read.groups()] if read else []
    if not numbers or max(numbers[0], numbers[2]) > 23 or max(numbers[1], numbers[3]) > 59:  # noqa: PLR2004 - of a clock
        raise ValidationError(
            _("“%(given)s” is no span of hours; write 22:00-07:00.") % {"given": part[:40]}
        )
    first, last = (f"{numbers[at]:02d}:{numbers[at + 1]:02d}" for at in (0, 2))
    if first == last:
        raise ValidationError(_("“%(given)s” has no length.") % {"given": part[:40]})
    return [first, last]


def written(kept: list[list[str]]) -> str:
    """Return spans as people write them."""
    return ", ".join(f"{first}-{last}" for first, last in kept)
