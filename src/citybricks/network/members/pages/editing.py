"""Write a member's profile and what is known of it: facts, places, relations, bricks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.members import editing_forms as forms
from citybricks.network.members.domain import editing
from citybricks.network.members.models import Adoption, Fact, Member, Place, Relation
from citybricks.network.members.pages.access import (
    filled,
    member_or_404,
    person,
    sent,
    status,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing that is known of members, and how it is written.

    Parameters
    ----------
    name
        In addresses and templates.
    """

    name: str
    model: type[Any]
    form: type[forms.SourcedFields]
    title: str | Promise
    add: str | Promise


PARTS = (
    Part("facts", Fact, forms.FactForm, gettext_lazy("Facts"), gettext_lazy("Add a fact")),
    Part(
        "places",
        Place,
        forms.PlaceForm,
        gettext_lazy("Laboratories and parks"),
        gettext_lazy("Add a laboratory or a park"),
    ),
    Part(
        "relations",
        Relation,
        forms.RelationForm,
        gettext_lazy("Relations"),
        gettext_lazy("Add a relation"),
    ),
    Part(
        "adoptions",
        Adoption,
        forms.AdoptionForm,
        gettext_lazy("Bricks it runs"),
        gettext_lazy("Add a brick"),
    ),
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member's profile to be written, and take it in."""
    member = member_or_404(request, slug, "members.edit")
    form = filled(
        request,
        forms.ProfileForm,
        initial=editing.profile_given(member),
        member=member,
        by_secretariat=person(request).has_perm("members.review"),
    )
    if sent(request, form):
        editing.write_profile(member, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("member-edit", slug)
    context = {"member": member, "form": form, "here": "profile"}
    return render(request, "members/edit.html", context, status=status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, slug: str, part: Part) -> HttpResponse:
    """Show what is known of a member, of one kind, and take in more."""
    member = member_or_404(request, slug, "members.edit")
    form = filled(request, part.form, member=member)
    if sent(request, form):
        editing.write(member, editing.new(member, part.model), form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"member-{part.name}", slug)
    context = {
        "member": member,
        "form": form,
        "part": part,
        "here": part.name,
        "rows": editing.rows_of(member, part.model),
    }
    return render(request, "members/edit_rows.html", context, status=status(form))


def _row(member: Member, part: Part, number: int) -> Any:
    return get_object_or_404(editing.rows_of(member, part.model), pk=number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, slug: str, part: Part, number: int) -> HttpResponse:
    """Show one thing that is known of a member to be changed, and take it in."""
    member = member_or_404(request, slug, "members.edit")
    kept = _row(member, part, number)
    given = editing.given_of(member, kept)
    form = filled(request, part.form, initial=given, member=member, row=kept)
    if sent(request, form):
        editing.write(member, kept, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"member-{part.name}", slug)
    context = {"member": member, "form": form, "part": part, "here": part.name, "row": kept}
    return render(request, "members/edit_row.html", context, status=status(form))


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, part: Part, number: int) -> HttpResponse:
    """Take away something that is known of a member."""
    member = member_or_404(request, slug, "members.edit")
    editing.remove(member, _row(member, part, number))
    messages.success(request, _("Removed."))
    return redirect(f"member-{part.name}", slug)
