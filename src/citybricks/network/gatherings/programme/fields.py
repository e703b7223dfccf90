"""What forms of programmes are made of: texts in two languages, times on the wall, languages."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.gatherings.hosting.domain.zones import from_wall
from citybricks.network.gatherings.hosting.forms import shown_in, written

LONGEST = {"title": 300, "abstract": 8_000, "name": 200, "affiliation": 200, "about": 4_000}
"""Most characters of each text."""
ENDS = (("zh", "zh-Hans"), ("en", "en"))
"""The two languages of texts, by the end of a field's name."""
FOLDS = (
    ("", gettext_lazy("Clocks are not put back in between")),
    ("0", gettext_lazy("The first time, before clocks are put back")),
    ("1", gettext_lazy("The second time, after clocks are put back")),
)
"""Which of two hours is meant, where clocks are put back."""


def line(end: str, label: Any, *, rows: int = 0, **options: Any) -> forms.CharField:
    """Return a field of a text in one of the two languages."""
    look = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
    look.attrs |= {"lang": dict(ENDS)[end], "dir": "auto"}
    return forms.CharField(label=label, required=False, strip=False, widget=look, **options)


class LanguageField(forms.CharField):
    """A language, by tag or by name; empty where nobody knows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=60, **options)

    def prepare_value(self, value: Any) -> Any:
        """Name it in the reader's language."""
        return language_name(str(value), reader_language()) if value else value

    def clean(self, value: Any) -> str:
        """Return its tag."""
        given = str(super().clean(value)).strip()
        return language_tag(given) if given else ""


class TimeInput(forms.TimeInput):
    """A time on the clock, picked or typed as 09:30."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TextsForm(forms.Form):
    """A form with texts in two languages.

    Attributes
    ----------
    TEXTS
        Their names, and whether one of the two languages has to be given.
    """

    TEXTS: ClassVar[dict[str, bool]] = {}
    ASKED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, gathering: Any, row: Any, **options: Any) -> None:
        self.gathering, self.row = gathering, row
        options.setdefault("initial", self.initial_of(row))
        super().__init__(*args, **options)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """Return what the form begins with: what stands in the row."""
        found = {
            name: getattr(row, name)
            for name in self.base_fields
            if name in {column.name for column in row._meta.fields}  # noqa: SLF001 - Django documents it
        }
        for name in self.TEXTS:
            for end, tag in ENDS:
                found[f"{name}_{end}"] = shown_in(getattr(row, name), tag)
        return found

    def clean(self) -> dict[str, Any]:
        """Return what was given, texts as `Text`."""
        found = super().clean() or self.cleaned_data
        for name, asked in self.TEXTS.items():
            for end, _tag in ENDS:
                self._checked(found, f"{name}_{end}", LONGEST[name])
            if asked and not (found.get(f"{name}_zh") or found.get(f"{name}_en")):
                self.add_error(f"{name}_zh", _("Give it in Chinese or in English, better in both."))
            found[name] = written(found, name, getattr(self.row, name))
        return found

    def _checked(self, found: dict[str, Any], name: str, most: int) -> None:
        try:
            found[name] = text_up_to(found.get(name) or "", most)
        except ValidationError as error:
            self.add_error(name, error)
            found[name] = ""


class TimedForm(forms.Form):
    """Fields of a day and two times on the wall of the gathering."""

    gathering: Any

    def instants(self, found: dict[str, Any]) -> tuple[datetime, datetime] | None:
        """Return the two instants; None where not all of them are given."""
        day, first, last = (found.get(name) for name in ("day", "from_", "to"))
        if not (day and first and last):
            if any((day, first, last)) and not set(self.errors) & {"day", "from_", "to"}:
                self.add_error("day", _("Give the day and both times, or none of them."))
            return None
        zone, fold = self.gathering.time_zone, found.get("fold") or None
        made: list[datetime] = []
        for name, clock in (("from_", first), ("to", last)):
            try:
                made.append(from_wall(day, clock, zone, fold=int(fold) if fold else None))
            except ValidationError as error:
                self.add_error(name, error)
        if len(made) < 2:  # noqa: PLR2004 - a start and an end
            return None
        start, end = made
        if end <= start:
            said = _("It ends at %(end)s, which is not after %(start)s.")
            self.add_error("to", said % {"end": f"{last:%H:%M}", "start": f"{first:%H:%M}"})
            return None
        return start, end


def wall(row: Any, gathering: Any) -> dict[str, Any]:
    """Return the times of a row as on the wall of the gathering."""
    if getattr(row, "start", None) is None:
        return {}
    start, end = (one.astimezone(ZoneInfo(gathering.time_zone)) for one in (row.start, row.end))
    return {"day": start.date(), "from_": start.time(), "to": end.time()}
