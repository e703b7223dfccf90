"""What the identifiers are called by which a plan speaks of talks, people, tracks and rooms."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain.zones import clock_in, in_zone
from citybricks.network.gatherings.programme.domain.board import draft_of
from citybricks.network.gatherings.programme.domain.clashes import title_of
from citybricks.network.gatherings.programme.models import Block, Speaker

_KEY = re.compile(r"\b(?:(?:person|track|block|room|listener)-\d+|[0-9A-HJKMNP-TV-Z]{26})\b")
NO_TRACK = Text.of("en", "Without a track", zh_Hans="无分会主题")


class Names:
    """Names of everything a plan can speak of.

    Parameters
    ----------
    gathering
        Whose programme it is.
    """

    def __init__(self, gathering: Any) -> None:
        board = draft_of(gathering)
        self.texts: dict[str, Text] = {
            "track-0": NO_TRACK,
            **{key: talk.row.title for key, (talk, _in) in board.talks.items()},
            **{key: title_of(one) for key, one in board.by_key.items()},
            **{f"track-{one.pk}": one.name for one in board.tracks},
            **{f"room-{one.pk}": one.name for one in board.rooms},
            **{f"person-{one.pk}": one.name for one in Speaker.objects.filter(gathering=gathering)},
        }
        blocks = Block.objects.filter(gathering=gathering)
        self.blocks = {f"block-{one.pk}": (one.start, one.end) for one in blocks}
        self.zone = gathering.time_zone

    def of(self, key: str, language: str) -> str:
        """Return what something is called, in a language."""
        if key in self.blocks:
            return span_said(*self.blocks[key], self.zone, language)
        text = self.texts.get(key)
        return text.shown(language).text if text else key

    def said(self, words: str, language: str) -> str:
        """Return words with names in place of identifiers."""
        return _KEY.sub(lambda found: self.of(found.group(), language), words)


def span_said(start: datetime, end: datetime, zone: str, language: str) -> str:
    """Return a stretch of time on the clock of a zone that a heading names."""
    return f"{in_zone(start, zone, language, printed=False)}–{clock_in(end, zone)}"
