"""Pages of people and their members: my account, my programs' keys, a member's staff."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.members.domain import people
from citybricks.network.members.forms import AppointForm, NameForm, TokenForm
from citybricks.network.members.models import AccessToken, Member, Staff, User


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show a person's account: name, members, access tokens."""
    if request.method != "POST":
        return _me(request)
    form = NameForm(request.POST, instance=User.objects.get(pk=cast("User", request.user).pk))
    if not form.is_valid():
        return _me(request, form=form)
    form.save()
    messages.success(request, _("Saved."))
    return redirect("me")


def _me(
    request: HttpRequest, *, form: NameForm | None = None, token_form: TokenForm | None = None
) -> HttpResponse:
    """Show the account, with a form that needs attention when one does."""
    user = cast("User", request.user)
    values = {
        "form": form or NameForm(instance=user),
        "token_form": token_form or TokenForm(members=user.members.all()),
        "tokens": user.tokens.select_related("member"),
        "posts": user.posts.select_related("member"),
    }
    wrong = form is not None or token_form is not None
    return render(request, "members/me.html", values, status=422 if wrong else 200)


@login_required
@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Issue an access token and show it, this once."""
    user = cast("User", request.user)
    form = TokenForm(request.POST, members=user.members.all())
    if not form.is_valid():
        return _me(request, token_form=form)
    name, member = form.cleaned_data["name"], form.cleaned_data["member"]
    secret = people.issue_token(user=user, name=name, member=member)
    response = render(request, "members/token.html", {"secret": secret, "name": name})
    response.headers["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Revoke one of one's own access tokens."""
    get_object_or_404(AccessToken, pk=number, user=request.user).delete()
    messages.success(request, _("The access token is revoked."))
    return redirect("me")


def _member(request: HttpRequest, slug: str, permission: str) -> Member:
    """Return a member if the person has the permission; to others it is not there."""
    member = get_object_or_404(Member, slug=slug)
    if not request.user.has_perm(permission, member):
        raise Http404
    return member


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who acts for a member; its administrators add people here."""
    member = _member(request, slug, "members.see_staff")
    may_change = request.user.has_perm("members.change_staff", member)
    form = AppointForm(request.POST or None)
    if request.method == "POST":
        if not may_change:
            raise Http404
        if form.is_valid() and _appointed(request, member, form):
            return redirect("staff", slug)
    values = {
        "member": member,
        "staff": member.staff.select_related("user"),
        "form": form,
        "may_change": may_change,
    }
    return render(request, "members/staff.html", values)


def _appointed(request: HttpRequest, member: Member, form: AppointForm) -> bool:
    user, role = form.cleaned_data["email"], Staff.Role(form.cleaned_data["role"])
    try:
        people.appoint(member=member, user=user, role=role)
    except people.LastAdministratorError:
        form.add_error("role", _("A member keeps at least one administrator."))
        return False
    messages.success(request, _("%(person)s now acts for the member.") % {"person": user})
    return True


@login_required
@require_POST
def release_staff(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End a person's role at a member."""
    member = _member(request, slug, "members.change_staff")
    post = get_object_or_404(Staff, pk=number, member=member)
    try:
        people.release(member=member, user=post.user)
    except people.LastAdministratorError:
        messages.error(request, _("A member keeps at least one administrator."))
    return redirect("staff", slug)
