"""Captions of videos: WebVTT, read before they are kept; a mistake is told with its line.

References
----------
.. [1] W3C, "WebVTT: The Web Video Text Tracks Format", sections 4 (syntax) and 6 (parsing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 256 * 1024
MOST_CUES = 2_000
_TIME = re.compile(r"(?:(\d{2,3}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_TIMING = re.compile(rf"({_TIME.pattern})[ \t]+-->[ \t]+({_TIME.pattern})(?:[ \t]+(.*))?")
_SETTING = re.compile(r"(vertical|line|position|size|align|region):\S+")
_BLOCKS = ("NOTE", "STYLE", "REGION")


class CaptionsError(ValueError):
    """A file is no WebVTT that can be shown; says in which line and what is allowed."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from one time to another, in seconds."""

    start: float
    end: float
    text: str


def read(content: bytes) -> tuple[str, list[Cue]]:
    """Return captions as they are kept, and their cues.

    Raises
    ------
    CaptionsError
        When they are no WebVTT, empty, or too long.
    """
    if len(content) > MOST_BYTES:
        said = _("The captions have %(given)s kB; at most %(most)s kB are allowed.")
        sizes = {"given": -(-len(content) // 1024), "most": MOST_BYTES // 1024}
        raise CaptionsError(said % sizes)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = _("The captions are not in UTF-8 (byte %(at)s): save them as UTF-8.")
        raise CaptionsError(said % {"at": error.start}) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lines = text.split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        said = _("The first line is “%(given)s”; captions are WebVTT, which begins with WEBVTT.")
        raise CaptionsError(said % {"given": lines[0][:40]})
    cues = _cues(lines)
    if not cues:
        raise CaptionsError(_("There is nothing in the captions: no line with “-->” is there."))
    return text, cues


def _cues(lines: list[str]) -> list[Cue]:
    cues: list[Cue] = []
    at = _after_block(lines, 1)
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        end = _after_block(lines, at)
        block = lines[at:end]
        if not block[0].startswith(_BLOCKS) or any("-->" in line for line in block):
            cues.append(_cue(block, at + 1, cues))
        at = end
        if len(cues) > MOST_CUES:
            said = _("There are more than %(most)s captions in the file.")
            raise CaptionsError(said % {"most": MOST_CUES})
    return cues


def _after_block(lines: list[str], at: int) -> int:
    """Return the number of the line that ends a block."""
    while at < len(lines) and lines[at].strip():
        at += 1
    return at


def _cue(block: list[str], number: int, before: list[Cue]) -> Cue:
    """Read a cue: maybe a name, its times, its text."""
    if "-->" not in block[0]:
        block, number = block[1:], number + 1
    timing = _TIMING.fullmatch(block[0].strip()) if block else None
    if timing is None:
        said = _("Line %(line)s is “%(given)s”; a line such as %(example)s is needed.")
        shown = block[0][:60] if block else ""
        example = "00:01.000 --> 00:04.500"
        raise CaptionsError(said % {"line": number, "given": shown, "example": example})
    for setting in (timing.group(11) or "").split():
        if not _SETTING.fullmatch(setting):
            said = _("Line %(line)s: “%(given)s” is no setting of a caption.")
            raise CaptionsError(said % {"line": number, "given": setting[:40]})
    start, end = _seconds(timing.group(1)), _seconds(timing.group(6))
    if end <= start:
        said = _("Line %(line)s: a caption ends (%(end)s) before it begins (%(start)s).")
        told = {"line": number, "start": timing.group(1), "end": timing.group(6)}
        raise CaptionsError(said % told)
    if before and start < before[-1].start:
        said = _("Line %(line)s: captions are in order; this one begins before the one above.")
        raise CaptionsError(said % {"line": number})
    where = {"line": number, "given": block[0][:60]}
    if len(block) == 1:
        raise CaptionsError(_("Line %(line)s, “%(given)s”: no words follow.") % where)
    if any("-->" in line for line in block[1:]):
        said = _("Line %(line)s, “%(given)s”: an empty line is missing after it.")
        raise CaptionsError(said % where)
    return Cue(start, end, "\n".join(block[1:]))


def _seconds(time: str) -> float:
    found = _TIME.fullmatch(time)
    hours, minutes, seconds, thousandths = found.groups() if found else ("0", "0", "0", "0")
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + int(thousandths) / 1000
