"""Forms of notices' pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.naming import page_languages
from citybricks.network.notices.models import Preference


class PreferenceForm(forms.Form):
    """How often mails come, and in which language."""

    pace = forms.ChoiceField(label=_("Mails with what is new"), choices=Preference.Pace.choices)
    language = forms.ChoiceField(label=_("Language of mails"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)  # noqa: S101 - for the type checker
        languages.choices = list(page_languages().items())
