"""Which booth a page is about, whether the person may, and files that wait in a form."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django_ratelimit.core import is_ratelimited

from citybricks.network.gatherings.expo.models import Booth
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, person
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.intake.domain.uploads import keep as keep_upload
from citybricks.network.intake.models import Upload


def expo_or_404(request: HttpRequest, slug: str, permission: str = "gatherings.see") -> Gathering:
    """Return a gathering that has an expo, if the person has a permission for it."""
    return gathering_or_404(request, slug, permission, part="expo")


def booth_or_404(
    request: HttpRequest, slug: str, number: str, permission: str = "expo.see"
) -> Booth:
    """Return a booth if the person has a permission for it; to others it is not there."""
    gathering = expo_or_404(request, slug)
    found = Booth.objects.select_related("hall", "member")
    booth = get_object_or_404(found, pk=number, gathering=gathering)
    booth.gathering = gathering
    if not request.user.has_perm(permission, booth):
        raise Http404
    return booth


def filled(request: HttpRequest, make: Any, **options: Any) -> Any:
    """Return a form: as it begins, as it was sent, or as it stands when the language changes.

    Switching the language sends what is filled in with ``only-show``; nothing is written then.
    """
    if request.method != "POST":
        return make(**options)
    if request.POST.get("only-show") != "unchecked":
        return make(request.POST, request.FILES, **options)
    fields = make(**options).fields
    typed = {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name)
        for name, field in fields.items()
    }
    return make(**options | {"initial": typed})


def sent(request: HttpRequest, form: Form) -> bool:
    """Whether a form was sent to be written, and can be."""
    return form.is_bound and form.is_valid() and "only-show" not in request.POST


def status(form: Form) -> int:
    """Return the status of the answer that shows a form."""
    return 422 if form.is_bound and form.errors else 200


def waiting(request: HttpRequest, booth: Booth, kind: str, most: int) -> Upload | None:
    """Return the file that was sent now or with an earlier try, which is kept for its sender.

    Raises
    ------
    ValidationError
        When it is too large; it is not kept then.
    """
    if request.method != "POST":
        return None
    by, purpose = person(request), f"{kind}:{booth.pk}"
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > most:
            said = _("The file has %(given).1f MB; at most %(most)s MB are allowed.")
            sizes = {"given": (file.size or 0) / 2**20, "most": most // 2**20}
            raise ValidationError({"file": said % sizes})
        return keep_upload(by, purpose, file.name or "", file.read())
    token = request.POST.get("kept", "")[:64]
    return Upload.objects.filter(pk=token, person=by, purpose=purpose).first() if token else None


def blame(form: Form, error: ValidationError) -> None:
    """Show what the rules refuse beside the fields it is about."""
    if hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)


def too_often(request: HttpRequest, group: str, rate: str) -> HttpResponse | None:
    """Return a refusal when somebody does something more often than a rate such as ``6/h``."""
    limited = is_ratelimited(
        request, group=f"expo:{group}", key="user_or_ip", rate=rate, increment=True
    )
    if not limited:
        return None
    said = _("That was often enough for now; please try again in an hour.")
    refusal = render(request, "problem.html", {"title": said}, status=429)
    refusal["Retry-After"] = "3600"
    return refusal
