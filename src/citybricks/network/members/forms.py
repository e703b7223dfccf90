"""Forms of members' pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from citybricks.network.members.models import Staff, User


class NameForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """How a person wants to be called."""

    class Meta:
        model = User
        fields = ("name",)


class TokenForm(forms.Form):
    """What an access token is for."""

    name = forms.CharField(label=_("What is it for?"), max_length=80)


class AppointForm(forms.Form):
    """Who is to act for a member."""

    email = forms.EmailField(label=_("E-mail address of an account"))
    role = forms.ChoiceField(label=_("Role"), choices=Staff.Role.choices)

    def clean_email(self) -> User:
        """Return the account with the address."""
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _("No account has this address. The person signs up first, then you add them.")
            )
        return user
