"""Forms with which people apply, and the secretariat answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pycountry import countries

from citybricks.network.content.collation import collation_key
from citybricks.network.content.naming import country_name, reader_language
from citybricks.network.members.checked_fields import CheckedField, LanguageField, TextField
from citybricks.network.members.domain import cells, identity, registers
from citybricks.network.members.domain.applying import Wish
from citybricks.network.members.models import Application, Member

LONGEST_MESSAGE = 3_000
_OFFICE = gettext_lazy("Your office and function")
_MESSAGE = gettext_lazy("Message to the secretariat")


def _country_choices() -> list[tuple[str, str]]:
    reader = reader_language()
    named = [(one.alpha_2, country_name(one.alpha_2, reader)) for one in countries]
    return [("", "—"), *sorted(named, key=lambda pair: collation_key(pair[1], reader))]


def _place_number(typed: str) -> int:
    """Return a GeoNames id that is a city's."""
    number = cells.whole(1, 10**9)(typed)
    try:
        identity.city(number)
    except identity.UnknownPlaceError as error:
        raise ValidationError(str(error)) from error
    return int(number)


class ApplyForm(forms.Form):
    """Who wants to become a member."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Member.Kind,
        widget=forms.RadioSelect,
        initial=Member.Kind.CITY,
    )
    typed = CheckedField(
        cells.short,
        label=gettext_lazy("City"),
        help_text=gettext_lazy("Type its name, in any script, then choose it below."),
    )
    geonames_id = CheckedField(_place_number, empty=None, widget=forms.HiddenInput())
    name = CheckedField(
        cells.short,
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("Of an organisation; of a city, its name in your language."),
    )
    language = LanguageField(label=gettext_lazy("Language of the name"))
    country = CheckedField(
        cells.country, label=gettext_lazy("Country or region"), widget=forms.Select()
    )
    ror = CheckedField(
        registers.ror,
        empty=None,
        label="ROR",
        help_text=gettext_lazy("Of a research organisation, as 01r4q9n85; ror.org lists them."),
    )
    lei = CheckedField(
        registers.lei,
        empty=None,
        label="LEI",
        help_text=gettext_lazy("Of a legal entity: twenty letters and digits, ISO 17442."),
    )
    website = CheckedField(
        cells.website, label=gettext_lazy("Website"), widget=forms.URLInput({"dir": "auto"})
    )
    office = CheckedField(
        cells.short,
        required=True,
        label=_OFFICE,
        help_text=gettext_lazy("In whose name you apply, as “Foreign Affairs Office, director”."),
    )
    message = TextField(LONGEST_MESSAGE, rows=5, label=_MESSAGE)

    CITY, ORGANISATION = ("typed",), ("country", "ror", "lei")
    ASKED = ("typed", "name", "country")
    """What is not simply optional."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].widget.choices = _country_choices()
        self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a language field

    def candidates(self) -> list[identity.City]:
        """Return the cities that may be meant by what was typed, the chosen one among them."""
        number = str(self["geonames_id"].value() or "")
        typed = str(self["typed"].value() or "")
        found = identity.cities(typed)
        if number.isdecimal() and number not in {str(one.geonames_id) for one in found}:
            try:
                found.insert(0, identity.city(int(number[:10])))
            except identity.UnknownPlaceError:
                return found
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for what tells who is meant."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Member.Kind.CITY:
            self._ask_city()
        else:
            for name, asked in (
                ("name", _("What is the organisation called?")),
                ("country", _("In which country or region is it?")),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, asked)
        return given

    def _ask_city(self) -> None:
        if self.cleaned_data.get("geonames_id") or self.errors.get("geonames_id"):
            return
        typed = self.cleaned_data.get("typed", "")
        if not typed and "typed" not in self.errors:
            self.add_error("typed", _("Which city is it? Type its name, then choose it."))
        elif self.candidates():
            self.add_error("typed", _("Choose the city that is meant."))
        elif typed:
            said = _("No city is called “%(given)s”: try its name in another script or language.")
            self.add_error("typed", said % {"given": typed[:60]})

    def wish(self) -> Wish:
        """Return what was given, once it is valid."""
        given = self.cleaned_data
        is_city = given["kind"] == Member.Kind.CITY
        return Wish(
            kind=given["kind"],
            office=given["office"],
            message=given["message"],
            names={given["language"]: given["name"]} if given["name"] else {},
            geonames_id=given["geonames_id"] if is_city else None,
            ror=None if is_city else given["ror"],
            lei=None if is_city else given["lei"],
            country="" if is_city else given["country"],
            website=given["website"],
        )


class ResendForm(forms.Form):
    """What an applicant changes before an application is sent again."""

    office = CheckedField(cells.short, required=True, label=_OFFICE)
    message = TextField(LONGEST_MESSAGE, rows=6, label=_MESSAGE)

    ASKED = ()

    def write(self, application: Application) -> None:
        """Write it to the application."""
        application.office = self.cleaned_data["office"]
        application.message = self.cleaned_data["message"]
        application.save()


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = TextField(LONGEST_MESSAGE, rows=4, label=gettext_lazy("Reason"))
