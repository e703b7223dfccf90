"""Forms of a fair: how it is set up, when people can meet, and what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.gatherings.fair.domain.requesting import LONGEST
from citybricks.network.gatherings.fair.models.setting import MOST_PEOPLE
from citybricks.network.gatherings.fair.vocabulary import Bond, Group, Priority, Restriction

MOST_TABLES = 1_000
_ABOUT = 500
_CLOCK = {"type": "time"}


def _clock(label: Any, initial: str = "", **options: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label, initial=initial, widget=forms.TimeInput(_CLOCK, format="%H:%M"), **options
    )


def _number(label: Any, low: int, high: int, initial: int, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=low, max_value=high, initial=initial, **options
    )


class SlotsForm(forms.Form):
    """Many slots at once: the same on each of some days."""

    days = forms.MultipleChoiceField(
        label=gettext_lazy("Days"), widget=forms.CheckboxSelectMultiple
    )
    first = _clock(gettext_lazy("From"), "09:00")
    last = _clock(gettext_lazy("To"), "17:00")
    length = _number(gettext_lazy("Minutes of a meeting"), 5, 240, 25)
    pause = _number(gettext_lazy("Minutes between two"), 0, 120, 5)
    lunch_from = _clock(gettext_lazy("Lunch from"), "12:00", required=False)
    lunch_to = _clock(gettext_lazy("Lunch to"), "13:30", required=False)
    tables = _number(
        gettext_lazy("Tables"), 0, MOST_TABLES, 10,
        help_text=gettext_lazy("0: only meetings online are possible."),
    )  # fmt: skip

    def __init__(self, *args: Any, days: Iterable[date], **options: Any) -> None:
        super().__init__(*args, **options)
        there = list(days)
        self.fields["days"].choices = [(f"{day}", date_format(day)) for day in there]  # type: ignore[attr-defined] # a choice field
        self.fields["days"].initial = [f"{day}" for day in there]

    def clean(self) -> dict[str, Any]:
        """Lunch has a beginning and an end, or neither; times follow each other."""
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("lunch_from"), given.get("lunch_to")
        if (begins is None) != (ends is None) and not {"lunch_from", "lunch_to"} & set(self.errors):
            self.add_error(
                "lunch_to" if ends is None else "lunch_from",
                _("Say both from when and until when lunch is, or neither."),
            )
        times = [given.get(name) for name in ("first", "lunch_from", "lunch_to", "last")]
        said = [time for time in times if time is not None]
        if said != sorted(said):
            self.add_error(
                "last", _("Times have to follow each other: from, lunch from, lunch to, to.")
            )
        return given


class SlotForm(forms.Form):
    """One slot more."""

    day = forms.ChoiceField(label=gettext_lazy("Day"))
    start = _clock(gettext_lazy("Begins"), "18:00")
    length = _number(gettext_lazy("Minutes of a meeting"), 5, 240, 25)
    fold = forms.ChoiceField(
        label=gettext_lazy("When clocks are put back"),
        required=False,
        choices=[
            ("", gettext_lazy("this time comes once")),
            ("0", gettext_lazy("the first time")),
            ("1", gettext_lazy("the second time")),
        ],
    )
    tables = _number(gettext_lazy("Tables"), 0, MOST_TABLES, 10)

    def __init__(self, *args: Any, days: Iterable[date], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["day"].choices = [(f"{day}", date_format(day)) for day in days]  # type: ignore[attr-defined] # a choice field


class SettingsForm(forms.Form):
    """What holds for the whole fair."""

    most = _number(
        gettext_lazy("Most meetings of a person"), 1, 100, 12,
        help_text=gettext_lazy("Each can choose fewer or more for themselves."),
    )  # fmt: skip
    people = _number(gettext_lazy("Most people at a meeting"), 2, MOST_PEOPLE, 2)
    online = forms.BooleanField(
        label=gettext_lazy("Meetings can be held online"), required=False, initial=True
    )
    places = forms.CharField(
        label=gettext_lazy("Names of tables"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "One a line, such as names of rooms; without names tables are numbered."
        ),
    )

    def clean_places(self) -> list[str]:
        """Return the names."""
        lines = text_up_to(self.cleaned_data["places"], 20_000).split("\n")
        return [line.strip()[:60] for line in lines if line.strip()][:MOST_TABLES]


class RuleForm(forms.Form):
    """A rule of who may not meet whom."""

    kind = forms.ChoiceField(label=gettext_lazy("Rule"), choices=Restriction)
    one = forms.ChoiceField(
        label=gettext_lazy("Group"), required=False, choices=[("", "—"), *Group.choices]
    )
    other = forms.ChoiceField(
        label=gettext_lazy("Other group"), required=False, choices=[("", "—"), *Group.choices]
    )


class PairForm(forms.Form):
    """Two people of whom the organisers decide."""

    one = forms.ChoiceField(label=gettext_lazy("Person"))
    bond = forms.ChoiceField(label=gettext_lazy("and the other"), choices=Bond)
    other = forms.ChoiceField(label=gettext_lazy("Other person"))

    def __init__(self, *args: Any, people: Iterable[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "—"), *((one.pk, _named(one)) for one in people)]
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined] # a choice field


def _named(one: Any) -> str:
    home = one.member.name_in(reader_language()) if one.member else one.organisation
    return f"{one.name} ({home})" if home else str(one.name)


class InterpreterForm(forms.Form):
    """Somebody who interprets."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    one = forms.CharField(label=gettext_lazy("Language"), max_length=60, initial="zh-Hans")
    other = forms.CharField(label=gettext_lazy("Other language"), max_length=60, initial="en")
    away = forms.MultipleChoiceField(
        label=gettext_lazy("Not there at"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, slots: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["away"].choices = list(slots)  # type: ignore[attr-defined] # a choice field

    def clean_one(self) -> str:
        """Return the tag of the language."""
        return language_tag(self.cleaned_data["one"].strip())

    def clean_other(self) -> str:
        """Return the tag of the other language, which is another one."""
        tag = language_tag(self.cleaned_data["other"].strip())
        if tag.partition("-")[0] == str(self.cleaned_data.get("one", "")).partition("-")[0]:
            raise ValidationError(
                _("“%(tag)s” is the same language; choose another one.") % {"tag": tag}
            )
        return tag


class ProfileForm(forms.Form):
    """What somebody says of themselves for the fair; times are ticked in their own table."""

    group = forms.ChoiceField(label=gettext_lazy("You come as"), choices=Group)
    most = forms.IntegerField(
        label=gettext_lazy("Most meetings you want"), required=False, min_value=1, max_value=100
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages you can meet in"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Names or codes, with commas between."),
    )
    about = forms.CharField(
        label=gettext_lazy("What you look for"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("A sentence or two; everybody who takes part reads it."),
    )

    def clean_about(self) -> str:
        """Return the words."""
        return text_up_to(self.cleaned_data["about"], _ABOUT)

    def clean_languages(self) -> list[str]:
        """Return the tags."""
        text = self.cleaned_data["languages"].replace("，", ",").replace("、", ",")
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return list(dict.fromkeys(map(language_tag, parts)))


class AskForm(forms.Form):
    """A request for a meeting."""

    reason = forms.CharField(
        label=gettext_lazy("Why you would like to meet"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("They read it before they answer."),
    )
    priority = forms.TypedChoiceField(
        label=gettext_lazy("How much you want it"), coerce=int, choices=Priority,
        widget=forms.RadioSelect, initial=Priority.SECOND,
    )  # fmt: skip
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Together with"), required=False,
        widget=forms.SelectMultiple({"size": 5}),
        help_text=gettext_lazy("For a meeting of three or four."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Mapping[str, Any], most: int, **options: Any) -> None:
        super().__init__(*args, **options)
        if most <= 2:  # noqa: PLR2004 - a pair
            del self.fields["others"]
        else:
            choices = [(number, _named(one)) for number, one in people.items()]
            self.fields["others"].choices = choices  # type: ignore[attr-defined] # a choice field

    def clean_reason(self) -> str:
        """Return the reason."""
        return text_up_to(self.cleaned_data["reason"], LONGEST)


def languages_said(tags: Iterable[str]) -> str:
    """Return languages by name, as a form shows them."""
    return ", ".join(language_name(tag, reader_language()) for tag in tags)
