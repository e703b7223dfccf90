"""A member's picture: sent in, and shown."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.intake.domain.uploads import keep as keep_upload
from citybricks.network.intake.models import Upload
from citybricks.network.members.domain import pictures
from citybricks.network.members.editing_forms import PictureForm, picture_given
from citybricks.network.members.models import Member, Picture
from citybricks.network.members.pages.access import filled, member_or_404, person, sent, status

_YEAR = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a member's picture, and take in another."""
    member = member_or_404(request, slug, "members.edit")
    there = Picture.objects.filter(member=member).defer("content", "small").first()
    form = filled(request, PictureForm, initial=picture_given(there))
    waiting = _waiting(request, member, form)
    drawn = _drawn(form, waiting)
    if form.is_bound and waiting is None and there is None:
        form.add_error("file", _("Choose a file: JPEG, PNG or WebP."))
    if sent(request, form):
        pictures.keep(member, form.cleaned_data, drawn)
        if waiting is not None:
            waiting.delete()
        messages.success(request, _("Saved."))
        return redirect("member-picture-edit", slug)
    context = {"member": member, "form": form, "here": "picture", "picture": there}
    context["waiting"] = waiting if drawn is not None else None
    return render(request, "members/edit_picture.html", context, status=status(form))


def _waiting(request: HttpRequest, member: Member, form: PictureForm) -> Upload | None:
    """Return the file that was sent now or with an earlier try, which is kept for its sender."""
    if request.method != "POST":
        return None
    by, purpose = person(request), f"picture:{member.ulid}"
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        if (file.size or 0) > pictures.MOST_BYTES:
            said = _("The file has %(given).1f MB; at most %(most)s MB are allowed.")
            sizes = {"given": (file.size or 0) / 2**20, "most": pictures.MOST_BYTES // 2**20}
            form.add_error("file", said % sizes)
            return None
        return keep_upload(by, purpose, file.name or "", file.read())
    token = request.POST.get("kept", "")[:64]
    return Upload.objects.filter(pk=token, person=by, purpose=purpose).first() if token else None


def _drawn(form: PictureForm, waiting: Upload | None) -> pictures.Drawn | None:
    if waiting is None:
        return None
    try:
        return pictures.drawn(bytes(waiting.content))
    except pictures.UnreadablePictureError as error:
        waiting.delete()
        form.add_error("file", str(error))
        return None


@login_required
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a member's picture away."""
    member = member_or_404(request, slug, "members.edit")
    pictures.remove(member)
    messages.success(request, _("Removed."))
    return redirect("member-picture-edit", slug)


@require_safe
def show(request: HttpRequest, slug: str, digest: str, *, small: bool = False) -> HttpResponse:
    """Send a member's picture; its address changes with it, so it may be kept for long."""
    column = "small" if small else "content"
    found = Picture.objects.select_related("member").only("member", "digest", column)
    picture = get_object_or_404(found, member__slug=slug, digest=digest)
    member = picture.member
    if not member.is_public and not request.user.has_perm("members.act", member):
        raise Http404
    response = HttpResponse(bytes(getattr(picture, column)), content_type="image/webp")
    who = "public" if member.is_public else "private"
    response.headers["Cache-Control"] = f"{who}, max-age={_YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
