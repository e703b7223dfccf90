"""The forms of reviews and of letters with decisions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.calls.domain.offering import track_choices
from citybricks.network.gatherings.calls.models import Call, Review
from citybricks.network.gatherings.calls.vocabulary import BEST, LONGEST, WORST, Decision
from citybricks.network.members.checked_fields import CheckedField, LanguageField

_MARKS = [(str(mark), str(mark)) for mark in range(WORST, BEST + 1)]


def _text(most: int, label: Any, rows: int, **options: Any) -> CheckedField:
    return CheckedField(lambda typed: text_up_to(typed, most), label=label, rows=rows, **options)


class ReviewForm(forms.Form):
    """Marks for every criterion, and what is said."""

    language = LanguageField()
    to_authors = _text(
        LONGEST["review"],
        gettext_lazy("To the authors"),
        6,
        help_text=gettext_lazy("They read it once the proposal is decided, without your name."),
    )
    confidential = _text(LONGEST["review"], gettext_lazy("To the organisers only"), 4)

    ASKED: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, review: Review, **options: Any) -> None:
        super().__init__(*args, **options)
        reader = reader_language()
        self.criteria = list(review.proposal.call.criteria.all())
        for one in self.criteria:
            self.fields[f"mark-{one.code}"] = forms.ChoiceField(
                label=one.name.shown(reader).text or one.code,
                choices=_MARKS,
                widget=forms.RadioSelect,
                required=False,
                initial=str(review.marks.get(one.code, "")),
                error_messages={
                    "invalid_choice": _("A mark is a whole number from 1 to 5; %(value)s is not.")
                },
            )
        self.fields["language"].offer(self["language"].value())  # type: ignore[attr-defined] # a field of languages

    def mark_fields(self) -> list[forms.BoundField]:
        """Return the fields of the marks."""
        return [self[f"mark-{one.code}"] for one in self.criteria]

    def text_fields(self) -> list[forms.BoundField]:
        """Return the fields of the texts."""
        return [self[name] for name in ("language", "to_authors", "confidential")]

    def marks(self) -> dict[str, int]:
        """Return the marks that were given."""
        given = {one.code: self.cleaned_data[f"mark-{one.code}"] for one in self.criteria}
        return {code: int(mark) for code, mark in given.items() if mark}


class LetterForm(forms.Form):
    """A decision, and the letter with it."""

    decision = forms.ChoiceField(choices=Decision, widget=forms.HiddenInput)
    track = forms.ChoiceField(label=gettext_lazy("Into the track"), required=False)
    zh = _text(LONGEST["letter"], gettext_lazy("Letter in Chinese"), 8)
    en = _text(LONGEST["letter"], gettext_lazy("Letter in English"), 8)

    ASKED: ClassVar[tuple[str, ...]] = ("zh", "en")

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, **options)
        tracks = track_choices(call, reader_language())
        self.fields["track"].choices = [("", _("As proposed")), *tracks]  # type: ignore[attr-defined] # a field of choices
        for name, tag in (("zh", "zh-Hans"), ("en", "en")):
            self.fields[name].widget.attrs["lang"] = tag
            self.fields[name].help_text = _("{title}, {gathering} and {track} are filled in.")
        if self["decision"].value() not in (Decision.ACCEPT, Decision.MOVE):
            del self.fields["track"]

    def clean(self) -> dict[str, Any]:
        """Ask for a letter, and for a track of a move."""
        found = super().clean() or self.cleaned_data
        if not (found.get("zh") or found.get("en")) and not self.errors:
            self.add_error("en", _("Write the letter in one language at least."))
        if found.get("decision") == Decision.MOVE and not found.get("track"):
            self.add_error("track", _("Say into which track."))
        return found

    def words(self) -> dict[str, str]:
        """Return the letter by language."""
        return {"zh-Hans": self.cleaned_data["zh"], "en": self.cleaned_data["en"]}
