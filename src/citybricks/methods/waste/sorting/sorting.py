"""Where an item goes: listed names first, then rules of composition, then a classifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from citybricks.methods.waste.sorting import names
from citybricks.methods.waste.sorting.classifier import Classifier
from citybricks.methods.waste.sorting.lexicon import words
from citybricks.methods.waste.sorting.rules import RuleSet, load

How = Literal["city", "listed", "plainly", "soiled", "spelt", "sound", "letters", "unsure"]
THRESHOLD = 0.5
"""Share of the evidence below which nothing is said."""
DOUBT, DOUBT_OF_NEW = 0.03, 0.01
"""Share for the dangerous class, of that for food, above which a name is not called food.

The second one where no word or pair of signs of the name is known from food. Cross-validated on our
own words: of held-out dangerous names one in a thousand passes."""
_SPELLING, _SOUND = 88.0, 92.0
"""Similarity from which on a Latin name is taken for one that is listed. [%]"""
_NEAREST = 3
_SHORTEST = 4
"""Letters of a Latin name in which slips of the pen are looked for."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Where an item goes.

    Parameters
    ----------
    item
        As it was written.
    waste_class
        Class in the rule set; None when nothing is said.
    confidence
        Share of the evidence that speaks for it, 0 to 1.
    how
        By what it is known.
    like
        The listed name that it is known by, or the nearest ones when nothing is said.
    kind
        Kind of thing, where our own words know it.
    """

    item: str
    waste_class: str | None
    confidence: float
    how: How
    like: tuple[str, ...]
    kind: str | None


class Sorter:
    """Sorts by the rules of a city, and by a list of its own if it has one.

    Parameters
    ----------
    rules
        How the city sorts.
    known
        Names of the city's own list with their classes; they go before our own words.
    shipped
        Plain names with their kinds; our own words when None.
    """

    def __init__(
        self,
        rules: RuleSet,
        known: Mapping[str, str] | None = None,
        shipped: Mapping[str, str] | None = None,
    ) -> None:
        self.rules = rules
        self._own = {names.plain(name): one for name, one in (known or {}).items()}
        listed = {name: rules.kinds[kind] for name, kind in (shipped or words()).items()}
        self._listed = {**listed, **self._own}
        self._classifier = Classifier(self._listed)
        self._latin = [name for name in self._listed if not names.is_chinese(name)]
        self._chinese = [name for name in self._listed if names.is_chinese(name)]
        self._sounds: dict[str, str] = {}

    def sort(self, items: Sequence[str], threshold: float = THRESHOLD) -> list[Sorted]:
        """Return where each item goes; a class is said from `threshold` of the evidence on."""
        plain = [names.plain(item) for item in items]
        found = [self._looked_up(item, name) for item, name in zip(items, plain, strict=True)]
        left = [at for at, one in enumerate(found) if one is None and plain[at]]
        shares = self._classifier.shares([plain[at] for at in left])
        for at, share in zip(left, shares, strict=True):
            found[at] = self._judged(items[at], plain[at], share, threshold)
        return [one or self._unsure(item, "", 0.0) for item, one in zip(items, found, strict=True)]

    def _looked_up(self, item: str, name: str) -> Sorted | None:
        """Return what a list says, directly or through a rule of composition."""
        if name in self._listed:
            how: How = "city" if name in self._own else "listed"
            return self._as(item, name, how)
        bare = names.without_neutral(name)
        if bare in self._listed:
            return self._as(item, bare, "plainly")
        clean = names.without_soil(name)
        if clean in self._listed:
            once = self._listed[clean]
            return self._as(item, clean, "soiled", self.rules.soiled.get(once, once))
        return None if names.is_chinese(name) else self._latinised(item, name)

    def _latinised(self, item: str, name: str) -> Sorted | None:
        """Return what a Latin name means: an English one with a slip, or Chinese in pinyin."""
        from rapidfuzz import fuzz, process

        if len(name) < _SHORTEST:
            return None
        sound = name.replace(" ", "")
        sounds = self._by_sound()
        if sound in sounds:
            return self._as(item, sounds[sound], "sound", confidence=0.95)
        near = process.extractOne(name, self._latin, scorer=fuzz.ratio, score_cutoff=_SPELLING)
        if near:
            return self._as(item, near[0], "spelt", confidence=near[1] / 100)
        near = process.extractOne(sound, sounds.keys(), scorer=fuzz.ratio, score_cutoff=_SOUND)
        if near:
            return self._as(item, sounds[near[0]], "sound", confidence=near[1] / 100)
        return None

    def _judged(self, item: str, name: str, share: NDArray[np.float64], threshold: float) -> Sorted:
        """Return what the letters speak for, where they speak clearly."""
        by_class = dict(zip(self._classifier.classes, share.tolist(), strict=True))
        best = max(by_class, key=lambda one: by_class[one])
        said = by_class[best] >= threshold and self._classifier.knows(name)
        if best == self.rules.food:
            said &= self._harmless(name, by_class)
        if not said:
            return self._unsure(item, name, by_class[best])
        like = self._nearest(name, best)
        kind = next((words()[one] for one in like if one in words()), None)
        return Sorted(item, best, by_class[best], "letters", like[:1], kind)

    def _harmless(self, name: str, by_class: Mapping[str, float]) -> bool:
        """Whether danger is out of question for a name whose letters speak for food."""
        food = self.rules.food
        most = DOUBT if self._classifier.has_part_of(name, food) else DOUBT_OF_NEW
        clear = by_class.get(self.rules.dangerous, 0.0) <= most * by_class[food]
        return clear and not any(word in name for word in self.rules.suspicious)

    def _as(
        self, item: str, name: str, how: How, to: str | None = None, confidence: float = 1.0
    ) -> Sorted:
        return Sorted(item, to or self._listed[name], confidence, how, (name,), words().get(name))

    def _unsure(self, item: str, name: str, confidence: float) -> Sorted:
        return Sorted(item, None, confidence, "unsure", self._nearest(name), None)

    def _nearest(self, name: str, of: str | None = None) -> tuple[str, ...]:
        """Return listed names that look like one, of a class if one is asked for."""
        from rapidfuzz import fuzz, process

        pool = self._chinese if names.is_chinese(name) else self._latin
        kept = [one for one in pool if self._listed[one] == of] if of else pool
        found = process.extract(name, kept, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=1)
        return tuple(one[0] for one in found)

    def _by_sound(self) -> dict[str, str]:
        """Return the Chinese names by their pinyin, without those too short to be told apart."""
        if not self._sounds:
            for name in self._chinese:
                if len(name) > 1:
                    self._sounds.setdefault(names.pinyin(name), name)
        return self._sounds


@cache
def sorter(city: str) -> Sorter:
    """Return the sorter of a city by what is shipped alone; it is fitted at its first use.

    Raises
    ------
    UnknownCityError
        When there is no rule set of that city.
    """
    return Sorter(load(city))
