"""Which member a page is about, whether the person may, and what they have filled in."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from citybricks.network.members.models import Member, User

F = TypeVar("F", bound=forms.Form)


def person(request: HttpRequest) -> User:
    """Return who asks, on a page that asks for an account."""
    return cast("User", request.user)


def member_or_404(request: HttpRequest, slug: str, permission: str) -> Member:
    """Return a member if the person has the permission; to others it is not there."""
    member = get_object_or_404(Member, slug=slug)
    if not request.user.has_perm(permission, member):
        raise Http404
    return member


def filled(
    request: HttpRequest, make: type[F], *, initial: dict[str, Any] | None = None, **options: Any
) -> F:
    """Return a form: as it begins, as it was sent, or as it stands when the language changes.

    Switching the language sends what is filled in with ``only-show``, so that it can be shown
    again in the other language; nothing is written then.
    """
    if request.method != "POST":
        return make(initial=initial, **options)
    if request.POST.get("only-show") != "unchecked":
        return make(request.POST, request.FILES, **options)
    fields = make(**options).fields
    typed = {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name)
        for name, field in fields.items()
    }
    return make(initial=typed, **options)


def sent(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a form was sent to be written, and can be."""
    return form.is_bound and form.is_valid() and "only-show" not in request.POST


def status(form: forms.Form) -> int:
    """Return the status of the answer that shows a form."""
    return 422 if form.is_bound and form.errors else 200
