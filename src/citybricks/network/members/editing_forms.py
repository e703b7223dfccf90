"""Forms with which a member's profile and what is known of it are written."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.exchange.domain.bricks import names as brick_names
from citybricks.network.members.checked_fields import (
    CheckedField,
    LanguageField,
    NamedForm,
    SeveralField,
    TextField,
)
from citybricks.network.members.domain import cells, editing
from citybricks.network.members.models import Adoption, Fact, Member, Picture, Place, Relation
from citybricks.network.vocabulary import FIELDS, GROUPS, Vocabulary

LONGEST_QUOTE = 2_000
_DATED = re.compile(r"(\d{4})(-(0[1-9]|1[0-2])(-\d\d)?)?")


def _number(typed: str) -> float:
    """Return a number."""
    try:
        number = float(typed.replace(",", "").replace(" ", ""))
    except ValueError:
        number = float("nan")
    if -1e15 < number < 1e15:  # noqa: PLR2004 - nothing that cities count is larger
        return number
    raise ValidationError(
        _("“%(given)s” is no number: write digits, with a point before decimals, as 3.9.")
        % {"given": typed[:60]}
    )


def _dated(typed: str) -> str:
    """Return a day, a month or a year that has begun."""
    if _DATED.fullmatch(typed) and typed <= timezone.localdate().isoformat()[: len(typed)]:
        if len(typed) == 10:  # noqa: PLR2004 - a day
            cells.day(typed)
        return typed
    raise ValidationError(
        _("“%(given)s” is no date of something published: write 2026-11-22, 2026-11 or 2026.")
        % {"given": typed[:60]}
    )


def _past_day(typed: str) -> date:
    day = cells.day(typed)
    if day > timezone.localdate():
        raise ValidationError(_("%(given)s lies ahead; give a day up to today.") % {"given": day})
    return day


def _chosen(known: Vocabulary) -> list[tuple[str, str]]:
    reader = reader_language()
    return [(key, known.name(key, reader)) for key in known.keys()]  # noqa: SIM118 - it is no dictionary


class ProfileForm(NamedForm):
    """What a member says of itself, and how many live there."""

    language = LanguageField(label=gettext_lazy("Language of the story"))
    story = TextField(
        cells.LONGEST_STORY,
        rows=10,
        label=gettext_lazy("Story"),
        help_text=gettext_lazy("What your city or organisation is; empty lines part paragraphs."),
    )
    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("Focus fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Groups"), required=False, widget=forms.CheckboxSelectMultiple
    )
    website = CheckedField(
        cells.website, label=gettext_lazy("Website"), widget=forms.URLInput({"dir": "auto"})
    )
    languages = SeveralField(
        language_tag,
        show=lambda tag: language_name(tag, reader_language()),
        label=gettext_lazy("Languages spoken"),
        help_text=gettext_lazy("Names or codes, with commas between."),
    )
    population = CheckedField(cells.whole(1, 10**9), empty=None, label=gettext_lazy("Population"))
    population_year = CheckedField(
        cells.year, empty=None, label=gettext_lazy("Year of the population")
    )
    population_source = CheckedField(cells.short, label=gettext_lazy("Source of the population"))

    ASKED = ()

    def __init__(self, *args: Any, member: Member, by_secretariat: bool, **options: Any) -> None:
        super().__init__(*args, names=member.names, **options)
        self.fields["fields_"].choices = _chosen(FIELDS)  # type: ignore[attr-defined] # a choice field
        self.fields["groups"].choices = _chosen(GROUPS)  # type: ignore[attr-defined] # a choice field
        if not by_secretariat:
            del self.fields["groups"]
        self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a language field

    def clean(self) -> dict[str, Any]:
        """Ask for year and source of a population."""
        given = super().clean()
        count, year = given.get("population"), given.get("population_year")
        if count is None:
            if year is not None and "population" not in self.errors:
                self.add_error("population", _("A year is told, and no population."))
            return given
        if year is None and "population_year" not in self.errors:
            self.add_error("population_year", _("Of which year is the population?"))
        if not given.get("population_source") and "population_source" not in self.errors:
            self.add_error("population_source", _("Who published the population?"))
        return given


class SourcedFields(forms.Form):
    """Who published something, in which words."""

    source = CheckedField(
        lambda typed: cells.text(typed, 300),
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("Who published it, and where."),
    )
    source_url = CheckedField(
        cells.website,
        label=gettext_lazy("Address of the source"),
        widget=forms.URLInput({"dir": "auto"}),
    )
    quote = TextField(LONGEST_QUOTE, rows=2, label=gettext_lazy("Sentence of the source"))
    quote_date = CheckedField(
        _dated,
        label=gettext_lazy("Date of the source"),
        help_text=gettext_lazy("Day, month or year as far as known: 2026-11-22, 2026-11, 2026."),
    )

    ASKED: tuple[str, ...] = ()
    ORDER: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, member: Member, row: Model | None = None, **options: Any
    ) -> None:
        self.member, self.row = member, row
        if isinstance(self, NamedForm):
            options["names"] = row.names if isinstance(row, Place) else {}
        super().__init__(*args, **options)
        if "language" in self.fields:
            self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a language field
        self.order_fields(self.ORDER)


class FactForm(SourcedFields):
    """A number with its year and source."""

    language = LanguageField()
    label = CheckedField(
        cells.short, required=True, label=gettext_lazy("What is counted or measured")
    )
    bound = forms.ChoiceField(label=gettext_lazy("Bound"), choices=Fact.Bound)
    value = CheckedField(_number, required=True, empty=None, label=gettext_lazy("Value"))
    unit = CheckedField(
        lambda typed: cells.text(typed, 40),
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("UCUM code, as km2 or %; empty: a count."),
    )
    year = CheckedField(cells.year, required=True, empty=None, label=gettext_lazy("Year"))

    ORDER = ("label", "language", "bound", "value", "unit", "year", "source")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["source"].required = True


class PlaceForm(SourcedFields, NamedForm):
    """A laboratory or a park."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Place.Kind)
    field = forms.ChoiceField(label=gettext_lazy("Focus field"), required=False)
    url = CheckedField(
        cells.website, label=gettext_lazy("Website"), widget=forms.URLInput({"dir": "auto"})
    )
    language = LanguageField(label=gettext_lazy("Language of the sentence"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["field"].choices = [("", "—"), *_chosen(FIELDS)]  # type: ignore[attr-defined] # a choice field
        names = [f"name-{tag}" for tag in self.tags]
        self.order_fields(["kind", "field", *names, "other_language", "other_name", "url"])


class RelationForm(SourcedFields):
    """What the member has with another."""

    other = CheckedField(
        cells.short,
        required=True,
        label=gettext_lazy("With which member"),
        help_text=gettext_lazy("Its name in any language, or its short name."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Relation.Kind)
    label = CheckedField(cells.short, label=gettext_lazy("What it is called"))
    language = LanguageField()
    since = CheckedField(cells.year, empty=None, label=gettext_lazy("Since (year)"))
    until = CheckedField(cells.whole(1800, 2200), empty=None, label=gettext_lazy("Until (year)"))

    ORDER = ("other", "kind", "label", "language", "since", "until")

    def clean_other(self) -> Member:
        """Return the other member.

        Raises
        ------
        ValidationError
            When it is the member itself, or nobody, or several may be meant.
        """
        typed = self.cleaned_data["other"]
        found = editing.called(typed)
        if self.member in found:
            raise ValidationError(_("A member has no relation with itself; name another."))
        if len(found) == 1:
            return found[0]
        said = _("“%(given)s” is no member of the network. Near: %(near)s.")
        near = found or editing.near(typed)
        if len(found) > 1:
            said = _("“%(given)s” may be several; give a short name: %(near)s.")
        names = ", ".join(member.slug for member in near) or "—"
        raise ValidationError(said % {"given": typed[:60], "near": names})

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since is not None and until is not None and until < since:
            said = _("%(until)s is before %(since)s, when it began.")
            self.add_error("until", said % {"until": until, "since": since})
        return given


class AdoptionForm(SourcedFields):
    """A brick that the member runs."""

    brick = forms.ChoiceField(label=gettext_lazy("Brick"))
    since = CheckedField(
        _past_day,
        empty=None,
        label=gettext_lazy("Since (day)"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    language = LanguageField()
    note = TextField(1_000, rows=3, label=gettext_lazy("Remark"))

    source = source_url = quote = quote_date = None  # type: ignore[assignment] # it has no source

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["brick"].choices = brick_names(reader_language())  # type: ignore[attr-defined] # a choice field

    def clean_brick(self) -> str:
        """Return the brick, if the member does not tell of it already."""
        brick = str(self.cleaned_data["brick"])
        there = Adoption.objects.filter(member=self.member, brick=brick)
        if self.row is not None:
            there = there.exclude(pk=self.row.pk)
        if there.exists():
            raise ValidationError(_("“%(given)s” is among them already.") % {"given": brick})
        return brick


class PictureForm(forms.Form):
    """The member's picture and what it shows."""

    file = forms.FileField(
        label=gettext_lazy("Picture file"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=gettext_lazy("JPEG, PNG or WebP, up to 10 MB and 40 megapixels."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput())
    language = LanguageField()
    alt = CheckedField(
        lambda typed: cells.text(typed, 500),
        required=True,
        rows=2,
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("For readers who do not see it."),
    )
    credit = CheckedField(cells.short, label=gettext_lazy("Credit"))

    ASKED = ("file",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a language field


def picture_given(picture: Picture | None) -> dict[str, Any]:
    """Return a picture's words as the form takes them."""
    if picture is None:
        return {}
    return {"alt": picture.alt.text, "language": picture.alt.language, "credit": picture.credit}
