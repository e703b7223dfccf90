"""Forms of a gathering: what it is, who registers, who helps to hold it, its rooms."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.domain import zones
from citybricks.network.gatherings.hosting.models import Attendance, Gathering, Part, Post

LONGEST = {"title": 200, "summary": 4000, "venue": 300, "name": 120, "organisation": 160}
"""Most characters of each text."""
MOST_DAYS = 31
_WRITTEN = (("zh", "zh-Hans"), ("en", "en"))
"""The two languages that a gathering is described in, by the end of a field's name."""
SPOKEN = ("zh-Hans", "en", "es", "fr", "ru", "ar", "pt", "ja", "ko", "de", "it", "fa", "hi", "uz")
"""Languages that a form offers; others are typed."""


class DayInput(forms.DateInput):
    """A day, picked or typed as 2026-11-22."""

    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class ZoneField(forms.CharField):
    """A time zone by its IANA name, chosen from a list or typed."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Time zone"))
        options.setdefault("help_text", gettext_lazy("Such as Asia/Shanghai or Europe/Berlin"))
        look = forms.TextInput({"list": "zones", "autocomplete": "off", "spellcheck": "false"})
        super().__init__(widget=look, max_length=64, **options)

    def clean(self, value: Any) -> str:
        """Return the name of a zone that there is."""
        given = str(super().clean(value))
        return zones.zone_named(given).key if given else ""


class LanguagesField(forms.CharField):
    """Languages, by tag or by name, with commas between them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Languages spoken"))
        options.setdefault("help_text", gettext_lazy("With commas between them: 中文, English, pt"))
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """Name them in the reader's language."""
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(language_name(tag, reader_language()) for tag in value)

    def clean(self, value: Any) -> list[str]:
        """Return their tags."""
        typed = str(super().clean(value)).replace("，", ",").replace("、", ",").split(",")
        return list(dict.fromkeys(language_tag(one.strip()) for one in typed if one.strip()))


def _line(name: str, end: str, label: Any) -> forms.CharField:
    tag = dict(_WRITTEN)[end]
    long = name == "summary"
    look = forms.Textarea({"rows": 5}) if long else forms.TextInput()
    look.attrs |= {"lang": tag, "dir": "auto"}
    return forms.CharField(label=label, required=False, strip=False, widget=look)


class GatheringForm(forms.Form):
    """What a gathering is: in Chinese and in English."""

    title_zh = _line("title", "zh", gettext_lazy("Title in Chinese"))
    title_en = _line("title", "en", gettext_lazy("Title in English"))
    summary_zh = _line("summary", "zh", gettext_lazy("What it is about, in Chinese"))
    summary_en = _line("summary", "en", gettext_lazy("What it is about, in English"))
    venue_zh = _line("venue", "zh", gettext_lazy("Venue in Chinese"))
    venue_en = _line("venue", "en", gettext_lazy("Venue in English"))
    host = forms.ChoiceField(label=gettext_lazy("Held by"), required=False)
    first_day = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last_day = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput())
    time_zone = ZoneField(initial="Asia/Shanghai")
    attendance = forms.ChoiceField(
        label=gettext_lazy("Attendance"), choices=Attendance, initial=Attendance.HYBRID
    )
    languages = LanguagesField(label=gettext_lazy("Languages of the gathering"), required=False)
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What it has"), choices=Part, widget=forms.CheckboxSelectMultiple
    )

    ASKED: ClassVar[tuple[str, ...]] = ("title_zh", "title_en")

    def __init__(self, *args: Any, hosts: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["host"].choices = [("", "—"), *hosts.items()]  # type: ignore[attr-defined] # a field of choices

    def clean(self) -> dict[str, Any]:
        """Check the texts, and that it ends after it begins."""
        found = super().clean() or self.cleaned_data
        for name in ("title", "summary", "venue"):
            for end, _tag in _WRITTEN:
                self._checked(found, f"{name}_{end}", LONGEST[name])
        if not (found.get("title_zh") or found.get("title_en")):
            self.add_error(
                "title_zh", _("Give the title in Chinese or in English, better in both.")
            )
        first, last = found.get("first_day"), found.get("last_day")
        if first and last and last < first:
            said = _("The last day, %(last)s, is before the first, %(first)s.")
            self.add_error("last_day", said % {"last": last, "first": first})
        elif first and last and (last - first).days >= MOST_DAYS:
            said = _("It lasts %(days)s days; at most %(most)s are allowed.")
            self.add_error("last_day", said % {"days": (last - first).days + 1, "most": MOST_DAYS})
        return found

    def _checked(self, found: dict[str, Any], name: str, most: int) -> None:
        try:
            found[name] = text_up_to(found.get(name) or "", most)
        except ValidationError as error:
            self.add_error(name, error)

    def text(self, name: str, before: Text | None = None) -> Text:
        """Return a text in the languages it was given in; the first one is the original.

        Parameters
        ----------
        before
            As it was: what was not changed keeps who translated it and when.
        """
        return written(self.cleaned_data, name, before)


def written(given: dict[str, Any], name: str, before: Text | None = None) -> Text:
    """Return the text of two fields, ``name_zh`` and ``name_en``.

    Of what was written before, the original stays the original, translations into other languages
    stay, and one that was not changed while its original was is out of date.
    """
    said = {tag: str(given.get(f"{name}_{end}") or "") for end, tag in _WRITTEN}
    text = before or Text(language=next((tag for tag in said if said[tag]), "en"))
    if text.language in said:
        language = next((tag for tag in (text.language, *said) if said[tag]), text.language)
        text = text.rewritten(said.pop(language), language)
    for tag, words in said.items():
        if shown_in(text, tag) != words:
            text = text.translated(tag, words)
    return text


def shown_in(text: Text, tag: str) -> str:
    """Return a text in a language if it was written or translated into it; empty otherwise."""
    shown = text.shown(tag)
    return shown.text if shown.language == tag else ""


def initial_of(gathering: Gathering) -> dict[str, Any]:
    """Return what the form of a gathering begins with."""
    found: dict[str, Any] = {
        name: getattr(gathering, name)
        for name in ("first_day", "last_day", "time_zone", "attendance", "languages", "parts")
    }
    for name in ("title", "summary", "venue"):
        for end, tag in _WRITTEN:
            found[f"{name}_{end}"] = shown_in(getattr(gathering, name), tag)
    return found | {"host": gathering.host.slug if gathering.host else ""}


class RegistrationForm(forms.Form):
    """Take part in a gathering."""

    name = forms.CharField(
        label=gettext_lazy("Name, as it is to stand on the badge"), max_length=LONGEST["name"]
    )
    member = forms.ChoiceField(label=gettext_lazy("You come for"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Organisation, if it is no member"),
        required=False,
        max_length=LONGEST["organisation"],
    )
    attendance = forms.ChoiceField(label=gettext_lazy("You take part"), choices=())
    time_zone = ZoneField(
        label=gettext_lazy("Your time zone"),
        help_text=gettext_lazy("Your agenda is shown in it beside the time of the gathering."),
    )
    languages = LanguagesField(label=gettext_lazy("Languages you speak"))

    ASKED: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, *args: Any, gathering: Gathering, members: dict[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["member"].choices = [("", "—"), *members.items()]  # type: ignore[attr-defined] # a field of choices
        on_site, online = (Attendance.ON_SITE, Attendance.ONLINE)
        offered = {"on-site": [on_site], "online": [online]}.get(
            gathering.attendance, [on_site, online]
        )
        self.fields["attendance"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined] # likewise

    def clean_name(self) -> str:
        """Return the name without what cannot be read."""
        return text_up_to(str(self.cleaned_data["name"]), LONGEST["name"])

    def clean_organisation(self) -> str:
        """Return the organisation without what cannot be read."""
        return text_up_to(str(self.cleaned_data["organisation"]), LONGEST["organisation"])


class PostForm(forms.Form):
    """Ask somebody to help to hold a gathering."""

    email = forms.EmailField(label=gettext_lazy("E-mail address of their account"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Post.Role)

    ASKED: ClassVar[tuple[str, ...]] = ()


class RoomForm(forms.Form):
    """A room of a gathering."""

    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=40, help_text=gettext_lazy("Such as a-101")
    )
    name_zh = _line("name", "zh", gettext_lazy("Name in Chinese"))
    name_en = _line("name", "en", gettext_lazy("Name in English"))
    capacity = forms.IntegerField(
        label=gettext_lazy("Seats"), required=False, min_value=1, max_value=100_000
    )

    ASKED: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language at least."""
        found = super().clean() or self.cleaned_data
        for end, _tag in _WRITTEN:
            found[f"name_{end}"] = text_up_to(found.get(f"name_{end}") or "", LONGEST["name"])
        if not (found["name_zh"] or found["name_en"]):
            self.add_error("name_zh", _("Give the name in one language at least."))
        return found


def free_slug(title: Text, year: int) -> str:
    """Return a short name that no gathering has yet, from a title and a year."""
    stem = slugify(title.shown("en").text)[:50].strip("-") or "gathering"
    stem = stem if str(year) in stem else f"{stem}-{year}"
    taken = set(Gathering.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbers = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (stem, *numbers) if one not in taken)
