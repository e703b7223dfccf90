"""Forms of pupil health in a city: its start, its numbers, posts, terms and days off."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.methods.exclusion import laws
from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.content.text import Text
from citybricks.services.schoolhealth.schools.models import City, DayOff, School, SchoolClass, Term
from citybricks.services.schoolhealth.schools.vocabulary import Role, Stage

NAME_LANGUAGES = {"name_en": "en", "name_zh": "zh-Hans", "name_ja": "ja"}
"""Languages that a city is named in, by field."""
_LONGEST = 120


class NameField(forms.CharField):
    """A name on one line, in a language."""

    def __init__(self, label: Any, lang: str, **options: Any) -> None:
        look = forms.TextInput({"lang": lang, "dir": "auto"})
        super().__init__(label=label, widget=look, required=False, strip=False, **options)

    def clean(self, value: Any) -> str:
        """Return the name without what cannot be read."""
        return text_up_to(str(value or ""), _LONGEST).strip()


def law_choices() -> list[tuple[str, str]]:
    """Return the law tables there are, named in the reader's language."""
    language = reader_language()
    found = []
    for country in laws.available():
        names = laws.load(country).names
        found.append((country, names.get(language) or names["en"]))
    return found


class _Numbers(forms.Form):
    """What a city chooses when it starts, and can choose again."""

    timezone = forms.CharField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Such as Asia/Tokyo or Europe/Berlin"),
    )
    law = forms.ChoiceField(
        label=gettext_lazy("Law on school and infection"),
        choices=law_choices,
        help_text=gettext_lazy("From it come the days that a pupil stays at home"),
    )
    deadline = forms.TimeField(
        label=gettext_lazy("Schools report until"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        initial="12:00",
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Most schools are"), choices=Stage, initial=Stage.PRIMARY
    )

    ASKED: tuple[str, ...] = ()

    def clean_timezone(self) -> str:
        """Return the time zone, which has to be one of the IANA's."""
        given = str(self.cleaned_data["timezone"]).strip()
        known = available_timezones()
        if given in known:
            return given
        near = ", ".join(get_close_matches(given, known, 5)) or "Asia/Tokyo"
        raise ValidationError(
            _("“%(zone)s” is no time zone; near it are: %(near)s.")
            % {"zone": given[:60], "near": near}
        )


class StartForm(_Numbers):
    """Start pupil health for a city."""

    city = forms.ChoiceField(label=gettext_lazy("City"))
    name_en = NameField(gettext_lazy("Name in English"), "en")
    name_zh = NameField(gettext_lazy("Name in Chinese"), "zh-Hans")
    name_ja = NameField(gettext_lazy("Name in Japanese"), "ja")

    field_order = ("city", "name_en", "name_zh", "name_ja", "timezone", "law", "deadline", "stage")

    def __init__(self, *args: Any, members: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(slug, str(member)) for slug, member in members.items()]
        self.fields["city"].choices = choices  # type: ignore[attr-defined] # a field of choices

    def clean(self) -> dict[str, Any]:
        """Ask for a name in one language at least."""
        found = super().clean() or self.cleaned_data
        if not any(found.get(name) for name in NAME_LANGUAGES):
            self.add_error("name_en", _("Give the city's name in one language at least."))
        return found

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        return {tag: str(self.cleaned_data[name]) for name, tag in NAME_LANGUAGES.items()}

    @property
    def chosen(self) -> dict[str, Any]:
        """What else was chosen."""
        return {name: self.cleaned_data[name] for name in _Numbers.base_fields}


class NumbersForm(_Numbers):
    """The numbers that a city chose."""

    budget = forms.FloatField(
        label=gettext_lazy("False alarms a year"),
        min_value=0.01,
        max_value=366,
        help_text=gettext_lazy("How many the city accepts for each syndrome; fewer are later"),
    )
    closure_share = forms.FloatField(
        label=gettext_lazy("Share at which closing a class is advised (%)"),
        min_value=1,
        max_value=100,
        help_text=gettext_lazy("Of the class that is ill. No law sets it: it is yours to choose"),
    )
    small_cell = forms.IntegerField(
        label=gettext_lazy("Smallest number that is published"), min_value=2, max_value=100
    )
    retention_years = forms.IntegerField(
        label=gettext_lazy("Years that records are kept after the school year"),
        min_value=0,
        max_value=10,
        help_text=gettext_lazy("Afterwards only totals are left"),
    )
    running = forms.BooleanField(label=gettext_lazy("It runs"), required=False)
    consent_en = forms.CharField(
        label=gettext_lazy("Text of the consent in English"),
        widget=forms.Textarea({"rows": 4, "lang": "en"}),
        required=False,
    )
    consent_zh = forms.CharField(
        label=gettext_lazy("Text of the consent in Chinese"),
        widget=forms.Textarea({"rows": 4, "lang": "zh-Hans"}),
        required=False,
    )
    consent_ja = forms.CharField(
        label=gettext_lazy("Text of the consent in Japanese"),
        widget=forms.Textarea({"rows": 4, "lang": "ja"}),
        required=False,
    )

    def __init__(self, data: Any = None, *, city: City) -> None:
        texts = city.consent_text.versions()
        consents = {name: texts.get(tag, "") for name, tag in CONSENT_LANGUAGES.items()}
        kept = {name: getattr(city, name) for name in self.base_fields if hasattr(city, name)}
        self.city = city
        super().__init__(data, initial=kept | consents)

    def save(self) -> City:
        """Keep what was chosen."""
        for name in (*_Numbers.base_fields, *CHOSEN):
            setattr(self.city, name, self.cleaned_data[name])
        texts = {tag: self.cleaned_data[name] for name, tag in CONSENT_LANGUAGES.items()}
        self.city.consent_text = rewritten(self.city.consent_text, texts)
        self.city.save()
        return self.city


CHOSEN = ("budget", "closure_share", "small_cell", "retention_years", "running")
CONSENT_LANGUAGES = {"consent_ja": "ja", "consent_zh": "zh-Hans", "consent_en": "en"}
"""Languages of the consent, by field; the first that is given is the one it was written in."""


def rewritten(kept: Text, texts: dict[str, str]) -> Text:
    """Return a text with what is said in each language, as a new revision where it differs."""
    given = {tag: text.strip() for tag, text in texts.items() if text.strip()}
    if given == {tag: text for tag, text in kept.versions().items() if text}:
        return kept
    if not given:
        return Text()
    first, *others = given
    made = kept.rewritten(given[first], first)
    for tag in others:
        made = made.translated(tag, given[tag])
    return made


class PostForm(forms.Form):
    """Give somebody a post."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role)
    school = forms.ModelChoiceField(
        School.objects.none(),
        label=gettext_lazy("School"),
        required=False,
        to_field_name="code",
        help_text=gettext_lazy("Of a school nurse or doctor"),
    )
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.none(),
        label=gettext_lazy("Class"),
        required=False,
        help_text=gettext_lazy("Of a class teacher"),
    )

    ASKED: tuple[str, ...] = ()

    def __init__(self, *args: Any, city: City, **options: Any) -> None:
        super().__init__(*args, **options)
        school, school_class = self.fields["school"], self.fields["school_class"]
        assert isinstance(school, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        assert isinstance(school_class, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        school.queryset = School.objects.filter(city=city)
        classes = SchoolClass.objects.filter(school__city=city)
        school_class.queryset = classes.select_related("school")
        school_class.label_from_instance = _named  # type: ignore[method-assign] # as Django documents it


def _named(obj: Any) -> str:
    return f"{obj.school} {obj} ({obj.school_year})"


class TermForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A term of a school or of all schools."""

    ASKED: tuple[str, ...] = ()

    class Meta:
        model = Term
        fields = ("school", "first_day", "last_day")
        widgets: ClassVar = {
            "first_day": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "last_day": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data, prefix="term")
        self.instance.city = city
        _of_the_city(self, city)

    def clean(self) -> dict[str, Any]:
        """Ask for an end that is not before the start."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("first_day"), found.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return found


class DayOffForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A day off of a school or of all schools."""

    ASKED: tuple[str, ...] = ()

    class Meta:
        model = DayOff
        fields = ("school", "day", "kind", "name")
        widgets: ClassVar = {"day": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, data: Any = None, *, city: City) -> None:
        super().__init__(data, prefix="off")
        self.instance.city = city
        _of_the_city(self, city)

    def clean(self) -> dict[str, Any]:
        """Ask for a day that is not entered yet."""
        found = super().clean() or self.cleaned_data
        day = found.get("day")
        kept = DayOff.objects.filter(city=self.instance.city, school=found.get("school"))
        if day and kept.filter(day=day).exists():
            self.add_error("day", _("This day is entered already; remove it first."))
        return found


def _of_the_city(form: forms.BaseForm, city: City) -> None:
    school = form.fields["school"]
    assert isinstance(school, forms.ModelChoiceField)  # noqa: S101 - for the type checker
    school.queryset = School.objects.filter(city=city)
    school.empty_label = _("all schools")
