"""The form of a call."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain import offering
from citybricks.network.gatherings.calls.models import Call
from citybricks.network.gatherings.calls.vocabulary import LONGEST, Kind
from citybricks.network.gatherings.hosting.domain.zones import from_wall
from citybricks.network.gatherings.hosting.forms import DayInput, shown_in, written
from citybricks.network.gatherings.programme.domain.talks import tracks_of
from citybricks.network.members.checked_fields import CheckedField

_FOLDS = [("", "—"), ("0", gettext_lazy("the first")), ("1", gettext_lazy("the second"))]
_TWICE = gettext_lazy("Where clocks are put back")


def _said(name: str, tag: str, label: Any, rows: int = 0) -> CheckedField:
    look: dict[str, Any] = {"lang": tag, "dir": "auto"} | ({"rows": rows} if rows else {})
    widget = forms.Textarea(look) if rows else forms.TextInput(look)
    most = LONGEST[name]
    return CheckedField(lambda typed: text_up_to(typed, most), label=label, widget=widget)


def _clock(initial: time) -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    return forms.TimeField(label=gettext_lazy("Time"), widget=widget, initial=initial)


class CallForm(forms.Form):
    """What is called for, from whom, and until when."""

    kind = forms.ChoiceField(label=gettext_lazy("What is called for"), choices=Kind)
    title_zh = _said("title", "zh-Hans", gettext_lazy("Title in Chinese"))
    title_en = _said("title", "en", gettext_lazy("Title in English"))
    text_zh = _said("text", "zh-Hans", gettext_lazy("Text in Chinese"), 8)
    text_en = _said("text", "en", gettext_lazy("Text in English"), 8)
    opens_day = forms.DateField(label=gettext_lazy("Opens on"), widget=DayInput())
    opens_clock = _clock(time(9))
    opens_fold = forms.ChoiceField(label=_TWICE, choices=_FOLDS, required=False)
    closes_day = forms.DateField(label=gettext_lazy("Closes on"), widget=DayInput())
    closes_clock = _clock(time(23, 59))
    closes_fold = forms.ChoiceField(label=_TWICE, choices=_FOLDS, required=False)
    tracks = forms.MultipleChoiceField(
        label=gettext_lazy("Tracks offered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all tracks of the programme."),
    )
    formats = forms.CharField(
        label=gettext_lazy("Formats and lengths"),
        required=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("A line each: code | minutes | 中文 | English"),
    )
    criteria = forms.CharField(
        label=gettext_lazy("Criteria of reviews"),
        required=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("A line each: code | weight | 中文 | English; marks are 1 to 5."),
    )
    most_words = forms.IntegerField(
        label=gettext_lazy("Most words of an abstract"),
        min_value=20,
        max_value=2000,
        initial=300,
        help_text=gettext_lazy("Two Chinese characters count as a word."),
    )
    most_each = forms.IntegerField(
        label=gettext_lazy("Most proposals of a person"), min_value=1, max_value=50, initial=3
    )
    most_speakers = forms.IntegerField(
        label=gettext_lazy("Most people named in a proposal"), min_value=1, max_value=30, initial=6
    )
    each = forms.IntegerField(
        label=gettext_lazy("Reviews of each proposal"), min_value=1, max_value=9, initial=2
    )
    blind = forms.BooleanField(
        label=gettext_lazy("Reviewers do not see who proposes"), required=False
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("Shown to everybody; without it only organisers see the call"),
        required=False,
    )

    ASKED: ClassVar[tuple[str, ...]] = ("title_zh", "title_en")

    def __init__(self, *args: Any, gathering: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.gathering = gathering
        reader = reader_language()
        self.fields["tracks"].choices = [  # type: ignore[attr-defined] # a field of choices
            (code, name.shown(reader).text or code) for code, name in tracks_of(gathering)
        ]

    def clean_formats(self) -> list[offering.Offered]:
        """Read the lines."""
        return offering.lines(self.cleaned_data["formats"], 5, 480, whole=True)

    def clean_criteria(self) -> list[offering.Offered]:
        """Read the lines."""
        return offering.lines(self.cleaned_data["criteria"], 0.1, 100)

    def clean(self) -> dict[str, Any]:
        """Ask for a title, and for instants on the clock of the gathering."""
        found = super().clean() or self.cleaned_data
        if not (found.get("title_zh") or found.get("title_en")) and not self.errors:
            self.add_error("title_en", _("A title in one language at least is needed."))
        for name in ("opens", "closes"):
            found[name] = self._instant(name)
        if found["opens"] and found["closes"] and found["closes"] <= found["opens"]:
            self.add_error("closes_day", _("The call would close before it opens."))
        return found

    def _instant(self, name: str) -> datetime | None:
        day, clock = self.cleaned_data.get(f"{name}_day"), self.cleaned_data.get(f"{name}_clock")
        if day is None or clock is None:
            return None
        fold = self.cleaned_data.get(f"{name}_fold") or ""
        try:
            return from_wall(day, clock, self.gathering.time_zone, fold=int(fold) if fold else None)
        except ValidationError as error:
            self.add_error(f"{name}_clock", error)
        return None

    def keep(self, call: Call) -> Call:
        """Write what was checked to a call."""
        given = self.cleaned_data
        for name in ("kind", "opens", "closes", "tracks", "most_words", "most_each",
                     "most_speakers", "each", "blind", "is_shown"):  # fmt: skip
            setattr(call, name, given[name])
        call.title = written(given, "title", call.title)
        call.text = written(given, "text", call.text)
        call.formats = offering.formats_of(given["formats"])
        call.save()
        offering.keep_criteria(call, given["criteria"])
        return call


def initial_of(call: Call) -> dict[str, Any]:
    """Return a call as its form takes it."""
    names = ("kind", "tracks", "most_words", "most_each", "most_speakers", "each", "blind",
             "is_shown")  # fmt: skip
    given: dict[str, Any] = {name: getattr(call, name) for name in names}
    zone = ZoneInfo(call.gathering.time_zone)
    for name in ("opens", "closes"):
        wall = getattr(call, name).astimezone(zone)
        given |= {f"{name}_day": wall.date(), f"{name}_clock": wall.time()}
        twice = wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()
        given[f"{name}_fold"] = str(wall.fold) if twice else ""
    for name in ("title", "text"):
        for end, tag in (("zh", "zh-Hans"), ("en", "en")):
            given[f"{name}_{end}"] = shown_in(getattr(call, name), tag)
    lines = {"formats": offering.format_lines(call), "criteria": offering.criterion_lines(call)}
    return given | lines
