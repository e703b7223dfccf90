"""Forms of programmes: the one place where what organisers give is checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.forms import DayInput, ZoneField
from citybricks.network.gatherings.programme.domain.naming import span_said
from citybricks.network.gatherings.programme.fields import (
    FOLDS,
    LanguageField,
    TextsForm,
    TimedForm,
    TimeInput,
    line,
    wall,
)
from citybricks.network.gatherings.programme.models import Block, Session, Speaker, Talk, Track
from citybricks.network.gatherings.programme.vocabulary import (
    Attendance,
    Channel,
    Kind,
    Palette,
    Standing,
)


class BlockForm(TimedForm):
    """A block of time."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=40, help_text=gettext_lazy("Such as thu-1")
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    from_ = forms.TimeField(label=gettext_lazy("Begins"), widget=TimeInput())
    to = forms.TimeField(label=gettext_lazy("Ends"), widget=TimeInput())
    fold = forms.ChoiceField(
        label=gettext_lazy("If clocks are put back that night"), choices=FOLDS, required=False
    )

    ASKED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, gathering: Any, row: Block, **options: Any) -> None:
        self.gathering, self.row = gathering, row
        options.setdefault("initial", {"code": row.code, **wall(row, gathering)})
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """Return the block; it has to have a code of its own."""
        found = super().clean() or self.cleaned_data
        if instants := self.instants(found):
            found["start"], found["end"] = instants
        _own_code(self, Block, found)
        return found


def _own_code(form: Any, model: Any, found: dict[str, Any]) -> None:
    others = model.objects.filter(gathering=form.gathering, code=found.get("code", ""))
    if others.exclude(pk=form.row.pk).exists():
        form.add_error("code", _("“%(code)s” is taken; give another code.") % found)


class TrackForm(TextsForm):
    """A track."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=60, help_text=gettext_lazy("Such as energy")
    )
    name_zh = line("zh", gettext_lazy("Name in Chinese"))
    name_en = line("en", gettext_lazy("Name in English"))
    mark = forms.CharField(
        label=gettext_lazy("Mark"),
        max_length=2,
        help_text=gettext_lazy("A letter or two, shown beside the colour."),
    )
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=Palette)
    chair = forms.ModelChoiceField(
        Speaker.objects.none(), label=gettext_lazy("Chair"), required=False
    )
    similar = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=gettext_lazy("Similar tracks, not to be side by side"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    TEXTS: ClassVar[dict[str, bool]] = {"name": True}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choices(self, "chair", Speaker)
        _choices(self, "similar", Track, but=self.row.pk)
        if self.row.pk:
            self.initial["similar"] = list(self.row.similar.all())

    def clean(self) -> dict[str, Any]:
        """Return the track; it has to have a code of its own."""
        found = super().clean()
        _own_code(self, Track, found)
        return found


class SpeakerForm(TextsForm):
    """Somebody who speaks or chairs."""

    name_zh = line("zh", gettext_lazy("Name in Chinese"))
    name_en = line("en", gettext_lazy("Name in English"))
    affiliation_zh = line("zh", gettext_lazy("Organisation in Chinese"))
    affiliation_en = line("en", gettext_lazy("Organisation in English"))
    about_zh = line("zh", gettext_lazy("About the person, in Chinese"), rows=3)
    about_en = line("en", gettext_lazy("About the person, in English"), rows=3)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=gettext_lazy("Country or region"),
        required=False,
        help_text=gettext_lazy("Two letters, as CN or BR (ISO 3166-1)."),
    )
    attendance = forms.ChoiceField(
        label=gettext_lazy("Speaks"), choices=[Attendance.choices[0], Attendance.choices[1]]
    )
    time_zone = ZoneField(label=gettext_lazy("Time zone they speak from"))
    away = forms.ModelMultipleChoiceField(
        Block.objects.none(),
        label=gettext_lazy("Cannot come in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    TEXTS: ClassVar[dict[str, bool]] = {"name": True, "affiliation": False, "about": False}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choices(self, "away", Block)
        if self.row.pk:
            self.initial["away"] = list(self.row.away.all())

    def clean_country(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["country"]).upper()


class SessionForm(TimedForm, TextsForm):
    """A session: what it is, when and where, how it is heard."""

    title_zh = line("zh", gettext_lazy("Title in Chinese"))
    title_en = line(
        "en", gettext_lazy("Title in English"), help_text=gettext_lazy("Empty: that of its track.")
    )
    abstract_zh = line("zh", gettext_lazy("Abstract in Chinese"), rows=4)
    abstract_en = line("en", gettext_lazy("Abstract in English"), rows=4)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind)
    track = forms.ModelChoiceField(
        Track.objects.none(), label=gettext_lazy("Track"), required=False
    )
    room = forms.ModelChoiceField(Track.objects.none(), label=gettext_lazy("Room"), required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput(), required=False)
    from_ = forms.TimeField(label=gettext_lazy("Begins"), widget=TimeInput(), required=False)
    to = forms.TimeField(label=gettext_lazy("Ends"), widget=TimeInput(), required=False)
    fold = forms.ChoiceField(
        label=gettext_lazy("If clocks are put back that night"), choices=FOLDS, required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes, while it has no time"), min_value=5, max_value=720
    )
    chairs = forms.ModelMultipleChoiceField(
        Speaker.objects.none(), label=gettext_lazy("Chairs"), required=False
    )
    attendance = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=Attendance)
    language = LanguageField(label=gettext_lazy("Language"))
    meeting = forms.URLField(
        label=gettext_lazy("Meeting address"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("BigBlueButton, Zoom, Jitsi …; confirmed participants see it."),
    )
    interpretations = forms.CharField(
        label=gettext_lazy("Interpretation"),
        required=False,
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A line for each language: its tag, audio or meeting, the address. "
            "Such as: en audio https://…"
        ),
    )
    standing = forms.ChoiceField(label=pgettext_lazy("of a session", "Standing"), choices=Standing)
    locked = forms.BooleanField(
        label=gettext_lazy("Locked: planning leaves it where it is"), required=False
    )

    TEXTS: ClassVar[dict[str, bool]] = {"title": False, "abstract": False}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choices(self, "track", Track)
        _choices(self, "chairs", Speaker)
        room: Any = self.fields["room"]
        room.queryset = self.gathering.rooms.all()
        room.label_from_instance = _label
        if self.row.ulid and not self.row._state.adding:  # noqa: SLF001 - Django documents it
            self.initial["chairs"] = list(self.row.chairs.all())
            lines = (
                f"{one.language} {one.channel} {one.url}" for one in self.row.interpretations.all()
            )
            self.initial["interpretations"] = "\n".join(lines)
        self.initial.update(wall(self.row, self.gathering))

    def clean_interpretations(self) -> list[tuple[str, str, str]]:
        """Return language, channel and address of each line."""
        found: dict[str, tuple[str, str, str]] = {}
        for number, given in enumerate(self.cleaned_data["interpretations"].splitlines(), 1):
            if given.strip():
                tag, channel, url = _link(number, given.split())
                if tag in found:
                    said = _("Line %(line)s: %(language)s is there already.")
                    raise ValidationError(said % {"line": number, "language": tag})
                found[tag] = (tag, channel, url)
        return list(found.values())

    def clean(self) -> dict[str, Any]:
        """Return the session with its instants."""
        found = super().clean()
        found["start"], found["end"] = self.instants(found) or (None, None)
        return found


def _link(number: int, words: Sequence[str]) -> tuple[str, str, str]:
    """Return language, channel and address of a line of interpretation."""
    if len(words) != 3 or words[1] not in Channel.values:  # noqa: PLR2004 - language, channel, address
        said = _("Line %(line)s: give a language, “audio” or “meeting”, and an address.")
        raise ValidationError(said % {"line": number})
    if urlsplit(words[2]).scheme not in ("https", "http"):
        said = _("Line %(line)s: “%(url)s” is no address of the web.")
        raise ValidationError(said % {"line": number, "url": words[2][:80]})
    URLValidator(schemes=["https", "http"])(words[2])
    return language_tag(words[0]), words[1], words[2]


class TalkForm(TextsForm):
    """A talk: what it is, who gives it, in which session."""

    title_zh = line("zh", gettext_lazy("Title in Chinese"))
    title_en = line("en", gettext_lazy("Title in English"))
    abstract_zh = line("zh", gettext_lazy("Abstract in Chinese"), rows=5)
    abstract_en = line("en", gettext_lazy("Abstract in English"), rows=5)
    speakers = forms.ModelMultipleChoiceField(
        Speaker.objects.none(), label=gettext_lazy("Speakers"), required=False
    )
    track = forms.ModelChoiceField(
        Track.objects.none(), label=gettext_lazy("Track"), required=False
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("Session"), required=False
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=480)
    attendance = forms.ChoiceField(label=gettext_lazy("Given"), choices=Attendance)
    language = LanguageField(label=gettext_lazy("Language"))
    refused = forms.ModelMultipleChoiceField(
        Block.objects.none(),
        label=gettext_lazy("Not to be in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    standing = forms.ChoiceField(label=pgettext_lazy("of a session", "Standing"), choices=Standing)
    locked = forms.BooleanField(
        label=gettext_lazy("Locked: planning leaves it where it is"), required=False
    )

    TEXTS: ClassVar[dict[str, bool]] = {"title": True, "abstract": False}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, model in (
            ("speakers", Speaker),
            ("track", Track),
            ("session", Session),
            ("refused", Block),
        ):
            _choices(self, name, model)
        if not self.row._state.adding:  # noqa: SLF001 - Django documents it
            self.initial["speakers"] = list(self.row.speakers.all())
            self.initial["refused"] = list(self.row.refused.all())


def _choices(form: Any, name: str, model: Any, *, but: Any = None) -> None:
    field, zone = form.fields[name], form.gathering.time_zone
    rows = model.objects.filter(gathering=form.gathering).exclude(pk=but)
    field.queryset = rows.select_related("track") if model is Session else rows
    field.label_from_instance = lambda row: _label(row, zone)


def _label(row: Any, zone: str = "UTC") -> str:
    """Return what a row is called, in the reader's language."""
    language = reader_language()
    if isinstance(row, Block):
        return span_said(row.start, row.end, zone, language)
    text = row.title if isinstance(row, Session | Talk) else row.name
    said = text.shown(language).text
    if isinstance(row, Session) and not said and row.track:
        said = row.track.name.shown(language).text
    if isinstance(row, Session) and row.start and row.end:
        said = f"{span_said(row.start, row.end, zone, language)} {said}"
    return str(said or row)


class ImportForm(forms.Form):
    """A workbook of the CoSPLib format."""

    file = forms.FileField(label=gettext_lazy("Workbook (.xlsx)"))
    first_day = forms.DateField(
        label=gettext_lazy("First day of the programme"),
        widget=DayInput(),
        required=False,
        help_text=gettext_lazy(
            "If the workbook has other days than the gathering: its first day becomes this one."
        ),
    )
    slot = forms.IntegerField(
        label=gettext_lazy("Minutes of a slot"),
        min_value=5,
        max_value=240,
        required=False,
        help_text=gettext_lazy("Empty: as long as the session divided by its slots."),
    )

    ASKED: ClassVar[tuple[str, ...]] = ()

    def first(self) -> date | None:
        """Return the first day that was given."""
        found: date | None = self.cleaned_data["first_day"]
        return found
