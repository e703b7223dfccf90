"""Captions of videos: read with care, as the browser will read them.

References
----------
.. [1] W3C, "WebVTT: The Web Video Text Tracks Format", Candidate Recommendation (2019), section 4.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_HEAD = re.compile(r"WEBVTT(?:[ \t].*)?")
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_LINES = re.compile(r"\r\n|\r|\n")


class CaptionsError(ValueError):
    """Captions that no browser shows; says in which line, and what is allowed."""


def checked(content: bytes) -> str:
    """Return captions as text.

    Raises
    ------
    CaptionsError
        When they are not UTF-8, have no header, a wrong time, times that run back, or no words.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsError(_("The captions are not written in UTF-8.")) from error
    lines = _LINES.split(text.replace("\0", "\ufffd"))
    if not _HEAD.fullmatch(lines[0]):
        raise CaptionsError(_("The file is no WebVTT: its first line has to be WEBVTT."))
    if not _cues(lines):
        raise CaptionsError(_("The captions have no words."))
    return "\n".join(lines)


def _cues(lines: list[str]) -> int:
    """Return how many cues there are, each of them checked."""
    found, last, at = 0, 0, 1
    while at < len(lines):
        start = at
        while at < len(lines) and lines[at].strip():
            at += 1
        block = lines[start:at]
        if block and not _ASIDE.fullmatch(block[0]) and (start > 1 or "-->" in "".join(block)):
            last = _cue(block, start + 1, last)
            found += 1
        at += 1
    return found


def _cue(block: list[str], line: int, last: int) -> int:
    """Check a cue, and return when it begins in milliseconds."""
    timed = 0 if "-->" in block[0] else 1
    where = {"line": line + timed, "given": block[min(timed, len(block) - 1)][:60]}
    times = _TIMES.fullmatch(block[timed].strip()) if len(block) > timed else None
    if times is None:
        raise CaptionsError(_("Line %(line)s, “%(given)s”: write 00:01.000 --> 00:04.000.") % where)
    begin, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    if end <= begin:
        raise CaptionsError(_("Line %(line)s, “%(given)s”: it ends before it begins.") % where)
    if begin < last:
        raise CaptionsError(
            _("Line %(line)s, “%(given)s”: it begins before the one above.") % where
        )
    words = block[timed + 1 :]
    if not words:
        raise CaptionsError(_("Line %(line)s, “%(given)s”: no words follow.") % where)
    if any("-->" in row for row in words):
        raise CaptionsError(
            _("Line %(line)s, “%(given)s”: an empty line is missing after it.") % where
        )
    return begin


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
