"""What is said of returns and closures in English, Chinese and Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citybricks.methods.exclusion.vocabulary import LANGUAGES, Names, facts, sentences

GAPS = {"en": " ", "zh-Hans": "", "ja": ""}
"""What stands between two sentences."""


def say(key: str, **values: object) -> Names:
    """Fill a sentence; a value may itself be a text in each language."""
    return {language: _filled(key, language, values) for language in LANGUAGES}


def _filled(key: str, language: str, values: dict[str, object]) -> str:
    said = {
        name: value[language] if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return sentences()[key][language].format(**said)


def joined(names: Sequence[str], joint: str) -> Names:
    """Name facts one after the other, joined by "and" or "or"."""
    joints = sentences()[joint]
    return {
        language: joints[language].join(facts()[name].names[language] for name in names)
        for language in LANGUAGES
    }


def answer(day: date | None, missing: Names | None, least: date | None) -> Names:
    """Say when a pupil may come back, or which facts are missing to say it."""
    if day is not None:
        return say("back", day=day)
    if missing is None:
        return say("not-kept-away")
    said = say("missing", facts=missing)
    if least is None:
        return said
    more = say("not-before", day=least)
    return {language: said[language] + GAPS[language] + more[language] for language in LANGUAGES}
