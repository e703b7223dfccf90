"""Forms of halls and booths: what they are, and where."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.collation import collation_key
from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.gatherings.expo.forms.bilingual import (
    BilingualForm,
    CountryField,
    LanguageChoice,
)
from citybricks.network.gatherings.expo.models import Hall
from citybricks.network.gatherings.expo.vocabulary import Size, Theme
from citybricks.network.members.checked_fields import CheckedField, SeveralField
from citybricks.network.members.domain import cells
from citybricks.network.vocabulary import FIELDS

SIDES = (
    ("north", gettext_lazy("North")),
    ("east", gettext_lazy("East")),
    ("south", gettext_lazy("South")),
    ("west", gettext_lazy("West")),
)


class HallForm(BilingualForm):
    """A hall."""

    TEXTS = (("name", gettext_lazy("Name"), 0),)
    code = forms.SlugField(
        label=gettext_lazy("Code"), max_length=8, help_text=gettext_lazy("As on signs: A, B, C1.")
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        required=False,
        choices=[("", gettext_lazy("any")), *Theme.choices],
    )
    rows = forms.IntegerField(
        label=gettext_lazy("Rows of cells"), min_value=4, max_value=60, initial=9,
        help_text=gettext_lazy("Cells of 3 m from the north wall to the south wall, with aisles."),
    )  # fmt: skip
    columns = forms.IntegerField(
        label=gettext_lazy("Columns of cells"), min_value=4, max_value=60, initial=14,
        help_text=gettext_lazy("From the west wall to the east wall."),
    )  # fmt: skip
    entrances = forms.MultipleChoiceField(
        label=gettext_lazy("Walls with an entrance"),
        choices=SIDES,
        initial=["south"],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a name."""
        super().clean()
        self.needs("name", _("A hall needs a name in Chinese or in English, better in both."))
        return self.cleaned_data


class NewBoothForm(BilingualForm):
    """A booth for a member, or for an organisation that is named."""

    TEXTS = (("organisation", gettext_lazy("Organisation"), 0),)
    member = forms.ChoiceField(
        label=gettext_lazy("Member"),
        required=False,
        help_text=gettext_lazy("Or name an organisation below."),
    )
    country = CountryField(required=False)
    size = forms.ChoiceField(label=gettext_lazy("Size"), choices=Size, initial="S")
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"), required=False, choices=[("", "—"), *Theme.choices]
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of who writes the booth"),
        required=False,
        help_text=gettext_lazy("They find the booth when they sign in under this address."),
    )

    field_order = (
        "member",
        "organisation_zh",
        "organisation_en",
        "country",
        "size",
        "theme",
        "email",
    )

    def __init__(
        self, *args: Any, members: dict[str, Any], own: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.members = members
        reader = reader_language()
        named = [(slug, member.name_in(reader)) for slug, member in members.items()]
        named.sort(key=lambda one: collation_key(one[1], reader))
        first = [] if own else [("", "—")]
        self.fields["member"].choices = [*first, *named]  # type: ignore[attr-defined] # a choice field
        if own:
            for name in ("organisation_zh", "organisation_en", "country", "email"):
                del self.fields[name]
            self.fields["member"].help_text = ""
            self.fields["member"].required = True
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for an exhibitor and, of an organisation, where it is."""
        super().clean()
        given = self.cleaned_data
        given["member"] = self.members.get(given.get("member", ""))
        if given["member"] is None and "member" not in self.errors:
            said = _("Choose a member, or name an organisation in Chinese or in English.")
            self.needs("organisation", said)
            if not given.get("country") and "country" not in self.errors:
                self.add_error("country", _("Say which country or region it comes from."))
        return given


class BoothForm(BilingualForm):
    """What an exhibitor says of a booth."""

    TEXTS = (
        ("organisation", gettext_lazy("Exhibitor"), 0),
        ("title", gettext_lazy("Title"), 0),
        ("summary", gettext_lazy("In short"), 3),
        ("description", gettext_lazy("Description"), 8),
    )
    language = LanguageChoice()
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"), required=False, choices=[("", "—"), *Theme.choices]
    )
    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("Fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = CountryField(required=False)
    website = CheckedField(
        cells.website, label=gettext_lazy("Website"), widget=forms.URLInput({"dir": "auto"})
    )
    languages = SeveralField(
        language_tag,
        show=lambda tag: language_name(tag, reader_language()),
        label=gettext_lazy("Languages spoken"),
        help_text=gettext_lazy("Names or codes, with commas between."),
    )

    field_order = (
        "language", "organisation_zh", "organisation_en", "title_zh", "title_en", "summary_zh",
        "summary_en", "description_zh", "description_en", "theme", "fields_", "country", "website",
        "languages",
    )  # fmt: skip
    ASKED = ("title_zh", "title_en", "summary_zh", "summary_en", "theme", "country")
    """What a draft may lack and a published booth may not."""

    def __init__(self, *args: Any, of_member: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fields_"].choices = FIELDS.choices(reader_language())  # type: ignore[attr-defined] # a choice field
        if of_member:
            for name in ("organisation_zh", "organisation_en", "country"):
                del self.fields[name]
        self.order_fields(self.field_order)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the texts, Chinese and English beside each other."""
        return [
            (self[f"{name}_zh"], self[f"{name}_en"])
            for name, _label, _rows in self.TEXTS
            if f"{name}_zh" in self.fields
        ]

    def others(self) -> list[forms.BoundField]:
        """Return the fields that are no texts."""
        return [
            one for one in self if not one.name.endswith(("_zh", "_en")) and one.name != "language"
        ]


class PlaceForm(forms.Form):
    """Where a booth stands."""

    size = forms.ChoiceField(label=gettext_lazy("Size"), choices=Size)
    hall = forms.ModelChoiceField(
        Hall.objects.none(), label=gettext_lazy("Hall"), required=False, empty_label="—"
    )
    row = forms.IntegerField(label=gettext_lazy("Row"), required=False, min_value=1, max_value=60)
    column = forms.IntegerField(
        label=gettext_lazy("Column"), required=False, min_value=1, max_value=60
    )
    fixed = forms.BooleanField(
        label=gettext_lazy("Stays here when booths are placed anew"), required=False
    )

    def __init__(self, *args: Any, halls: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hall"].queryset = halls  # type: ignore[attr-defined] # a field of rows

    def clean(self) -> dict[str, Any]:
        """Ask for row and column of a hall, and for none without."""
        given = super().clean() or self.cleaned_data
        if given.get("hall") is None:
            return given | {"row": None, "column": None}
        for name in ("row", "column"):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, _("A booth in a hall has a row and a column."))
        return given
