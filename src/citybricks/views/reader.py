"""For whom a page is written: a language, and the texts in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citybricks.kernel.translation import Translate, catalogue

_FOLDER = Path(__file__).parent


def identity(text: str) -> str:
    """Leave a text in English."""
    return text


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns English texts into those of a language.

    Parameters
    ----------
    translate
        Knows the texts of the brick; asked first.
    language
        BCP 47 tag; the views' own texts are in it, whatever `translate` knows.
    """

    translate: Translate = identity
    language: str = "en"

    def __call__(self, text: str, /, **values: Any) -> str:
        """Return the text in the reader's language, its ``{placeholders}`` filled in."""
        said = self.translate(text)
        if said == text:
            said = catalogue(_FOLDER, self.language).get(" ".join(text.split()), text)
        return said.format(**values) if values else said

    def listed(self, *items: str) -> str:
        """List things one after the other, as the language does."""
        return ("、" if self.language.startswith("zh") else ", ").join(items)

    def joined(self, *sentences: str) -> str:
        """Put sentences behind each other, as the language does."""
        gap = "" if self.language.startswith("zh") else " "
        return gap.join(sentence for sentence in sentences if sentence)
