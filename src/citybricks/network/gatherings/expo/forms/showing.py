"""Forms of what a booth shows, and of who is there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import language_name, reader_language
from citybricks.network.exchange.domain.bricks import names as brick_names
from citybricks.network.gatherings.expo.forms.bilingual import (
    BilingualForm,
    LanguageChoice,
    TongueField,
)
from citybricks.network.gatherings.expo.models import Picture
from citybricks.network.members.checked_fields import CheckedField, SeveralField
from citybricks.network.members.domain import cells


class FileForm(BilingualForm):
    """A file with what it shows in words."""

    TYPES = ""
    """What a file picker offers."""
    language = LanguageChoice()
    file = forms.FileField(label=gettext_lazy("File"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].widget.attrs["accept"] = self.TYPES


class PictureForm(FileForm):
    """A picture or the logo."""

    ASKED = ("file", "alt_zh", "alt_en")
    TEXTS = (("alt", gettext_lazy("What it shows"), 2),)
    TYPES = "image/jpeg,image/png,image/webp"
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Picture.Kind,
        initial="picture",
        widget=forms.RadioSelect,
    )
    credit = CheckedField(lambda typed: cells.text(typed, 200), label=gettext_lazy("Credit"))
    field_order = ("kind", "file", "language", "alt_zh", "alt_en", "credit")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("JPEG, PNG or WebP, at most 10 MB.")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for words: who cannot see the picture reads them."""
        super().clean()
        self.needs("alt", _("Say what the picture shows, for those who cannot see it."))
        return self.cleaned_data


class VideoForm(FileForm):
    """A video with captions, or a link to one."""

    ASKED = ("title_zh", "title_en")
    TEXTS = (("title", gettext_lazy("Title"), 0),)
    TYPES = "video/webm,video/mp4"
    link = CheckedField(
        cells.website,
        label=gettext_lazy("Or its address"),
        widget=forms.URLInput({"dir": "auto"}),
        help_text=gettext_lazy("The video stays there; visitors are told before they leave."),
    )
    captions = forms.FileField(
        label=gettext_lazy("Captions"),
        required=False,
        widget=forms.ClearableFileInput({"accept": ".vtt,text/vtt"}),
        help_text=gettext_lazy("WebVTT (.vtt): what is said, for those who cannot hear it."),
    )
    captions_language = TongueField(label=gettext_lazy("Language of the captions"))
    field_order = (
        "file",
        "captions",
        "captions_language",
        "link",
        "language",
        "title_zh",
        "title_en",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("WebM or MP4, at most 32 MB.")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for a title."""
        super().clean()
        self.needs("title", _("Give the video a title."))
        return self.cleaned_data


class CaptionsForm(forms.Form):
    """Captions of a video in one more language."""

    file = forms.FileField(
        label=gettext_lazy("Captions"),
        widget=forms.ClearableFileInput({"accept": ".vtt,text/vtt"}),
    )
    captions_language = TongueField(label=gettext_lazy("Language of the captions"))


class DocumentForm(FileForm):
    """A document."""

    ASKED = ("file", "title_zh", "title_en")
    TEXTS = (("title", gettext_lazy("Title"), 0),)
    TYPES = "application/pdf"
    document_language = TongueField(label=gettext_lazy("Language of the document"))
    field_order = ("file", "document_language", "language", "title_zh", "title_en")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _("PDF, at most 10 MB.")
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for a title."""
        super().clean()
        self.needs("title", _("Give the document a title."))
        return self.cleaned_data


class ModelForm(FileForm):
    """A 3-D model."""

    ASKED = ("file", "alt_zh", "alt_en")
    TEXTS = (("alt", gettext_lazy("What it shows"), 2),)
    TYPES = ".glb,model/gltf-binary"
    field_order = ("file", "language", "alt_zh", "alt_en")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].help_text = _(
            "glTF 2.0 in one file (.glb), at most 1 MB, 20,000 triangles and 4 images of at most"
            " 1,024 × 1,024 pixels; nothing outside the file."
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Ask for words."""
        super().clean()
        self.needs("alt", _("Say what the model shows, for those who cannot see it."))
        return self.cleaned_data


class AttendantForm(BilingualForm):
    """Somebody who is invited to a booth."""

    TEXTS = (("post", gettext_lazy("What they do"), 0),)
    name = CheckedField(
        lambda typed: cells.text(typed, 120), required=True, label=gettext_lazy("Name")
    )
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    languages = SeveralField(
        language_tag,
        show=lambda tag: language_name(tag, reader_language()),
        label=gettext_lazy("Languages spoken"),
        help_text=gettext_lazy("Names or codes, with commas between."),
    )
    edits = forms.BooleanField(
        label=gettext_lazy("May change the booth, and not only answer visitors"), required=False
    )
    field_order = ("name", "email", "post_zh", "post_en", "languages", "edits")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)


class HoursForm(forms.Form):
    """When somebody is at the booth, as clocks of the gathering show it."""

    day = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(
        label=gettext_lazy("From"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=gettext_lazy("Until"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )


class ToolForm(BilingualForm):
    """A brick that is to run in the booth."""

    TEXTS = (("note", gettext_lazy("Why it is here"), 2),)
    language = LanguageChoice()
    brick = forms.ChoiceField(label=gettext_lazy("Brick"))
    field_order = ("brick", "language", "note_zh", "note_en")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["brick"].choices = brick_names(reader_language())  # type: ignore[attr-defined] # a choice field
        self.order_fields(self.field_order)
