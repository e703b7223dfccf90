"""Forms of members' pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from citybricks.network.content.naming import reader_language
from citybricks.network.members.models import Member, Staff, User


class NameForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """How a person wants to be called."""

    class Meta:
        model = User
        fields = ("name",)


class MemberChoice(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A member, by its name in the reader's language."""

    def label_from_instance(self, obj: Member) -> str:
        """Name it."""
        return obj.name_in(reader_language())


class TokenForm(forms.Form):
    """What an access token is for, and which member it acts for.

    Parameters
    ----------
    members
        Those that the person acts for; of one or none, nothing is to be chosen.
    """

    name = forms.CharField(label=_("What is it for?"), max_length=80)
    member = MemberChoice(
        label=_("Acts for"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("All members that I act for"),
        help_text=_("A token for one member can do nothing for another."),
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("MemberChoice", self.fields["member"]).queryset = members


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
