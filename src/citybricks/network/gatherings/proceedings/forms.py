"""Forms of proceedings: papers, their files, declarations."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.content.text import Text
from citybricks.network.gatherings.hosting.forms import shown_in, written
from citybricks.network.gatherings.proceedings.models import Paper, Version
from citybricks.network.gatherings.proceedings.vocabulary import LONGEST, Act, Kind, Prevailing
from citybricks.network.members.checked_fields import CheckedField, tongues

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,180}")
_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)
_ENDS = (("zh", "zh-Hans"), ("en", "en"))
MOST_CLAUSES = 60


def _said(name: str, tag: str, label: Any, rows: int = 0) -> CheckedField:
    look: dict[str, Any] = {"lang": tag, "dir": "auto"} | ({"rows": rows} if rows else {})
    widget = forms.Textarea(look) if rows else forms.TextInput(look)
    most = LONGEST[name]
    return CheckedField(lambda typed: text_up_to(typed, most), label=label, widget=widget)


def doi(given: str) -> str:
    """Return a DOI without the address of a resolver.

    Raises
    ------
    ValidationError
        When it is none.
    """
    bare = _RESOLVER.sub("", given.strip(), count=1)
    if not _DOI.fullmatch(bare):
        raise ValidationError(
            _("“%(given)s” is no DOI; one looks like 10.1234/abcd.") % {"given": given[:60]}
        )
    return bare


def _address(label: Any, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput({"placeholder": "https://"}),
    )


class PaperForm(forms.Form):
    """What remains of a talk, without its files."""

    abstract_zh = _said("abstract", "zh-Hans", gettext_lazy("Abstract in Chinese"), 8)
    abstract_en = _said("abstract", "en", gettext_lazy("Abstract in English"), 8)
    doi = CheckedField(doi, label="DOI")
    link = _address(gettext_lazy("Address of the paper"))
    recording = _address(
        gettext_lazy("Address of the recording"), gettext_lazy("Where it is shown elsewhere.")
    )
    is_shown = forms.BooleanField(
        label=gettext_lazy("Shown in the proceedings once the session is over"), required=False
    )

    ASKED: ClassVar[tuple[str, ...]] = ()

    def keep(self, paper: Paper) -> Paper:
        """Write what was checked."""
        given = self.cleaned_data
        paper.abstract = written(given, "abstract", paper.abstract)
        for name in ("doi", "link", "recording", "is_shown"):
            setattr(paper, name, given[name])
        paper.save()
        return paper


def paper_given(paper: Paper, abstract: Text) -> dict[str, Any]:
    """Return what the form of a paper begins with."""
    values = {name: getattr(paper, name) for name in ("doi", "link", "recording", "is_shown")}
    return values | {f"abstract_{end}": shown_in(abstract, tag) for end, tag in _ENDS}


class FileForm(forms.Form):
    """A file of a talk."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Kind)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=())
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "Slides: PDF up to 20 MB. Video: MP4 or WebM up to 40 MB, shown once it has captions."
            " Captions: WebVTT."
        ),
        allow_empty_file=False,
    )

    ASKED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = tongues()  # type: ignore[attr-defined] # a field of choices


class DeclarationForm(forms.Form):
    """What a declaration is, without its clauses."""

    act = forms.ChoiceField(label=gettext_lazy("What it is"), choices=Act)
    title_zh = _said("title", "zh-Hans", gettext_lazy("Title in Chinese"))
    title_en = _said("title", "en", gettext_lazy("Title in English"))
    preamble_zh = _said("preamble", "zh-Hans", gettext_lazy("Preamble in Chinese"), 4)
    preamble_en = _said("preamble", "en", gettext_lazy("Preamble in English"), 4)
    prevails = forms.ChoiceField(
        label=gettext_lazy("Which text prevails"),
        choices=Prevailing,
        required=False,
        widget=forms.RadioSelect,
    )

    ASKED: ClassVar[tuple[str, ...]] = ("title_zh", "title_en")

    def clean(self) -> dict[str, Any]:
        """Ask for a title in one language at least."""
        found = super().clean() or self.cleaned_data
        if not (found.get("title_zh") or found.get("title_en")) and not self.errors:
            self.add_error("title_en", _("A title in one language at least is needed."))
        return found

    def given(self, before: Version, clauses: list[dict[str, str]]) -> dict[str, Any]:
        """Return the text as the rules of declarations take it."""
        return {
            "title": written(self.cleaned_data, "title", before.title),
            "preamble": written(self.cleaned_data, "preamble", before.preamble),
            "clauses": clauses,
            "prevails": self.cleaned_data["prevails"],
        }


class ClauseForm(forms.Form):
    """A clause in both languages; an empty row says nothing."""

    zh = _said("clause", "zh-Hans", gettext_lazy("In Chinese"), 3)
    en = _said("clause", "en", gettext_lazy("In English"), 3)

    ASKED: ClassVar[tuple[str, ...]] = ("zh", "en")


class Clauses(BaseFormSet):  # type: ignore[type-arg] # not generic at run time
    """The clauses, in their order."""

    def given(self) -> list[dict[str, str]]:
        """Return the clauses that say something, by language."""
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        return [
            {tag: row.get(end, "") for end, tag in _ENDS}
            for row in rows
            if row.get("zh") or row.get("en")
        ]


def clauses_form(*args: Any, **options: Any) -> Clauses:
    """Return the rows of clauses: those there are, and two empty ones."""
    made: Any = formset_factory(
        ClauseForm, formset=Clauses, extra=2, max_num=MOST_CLAUSES, absolute_max=MOST_CLAUSES
    )
    rows: Clauses = made(*args, prefix="clauses", **options)
    return rows


def declaration_given(version: Version) -> dict[str, Any]:
    """Return what the form of a declaration begins with."""
    found: dict[str, Any] = {"prevails": version.prevails, "act": version.declaration.act}
    for name in ("title", "preamble"):
        found |= {f"{name}_{end}": shown_in(getattr(version, name), tag) for end, tag in _ENDS}
    return found


def clauses_given(version: Version) -> list[dict[str, str]]:
    """Return the clauses as their form takes them."""
    return [{end: one.get(tag, "") for end, tag in _ENDS} for one in version.clauses]
