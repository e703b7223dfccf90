"""What a booth shows: pictures, videos, documents, a model. What is refused changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from citybricks.network.content import captions
from citybricks.network.gatherings.expo.domain import container, showing
from citybricks.network.gatherings.expo.forms.showing import (
    CaptionsForm,
    DocumentForm,
    ModelForm,
    PictureForm,
    VideoForm,
)
from citybricks.network.gatherings.expo.models import Booth, Document, Model3D, Picture, Video
from citybricks.network.gatherings.expo.pages.access import (
    blame,
    booth_or_404,
    filled,
    sent,
    status,
    waiting,
)
from citybricks.network.gatherings.expo.pages.writing import frame
from citybricks.network.intake.models import Upload
from citybricks.network.members.domain import pictures

KINDS: dict[str, type[Any]] = {
    "pictures": Picture,
    "videos": Video,
    "documents": Document,
    "model": Model3D,
}
"""What can be taken away, by the step of the editor it is in."""
_REFUSED = (
    pictures.UnreadablePictureError,
    showing.UnreadableError,
    captions.CaptionsError,
    container.ModelError,
)
Keep = Callable[[Booth, Mapping[str, Any], bytes], object]


def _step(
    request: HttpRequest, booth: Booth, step: str, make: type[Form], most: int, keep: Keep
) -> HttpResponse:
    """Show a step of the editor, and take in its file."""
    form = filled(request, make)
    upload, problem = _waiting(request, booth, step, most)
    if problem is not None:
        blame(form, problem)
    elif form.is_bound and upload is None and not request.POST.get("link"):
        form.add_error("file", _("Choose a file."))
    if sent(request, form):
        try:
            keep(booth, form.cleaned_data, bytes(upload.content) if upload else b"")
        except _REFUSED as error:
            form.add_error(_field(error), str(getattr(error, "said", error)))
            if _field(error) == "file":
                _drop(upload)
                upload = None
        except ValidationError as error:
            blame(form, error)
        else:
            _drop(upload)
            messages.success(request, _("Saved."))
            return redirect(f"expo-edit-{step}", booth.gathering.slug, booth.pk)
    values = frame(booth, step) | {"form": form, "waiting": upload, "rows": _rows(booth, step)}
    values["captions_form"] = CaptionsForm(auto_id="more_%s")
    return render(request, f"expo/edit_{step}.html", values, status=status(form))


def _waiting(
    request: HttpRequest, booth: Booth, step: str, most: int
) -> tuple[Upload | None, ValidationError | None]:
    try:
        return waiting(request, booth, step, most), None
    except ValidationError as error:
        return None, error


def _field(error: Exception) -> str:
    return "captions" if isinstance(error, captions.CaptionsError) else "file"


def _drop(upload: Upload | None) -> None:
    if upload is not None:
        upload.delete()


def _rows(booth: Booth, step: str) -> Any:
    rows = KINDS[step].objects.filter(booth=booth).defer("content")
    return rows.prefetch_related("captions") if step == "videos" else rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_pictures(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's pictures, and take in another."""

    def keep(booth: Booth, given: Mapping[str, Any], content: bytes) -> object:
        return showing.keep_picture(booth, given, pictures.drawn(content))

    booth = booth_or_404(request, slug, number, "expo.edit")
    return _step(request, booth, "pictures", PictureForm, pictures.MOST_BYTES, keep)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_videos(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's videos, and take in another: a file with captions, or a link."""

    def keep(booth: Booth, given: Mapping[str, Any], content: bytes) -> object:
        text, file = "", given["captions"]
        if content and file is None:
            said = _("A video needs captions (WebVTT, .vtt), for those who cannot hear it.")
            raise ValidationError({"captions": said})
        if content:
            showing.video_type(content)
            text, _cues = captions.read(file.read(captions.MOST_BYTES + 1))
        return showing.keep_video(booth, given, content, text)

    booth = booth_or_404(request, slug, number, "expo.edit")
    return _step(request, booth, "videos", VideoForm, showing.MOST_VIDEO_BYTES, keep)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_documents(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's documents, and take in another."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    most = showing.MOST_PDF_BYTES
    return _step(request, booth, "documents", DocumentForm, most, showing.keep_document)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_model(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show a booth's model, and take in another."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    return _step(request, booth, "model", ModelForm, 8 * 2**20, showing.keep_model)


@login_required
@require_POST
def add_captions(request: HttpRequest, slug: str, number: str, video: int) -> HttpResponse:
    """Take in captions of a video in one more language."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    found = get_object_or_404(booth.videos.defer("content"), pk=video, link="")
    form = CaptionsForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(captions.MOST_BYTES + 1)
            showing.keep_captions(found, form.cleaned_data["captions_language"], content)
        except captions.CaptionsError as error:
            form.add_error("file", str(error))
    for errors in form.errors.values():
        for said in errors:
            messages.error(request, str(said))
    if form.is_valid():
        messages.success(request, _("Saved."))
    return redirect("expo-edit-videos", slug, number)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Take away a picture, a video, a document or the model."""
    booth = booth_or_404(request, slug, number, "expo.edit")
    step, key = request.POST.get("step", ""), request.POST.get("row", "")
    if step not in KINDS or not key.isdecimal() or len(key) > 18:  # noqa: PLR2004 - of a row
        raise Http404
    rows = KINDS[step].objects.filter(booth=booth).defer("content")
    showing.remove(get_object_or_404(rows, pk=int(key)))
    messages.success(request, _("Removed."))
    return redirect(f"expo-edit-{step}", slug, number)
