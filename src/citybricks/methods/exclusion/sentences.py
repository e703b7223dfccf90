"""What is said of a return in English, Chinese and Japanese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from citybricks.methods.exclusion.vocabulary import LANGUAGES, Names, facts

_OR = {"en": " or ", "zh-Hans": "或", "ja": "又は"}
_AND = {"en": " and ", "zh-Hans": "和", "ja": "及び"}

_BACK = {
    "en": "May come back on {day}.",
    "zh-Hans": "自{day}起可以返校。",
    "ja": "{day}から登校できます。",
}
_MISSING = {
    "en": "Cannot be said yet: {facts} is missing.",
    "zh-Hans": "尚不能确定:缺少{facts}。",
    "ja": "まだ決まりません:{facts}が必要です。",
}
_NOT_BEFORE = {
    "en": " Not before {day}.",
    "zh-Hans": "不早于{day}。",
    "ja": "{day}より前には登校できません。",
}
_STAYS = {
    "en": "This table keeps nobody away for it.",
    "zh-Hans": "本表不要求因此停止上学。",
    "ja": "この表では出席停止の対象ではありません。",
}


def answer(
    day: date | None,
    missing: Sequence[str],
    any_of: bool,
    excluded: bool,
    least: date | None,
) -> Names:
    """Say when a pupil may come back, or which facts are missing to say it."""
    if not excluded:
        return dict(_STAYS)
    if day is not None:
        return {language: _BACK[language].format(day=day.isoformat()) for language in LANGUAGES}
    joint = _OR if any_of else _AND
    return {
        language: _MISSING[language].format(
            facts=joint[language].join(facts()[name].names[language] for name in missing)
        )
        + (_NOT_BEFORE[language].format(day=least.isoformat()) if least else "")
        for language in LANGUAGES
    }


def one_of(values: Sequence[str]) -> Names:
    """Say which values are allowed."""
    listed = ", ".join(values)
    return {
        "en": f"one of {listed} is allowed",
        "zh-Hans": f"只能是以下之一:{listed}",
        "ja": f"次のいずれかに限ります:{listed}",
    }


def not_before_onset(onset: date) -> Names:
    """Say that nothing of an illness is before its first day."""
    return {
        "en": f"a day on or after the first day of illness, {onset}, is allowed",
        "zh-Hans": f"不能早于发病日{onset}",
        "ja": f"発症日({onset})以後の日に限ります",
    }
