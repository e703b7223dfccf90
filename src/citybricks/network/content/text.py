"""A text in the language it was written in, and its translations.

A translation says who made it, when, and which revision of the original it renders; a reader
whose language is missing is shown the original, never nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Self

from langcodes import Language, tag_is_valid
from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _known(tag: str) -> str:
    if not tag_is_valid(tag):
        raise ValueError(f"{tag!r} is not a language tag (BCP 47), as zh-Hans, en or pt-BR are")
    return str(Language.get(tag))


Tag = Annotated[str, AfterValidator(_known)]
"""A language by its BCP 47 tag, in its usual form: ``zh-Hans``, ``en``, ``pt-BR``."""


class Kind(StrEnum):
    """How a translation was made."""

    HUMAN = "human"
    MACHINE = "machine"


class Translation(BaseModel):
    """A rendering of a text in another language."""

    model_config = ConfigDict(frozen=True)

    text: str
    kind: Kind = Kind.HUMAN
    by: str = ""
    """Who made it, as readers are told."""
    at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    source_revision: int = 1
    """Revision of the original that it renders."""


class State(StrEnum):
    """What a reader is shown."""

    ORIGINAL = "original"
    TRANSLATED = "translated"
    MACHINE = "machine"
    OUTDATED = "outdated"
    """A translation of an earlier revision."""
    UNTRANSLATED = "untranslated"
    """The original, because there is no translation into the reader's language."""


class Shown(BaseModel):
    """A text as one reader sees it."""

    model_config = ConfigDict(frozen=True)

    text: str
    language: str
    state: State
    by: str = ""


class Text(BaseModel):
    """A text with its translations; immutable, as every change makes a new one.

    Parameters
    ----------
    language
        Language it was written in.
    text
        What was written.
    revision
        How often the original was written, counted from 1.
    translations
        By language.
    """

    model_config = ConfigDict(frozen=True)

    language: Tag = "en"
    text: str = ""
    revision: int = 1
    translations: dict[Tag, Translation] = Field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def of(cls, language: str, text: str, **others: str) -> Self:
        """Return a text with translations named by tags whose hyphens are underscores."""
        rendered = {tag.replace("_", "-"): Translation(text=said) for tag, said in others.items()}
        return cls(language=language, text=text, translations=rendered)

    def rewritten(self, text: str, language: str | None = None) -> Self:
        """Return it with a new original; translations stay, and are out of date from now on."""
        language = language or self.language
        if text == self.text and language == self.language:
            return self
        kept = {tag: made for tag, made in self.translations.items() if tag != language}
        changes = {"text": text, "language": language, "translations": kept}
        return self.model_copy(update=changes | {"revision": self.revision + 1})

    def translated(
        self, language: str, text: str, *, by: str = "", kind: Kind = Kind.HUMAN
    ) -> Self:
        """Return it with a translation of today's original; an empty one is taken away.

        Raises
        ------
        ValueError
            When `language` is the one it was written in.
        """
        if language == self.language:
            raise ValueError(f"the text was written in {language}; rewrite it instead")
        made = Translation(text=text, kind=kind, by=by, source_revision=self.revision)
        others = {tag: old for tag, old in self.translations.items() if tag != language}
        if text.strip():
            others[language] = made
        return self.model_copy(update={"translations": others})

    def languages(self) -> tuple[str, ...]:
        """Return the languages it can be read in, the original first."""
        return (self.language, *self.translations)

    def shown(self, language: str) -> Shown:
        """Return what a reader of `language` sees: it, a near variant of it, or the original."""
        nearest = _nearest(language, self.languages())
        if nearest is None or nearest == self.language:
            state = State.UNTRANSLATED if nearest is None and self.text else State.ORIGINAL
            return Shown(text=self.text, language=self.language, state=state)
        made = self.translations[nearest]
        state = State.MACHINE if made.kind == Kind.MACHINE else State.TRANSLATED
        if made.source_revision < self.revision:
            state = State.OUTDATED
        return Shown(text=made.text, language=nearest, state=state, by=made.by)

    def versions(self) -> dict[str, str]:
        """Return the text by language, the original first."""
        return {self.language: self.text} | {tag: t.text for tag, t in self.translations.items()}


def _nearest(wished: str, there: tuple[str, ...]) -> str | None:
    """Return the wished language, or one that its readers read: zh-Hans for zh-Hant."""
    if wished in there:
        return wished
    primary = wished.partition("-")[0]
    return next((tag for tag in there if tag.partition("-")[0] == primary), None)
