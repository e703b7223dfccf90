"""Fields of these forms, and texts in Chinese and in English beside each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy
from pycountry import countries

from citybricks.network.content.collation import collation_key
from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import country_name, language_name, reader_language
from citybricks.network.gatherings.expo.domain.texts import READ, WRITTEN
from citybricks.network.gatherings.expo.vocabulary import LONGEST

_IN = {"zh": gettext_lazy("in Chinese"), "en": gettext_lazy("in English")}


def _labelled(label: str, end: str) -> str:
    gap = "" if reader_language().startswith("zh") else " "
    return f"{label}{gap}{_IN[end]}"


labelled = lazy(_labelled, str)
"""Say of a label which language it is in."""


class TextField(forms.CharField):
    """A text up to a length, which the refusal tells."""

    def __init__(self, name: str, *, rows: int = 0, **options: Any) -> None:
        self.most = LONGEST[name]
        look = {"dir": "auto"} | ({"rows": rows} if rows else {})
        widget = forms.Textarea(look) if rows else forms.TextInput(look)
        super().__init__(required=False, widget=widget, strip=False, **options)

    def clean(self, value: Any) -> str:
        """Return the text without what cannot be read."""
        return text_up_to(str(value or ""), self.most)


class LanguageChoice(forms.ChoiceField):
    """Which of the two languages is the original; the other is its translation."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Written in; the other is its translation"))
        options.setdefault(
            "initial", lambda: reader_language() if reader_language() in READ else "en"
        )
        super().__init__(widget=forms.RadioSelect, choices=self._names, **options)

    @staticmethod
    def _names() -> list[tuple[str, str]]:
        return [(tag, language_name(tag, reader_language())) for tag in READ]


class TongueField(forms.ChoiceField):
    """A language that a file is in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=self._names, initial=reader_language, **options)

    @staticmethod
    def _names() -> list[tuple[str, str]]:
        tags = ("zh-Hans", "en", "zh-Hant", "pt", "ru", "ja", "fr", "es", "ar", "de", "ko", "it")
        return [(tag, language_name(tag, reader_language())) for tag in tags]


class CountryField(forms.ChoiceField):
    """A country or region of ISO 3166-1, in the order of the reader's language."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Country or region"))
        super().__init__(choices=self._names, **options)

    @staticmethod
    def _names() -> list[tuple[str, str]]:
        reader = reader_language()
        named = [(one.alpha_2, country_name(one.alpha_2, reader)) for one in countries]
        return [("", "—"), *sorted(named, key=lambda one: collation_key(one[1], reader))]


class BilingualForm(forms.Form):
    """A form with texts in Chinese and in English.

    Each text of `TEXTS` is a field for either language, beside each other.
    """

    TEXTS: tuple[tuple[str, Any, int], ...] = ()
    """Name, label and rows of each text."""
    ASKED: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, label, rows in self.TEXTS:
            for end, tag in WRITTEN:
                field = TextField(name, rows=rows, label=labelled(label, end))
                field.widget.attrs["lang"] = tag
                self.fields[f"{name}_{end}"] = field

    def needs(self, name: str, said: str) -> None:
        """Ask for a text in one language at least."""
        both = [f"{name}_{end}" for end, _tag in WRITTEN]
        if not any(self.cleaned_data.get(one) or one in self.errors for one in both):
            self.add_error(both[0], said)
