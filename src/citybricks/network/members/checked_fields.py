"""Fields of forms that are checked as cells of a table of members are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import language_name, page_languages, reader_language
from citybricks.network.members.domain import cells

TONGUES = (
    "zh-Hans", "zh-Hant", "en", "pt", "ru", "ja", "fr", "es", "ar", "de", "it", "ko", "id", "lo",
    "th", "vi", "tr", "kk", "uz", "fa", "hi", "ur", "el", "he", "sw", "af", "zu", "mi",
)  # fmt: skip
"""Languages that a form offers; others are given by their tag."""
_SEPARATOR = re.compile(r"[,;，、；\n]+")


class CheckedField(forms.CharField):
    """What a check makes of what was typed; of nothing typed, `empty`.

    Parameters
    ----------
    check
        Raises `ValidationError` that says what is allowed.
    rows
        Lines of the field; one where it is 0.
    """

    def __init__(
        self, check: Callable[[str], Any], *, rows: int = 0, empty: Any = "", **options: Any
    ) -> None:
        self.check, self.empty = check, empty
        look = {"dir": "auto"} | ({"rows": rows} if rows else {})
        options.setdefault("widget", forms.Textarea(look) if rows else forms.TextInput(look))
        options.setdefault("required", False)
        super().__init__(strip=False, **options)

    def clean(self, value: Any) -> Any:
        """Check it."""
        typed = str(value or "").strip()
        if typed:
            return self.check(typed)
        if self.required:
            raise ValidationError(_("Fill this in: it cannot be empty."), code="required")
        return self.empty


class TextField(CheckedField):
    """A text up to a length, without HTML."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(lambda typed: cells.text(typed, most), **options)


class SeveralField(CheckedField):
    """Values with commas between, each of them checked."""

    def __init__(
        self, check: Callable[[str], str], *, show: Callable[[str], str] = str, **options: Any
    ) -> None:
        super().__init__(self._each, empty=[], **options)
        self.one, self.show = check, show

    def _each(self, typed: str) -> list[str]:
        good, wrong = [], []
        for part in filter(None, map(str.strip, _SEPARATOR.split(typed))):
            try:
                good.append(self.one(part))
            except ValidationError as error:
                wrong += error.messages
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(good))

    def prepare_value(self, value: Any) -> Any:
        """Write values as people would."""
        return value if isinstance(value, str) else ", ".join(map(self.show, value or []))


def tongues(others: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return languages to choose from, with their names in the reader's language."""
    reader = reader_language()
    return [(tag, language_name(tag, reader)) for tag in dict.fromkeys([*TONGUES, *others])]


class LanguageField(CheckedField):
    """The language something is written in: the reader's, unless another is chosen."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Language you write in"))
        super().__init__(
            language_tag, required=True, initial=reader_language, widget=forms.Select(), **options
        )

    def offer(self, given: Any) -> None:
        """Offer languages, the given one too."""
        there = isinstance(given, str) and given
        self.widget.choices = tongues([str(given)] if there else [])


class NamedForm(forms.Form):
    """A form with names by language: the languages of the pages, those there are, one more.

    Parameters
    ----------
    names
        Those there are, by language.
    """

    def __init__(self, *args: Any, names: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tags = tuple(dict.fromkeys([*page_languages(), *names]))
        for tag in self.tags:
            look = forms.TextInput({"dir": "auto", "lang": tag})
            self.fields[f"name-{tag}"] = CheckedField(
                cells.short,
                label=language_name(tag, reader_language()),
                initial=names.get(tag, ""),
                widget=look,
            )
        self.fields["other_language"] = CheckedField(
            language_tag, label=gettext_lazy("Another language")
        )
        self.fields["other_name"] = CheckedField(
            cells.short, label=gettext_lazy("Name in that language")
        )

    def name_fields(self) -> list[forms.BoundField]:
        """Return the fields of names."""
        return [self[f"name-{tag}"] for tag in self.tags] + [
            self["other_language"],
            self["other_name"],
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the names; there has to be one."""
        given = super().clean() or self.cleaned_data
        names = {tag: given[f"name-{tag}"] for tag in self.tags if given.get(f"name-{tag}")}
        tag, name = given.get("other_language", ""), given.get("other_name", "")
        if name and not tag and "other_language" not in self.errors:
            self.add_error("other_language", _("Of which language is this name?"))
        elif tag and not name and "other_name" not in self.errors:
            self.add_error("other_name", _("What is it called in this language?"))
        elif tag and name:
            names[tag] = name
        if not names and not self.errors:
            self.add_error(f"name-{reader_language()}", _("A name in one language is needed."))
        return given | {"names": names}
