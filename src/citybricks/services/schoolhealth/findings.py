"""What was found to be wrong with a row, a report or a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from citybricks.services.schoolhealth.rules import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a rule is broken.

    Parameters
    ----------
    rule
        A key of `RULES`.
    column
        Which column, or element of another format.
    value
        What stands there, shortened.
    most
        What would be allowed, or what it contradicts.
    """

    rule: str
    column: str = ""
    value: str = ""
    most: str = ""
    row: int = field(default=0, compare=False)
    place: str = field(default="", compare=False)

    @property
    def warning(self) -> bool:
        """Whether the row is taken over all the same."""
        return RULES[self.rule].warning

    def at(self, row: int, place: str = "") -> Finding:
        """Return it with where it stands, unless that is said already."""
        return replace(self, row=self.row or row, place=self.place or place)

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return self.text("en")

    @property
    def zh(self) -> str:
        """What is wrong, in Chinese."""
        return self.text("zh")

    @property
    def mend_en(self) -> str:
        """What would mend it, in English."""
        return self.mend("en")

    @property
    def mend_zh(self) -> str:
        """What would mend it, in Chinese."""
        return self.mend("zh")

    def text(self, language: str) -> str:
        """Return what is wrong, in Chinese or English."""
        rule = RULES[self.rule]
        return self._filled(rule.zh if language.startswith("zh") else rule.en)

    def mend(self, language: str) -> str:
        """Return what would mend it, in Chinese or English."""
        rule = RULES[self.rule]
        return self._filled(rule.mend_zh if language.startswith("zh") else rule.mend_en)

    def _filled(self, text: str) -> str:
        return text.format(column=self.column, value=self.value, most=self.most)
