"""The form of a proposal: its texts, who is named, the talks of a session."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain import hours, offering
from citybricks.network.gatherings.calls.models import Call
from citybricks.network.gatherings.calls.vocabulary import LONGEST, Attendance, Kind, Role
from citybricks.network.gatherings.hosting.forms import LanguagesField, ZoneField
from citybricks.network.members.checked_fields import CheckedField, LanguageField, tongues
from citybricks.network.members.models import Member

MOST_ROWS = 30
_BESIDE = gettext_lazy("In English if you write in Chinese, otherwise in Chinese.")


def _text(most: int, label: Any, rows: int = 0, **options: Any) -> CheckedField:
    return CheckedField(lambda typed: text_up_to(typed, most), label=label, rows=rows, **options)


class ProposalForm(forms.Form):
    """A talk or a session that somebody proposes; a draft may lack nearly everything."""

    language = LanguageField()
    title = _text(LONGEST["title"], gettext_lazy("Title"))
    title_beside = _text(LONGEST["title"], gettext_lazy("Title, translated"), help_text=_BESIDE)
    abstract = _text(LONGEST["abstract"], gettext_lazy("Abstract"), 9)
    abstract_beside = _text(
        LONGEST["abstract"], gettext_lazy("Abstract, translated"), 9, help_text=_BESIDE
    )
    track = forms.ChoiceField(label=gettext_lazy("Track"), required=False)
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)
    attendance = forms.ChoiceField(
        label=gettext_lazy("Where the speakers are"), choices=Attendance, widget=forms.RadioSelect
    )
    spoken = forms.ChoiceField(
        label=gettext_lazy("Language it is held in"), required=False, choices=()
    )
    interpretation = LanguagesField(
        label=gettext_lazy("Interpretation wished into"), required=False
    )
    notes = _text(LONGEST["notes"], gettext_lazy("To the organisers"), 3)

    TEXTS: ClassVar[tuple[str, ...]] = (
        "language", "title", "title_beside", "abstract", "abstract_beside",
    )  # fmt: skip
    HOW: ClassVar[tuple[str, ...]] = (
        "track", "format", "attendance", "spoken", "interpretation", "notes",
    )  # fmt: skip
    ASKED: ClassVar[tuple[str, ...]] = ("title", "abstract", "track", "format")

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        reader = reader_language()
        formats = offering.format_choices(call, reader)
        tracks = offering.track_choices(call, reader)
        self._choose("format", formats)
        self._choose("track", tracks)
        self.fields["attendance"].initial = Attendance.ON_SITE
        self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a field of languages
        own = [("", _("The language you write in"))]
        self.fields["spoken"].choices = own + tongues([str(self["spoken"].value() or "en")])  # type: ignore[attr-defined] # a field of choices
        words = _("At most %(most)s words; two Chinese characters count as one.")
        self.fields["abstract"].help_text = words % {"most": call.most_words}

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = [("", "—"), *choices]  # type: ignore[attr-defined] # a field of choices
        else:
            self.fields[name] = forms.CharField(required=False, widget=forms.HiddenInput())

    def texts(self) -> list[forms.BoundField]:
        """Return the fields of its texts."""
        return [self[name] for name in self.TEXTS]

    def how(self) -> list[forms.BoundField]:
        """Return the fields of how it is held, as far as the call has them."""
        return [self[name] for name in self.HOW if not self[name].is_hidden]

    def clean(self) -> dict[str, Any]:
        """Ask for a title: without one nobody finds the draft again."""
        found = super().clean() or self.cleaned_data
        for name in ("track", "format"):
            if self[name].is_hidden:
                found[name] = ""
        if not found.get("title") and "title" not in self.errors:
            self.add_error("title", _("A title is needed, even of a draft."))
        return found


class SpeakerForm(forms.Form):
    """Somebody who is named; an empty row says nothing."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role, initial=Role.SPEAKER)
    name = _text(120, gettext_lazy("Name, as it is to stand in the programme"))
    family_name = _text(80, gettext_lazy("Family name"))
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    member = _text(60, gettext_lazy("Member"), help_text=gettext_lazy("By its short name"))
    organisation = _text(160, gettext_lazy("Organisation, if it is no member"))
    time_zone = ZoneField(initial="Asia/Shanghai")
    unsuitable = CheckedField(
        hours.spans,
        empty=[],
        label=gettext_lazy("Unsuitable hours, on their clock"),
        help_text=gettext_lazy("Such as 22:00-07:00, 12:00-13:00"),
    )

    ASKED: ClassVar[tuple[str, ...]] = ("name", "email")

    def clean_member(self) -> int | None:
        """Return the key of the member."""
        given = str(self.cleaned_data["member"]).strip()
        if not given:
            return None
        found = Member.objects.filter(slug=given, state__in=Member.PUBLIC).first()
        if found is None:
            raise ValidationError(
                _("There is no member “%(given)s”; choose one of the list, or leave it empty.")
                % {"given": given[:60]}
            )
        return found.pk

    def clean(self) -> dict[str, Any]:
        """Ask for name and address of whoever is named at all."""
        found = super().clean() or self.cleaned_data
        said = ("name", "email", "family_name", "organisation", "member")
        if any(found.get(name) for name in said) or self.errors:
            if not found.get("name") and "name" not in self.errors:
                self.add_error("name", _("What is their name?"))
            if not found.get("email") and "email" not in self.errors:
                self.add_error(
                    "email", _("Their address is needed: they are asked whether they come.")
                )
        return found


class TalkForm(forms.Form):
    """A talk of a session; an empty row says nothing."""

    title = _text(LONGEST["title"], gettext_lazy("Title"))
    title_beside = _text(LONGEST["title"], gettext_lazy("Title, translated"))
    speaker = _text(120, gettext_lazy("Who gives it"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=480, initial=15
    )

    ASKED: ClassVar[tuple[str, ...]] = ("title",)

    def clean(self) -> dict[str, Any]:
        """Ask for a title where something else is said."""
        found = super().clean() or self.cleaned_data
        said = found.get("title_beside") or found.get("speaker")
        if said and not found.get("title") and "title" not in self.errors:
            self.add_error("title", _("What is the talk called?"))
        return found


class Rows(BaseFormSet):  # type: ignore[type-arg] # not generic at run time
    """Rows of which those that say something count, and no two alike."""

    said = "title"

    def given(self) -> list[dict[str, Any]]:
        """Return the rows that say something."""
        cleaned = (form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data"))
        return [one for one in cleaned if one.get(self.said)]


class People(Rows):
    """Who is named."""

    said = "email"

    def clean(self) -> None:
        """Refuse to name somebody twice."""
        seen: set[str] = set()
        for form in self.forms:
            address = str(getattr(form, "cleaned_data", {}).get("email", "")).casefold()
            if address and address in seen:
                form.add_error("email", _("“%(email)s” is named twice.") % {"email": address})
            seen.add(address)


def speakers_form(*args: Any, call: Call, more: int = 0, **options: Any) -> People:
    """Return the rows of who is named: those there are, and one or more empty ones."""
    made: Any = formset_factory(
        SpeakerForm, formset=People, extra=_empty(options, more), max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )  # fmt: skip
    rows: People = made(*args, prefix="speakers", **options)
    if call.kind == Kind.TALKS:
        for form in rows.forms:
            form.fields["role"].choices = [(Role.SPEAKER.value, Role.SPEAKER.label)]
    return rows


def talks_form(*args: Any, more: int = 0, **options: Any) -> Rows:
    """Return the rows of the talks of a session."""
    made: Any = formset_factory(
        TalkForm, formset=Rows, extra=_empty(options, more), max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )  # fmt: skip
    rows: Rows = made(*args, prefix="talks", **options)
    return rows


def _empty(options: dict[str, Any], more: int) -> int:
    return max(1 + more, 2 - len(options.get("initial") or ()))
