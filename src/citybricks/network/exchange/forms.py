"""Forms of offers and needs: the one place where what is given for a listing is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag, text_up_to
from citybricks.network.content.naming import country_name, language_name, reader_language
from citybricks.network.exchange.domain import bricks, values
from citybricks.network.exchange.models import in_a_year
from citybricks.network.exchange.vocabulary import Budget, Partnership, Rights, Side, Type
from citybricks.network.members.models import Member
from citybricks.network.vocabulary import FIELDS

TONGUES = (
    "zh-Hans", "zh-Hant", "en", "pt", "ru", "ja", "fr", "es", "ar", "de", "it", "ko", "id", "lo",
    "th", "vi", "tr", "kk", "uz", "fa", "hi", "ur", "el", "he", "sw", "af", "zu", "mi",
)  # fmt: skip
"""Languages that a form offers; others are given by their tag."""


_OFF_SCALE = gettext_lazy("The level is a whole number from 1 to 9; %(show_value)s is not.")


class ListField(forms.CharField):
    """Values separated by commas, each of them checked."""

    def __init__(
        self,
        check: Callable[[str], str],
        *,
        show: Callable[[str], str] = str,
        between: str = ", ",
        **options: Any,
    ) -> None:
        super().__init__(required=False, **options)
        self.check, self.show, self.between = check, show, between

    def to_python(self, value: Any) -> Any:
        """Return the values in their usual form."""
        return values.checked(value or [], self.check)

    def prepare_value(self, value: Any) -> Any:
        """Write values as people would."""
        return value if isinstance(value, str) else self.between.join(map(self.show, value or []))


class ChoicesField(forms.MultipleChoiceField):
    """Several of a few, ticked; values separated by commas will do as well."""

    def to_python(self, value: Any) -> list[str]:
        """Return the chosen keys."""
        return super().to_python(values.parts(value) if isinstance(value, str) else value)


class TextField(forms.CharField):
    """A text up to a length, which the refusal tells."""

    def __init__(self, name: str, *, rows: int = 0, **options: Any) -> None:
        self.most = values.LONGEST[name]
        look = {"dir": "auto"} | ({"rows": rows} if rows else {})
        widget = forms.Textarea(look) if rows else forms.TextInput(look)
        super().__init__(required=False, widget=widget, strip=False, **options)

    def clean(self, value: Any) -> str:
        """Return the text without what cannot be read."""
        return text_up_to(str(value or ""), self.most)


def tongue() -> str:
    """Return the language a new text is most likely written in: the reader's."""
    return reader_language()


class LanguageField(forms.CharField):
    """The language something is written in."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("Language you write in"))
        super().__init__(widget=forms.Select(), initial=tongue, **options)

    def clean(self, value: Any) -> str:
        """Return the tag of the language."""
        return language_tag(str(super().clean(value)))


def _tongues(given: str = "") -> list[tuple[str, str]]:
    reader = reader_language()
    tags = TONGUES if not given or given in TONGUES else (*TONGUES, given)
    return [(tag, language_name(tag, reader)) for tag in tags]


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the form: its heading and its fields."""

    number: int
    title: str
    fields: tuple[forms.BoundField, ...]


class ListingForm(forms.Form):
    """An offer or a need as somebody gives it: on the page, by the API, or in a row of a table."""

    side = forms.ChoiceField(label=gettext_lazy("Side"), choices=Side, widget=forms.RadioSelect)
    type = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Type)
    member = forms.ChoiceField(label=gettext_lazy("For which member"))
    language = LanguageField()
    title = TextField("title", label=gettext_lazy("Title"))
    title_zh = TextField(
        "title",
        label=gettext_lazy("Title in Chinese"),
        help_text=gettext_lazy("If you write in another language."),
    )
    title_en = TextField(
        "title",
        label=gettext_lazy("Title in English"),
        help_text=gettext_lazy("If you write in another language."),
    )
    summary = TextField(
        "summary",
        rows=3,
        label=gettext_lazy("In short"),
        help_text=gettext_lazy("At most 60 words; in Chinese 120 characters."),
    )
    description = TextField(
        "description",
        rows=8,
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("What it is, for whom, where it runs. Empty lines part paragraphs."),
    )
    advantages = TextField(
        "advantages", rows=4, label=gettext_lazy("What is new about it, and better")
    )
    trl = forms.IntegerField(
        label=gettext_lazy("Technology readiness level"),
        required=False,
        min_value=1,
        max_value=9,
        error_messages={
            "invalid": gettext_lazy("The level is a whole number from 1 to 9."),
            "min_value": _OFF_SCALE,
            "max_value": _OFF_SCALE,
        },
        help_text=gettext_lazy("1 (basic principles seen) to 9 (proven in operation), ISO 16290."),
    )
    rights = forms.ChoiceField(
        label=gettext_lazy("Rights"), required=False, choices=[("", "—"), *Rights.choices]
    )
    partnerships = ChoicesField(
        label=gettext_lazy("Partnership sought"),
        required=False,
        choices=Partnership,
        widget=forms.CheckboxSelectMultiple,
    )
    regions = ListField(
        values.region,
        show=lambda code: country_name(code, reader_language()),
        label=gettext_lazy("Countries and regions of partners"),
        help_text=gettext_lazy("Names or codes, with commas between; empty: everywhere."),
    )
    languages = ListField(
        language_tag,
        show=lambda tag: language_name(tag, reader_language()),
        label=gettext_lazy("Languages you can work in"),
        help_text=gettext_lazy("Names or codes, with commas between."),
    )
    budget = forms.ChoiceField(
        label=gettext_lazy("Budget"), required=False, choices=[("", "—"), *Budget.choices]
    )
    fields_ = ChoicesField(
        label=gettext_lazy("Fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sdg = ListField(
        values.target,
        label=gettext_lazy("Targets of the SDGs"),
        help_text=gettext_lazy("Codes such as 11.2 or 16.a, with commas between."),
    )
    bricks = ListField(
        values.brick,
        label=gettext_lazy("Bricks"),
        help_text=gettext_lazy("Bricks that do what is offered, or that would help; by their id."),
    )
    occupations = ListField(
        values.occupation,
        between="\n",
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("Occupations and skills"),
        help_text=gettext_lazy("For talent: URIs of ESCO, one a line."),
    )
    evidence = ListField(
        values.evidence,
        between="\n",
        widget=forms.Textarea({"rows": 2}),
        label=gettext_lazy("Evidence"),
        help_text=gettext_lazy("Addresses or DOIs of what proves it, one a line."),
    )
    expires = forms.DateField(
        label=gettext_lazy("Expires"),
        initial=in_a_year,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Reminders come 30 and 7 days before; you can renew it."),
    )

    PARTS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
        (gettext_lazy("What it is"), ("side", "type", "member")),
        (
            gettext_lazy("In your words"),
            ("language", "title", "title_zh", "title_en", "summary", "description", "advantages"),
        ),
        (gettext_lazy("How far it is"), ("trl", "rights", "evidence")),
        (gettext_lazy("With whom"), ("partnerships", "regions", "languages", "budget")),
        (gettext_lazy("What for"), ("fields_", "sdg", "bricks", "occupations")),
        (gettext_lazy("Until when"), ("expires",)),
    )

    ASKED = ("title", "summary", "description", "partnerships", "fields_", "expires")
    """What a draft may lack and a published listing may not."""

    def __init__(
        self, *args: Any, members: Iterable[Member] = (), was: Any = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        reader = reader_language()
        fields = self.fields
        fields["member"].choices = [(one.slug, one.name_in(reader)) for one in members]  # type: ignore[attr-defined] # a choice field
        fields["fields_"].choices = FIELDS.choices(reader)  # type: ignore[attr-defined] # a choice field
        given = str(self["language"].value() or "")
        fields["language"].widget.choices = _tongues(given)
        fields["bricks"].widget.attrs["list"] = "brick-ids"
        self._was = was

    def steps(self) -> Iterator[Part]:
        """Yield the steps of the form."""
        for number, (title, names) in enumerate(self.PARTS, 1):
            yield Part(number, str(title), tuple(self[name] for name in names))

    def brick_names(self) -> list[tuple[str, str]]:
        """Return ids and titles of bricks, to choose from."""
        return bricks.names(reader_language())

    def clean_expires(self) -> Any:
        """Return the date, which has to lie ahead unless it is as it was."""
        given = self.cleaned_data["expires"] or in_a_year()
        if given <= timezone.localdate() and given != self._was:
            raise ValidationError(
                _("%(given)s has passed; give a date after %(today)s.")
                % {"given": given, "today": timezone.localdate()}
            )
        return given

    def clean(self) -> dict[str, Any]:
        """Ask for a title: without one nobody finds the draft again."""
        cleaned = super().clean() or self.cleaned_data
        titles = ("title", "title_zh", "title_en")
        if not any(cleaned.get(name) for name in titles) and not set(titles) & set(self.errors):
            self.add_error("title", _("A title is needed, even of a draft."))
        return cleaned


class InterestForm(forms.Form):
    """What a member writes to another about a listing."""

    member = forms.ChoiceField(label=gettext_lazy("For which member"))
    language = LanguageField()
    message = TextField(
        "message",
        rows=6,
        label=gettext_lazy("Message"),
        help_text=gettext_lazy("What you would like to do together, and why you."),
    )
    confidential = forms.BooleanField(
        label=gettext_lazy("We ask for a non-disclosure agreement before details are exchanged"),
        required=False,
    )

    def __init__(self, *args: Any, members: Iterable[Member] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        reader = reader_language()
        self.fields["member"].choices = [(one.slug, one.name_in(reader)) for one in members]  # type: ignore[attr-defined] # a choice field
        self.fields["language"].widget.choices = _tongues()

    def clean_message(self) -> str:
        """Return the message; there has to be one."""
        message = str(self.cleaned_data["message"])
        if not message:
            raise ValidationError(_("Write a few words: nobody answers an empty message."))
        return message
