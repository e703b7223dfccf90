"""Proceedings: session by session, talk by talk, with their files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404
from citybricks.network.gatherings.proceedings.domain import files, papers
from citybricks.network.gatherings.proceedings.forms import FileForm, PaperForm, paper_given
from citybricks.network.gatherings.proceedings.models import Declaration, Document
from citybricks.network.gatherings.proceedings.outputs import json_ld, sending
from citybricks.network.gatherings.proceedings.pages.access import PART, talk_or_404
from citybricks.network.gatherings.proceedings.vocabulary import Kind


@require_safe
def proceedings(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what remains of a gathering."""
    gathering = gathering_or_404(request, slug, part=PART)
    organises = request.user.has_perm("gatherings.organise", gathering)
    rows = Declaration.objects.filter(gathering=gathering).prefetch_related("versions__signatures")
    declarations = [
        {"declaration": one, "version": one.versions.all()[0] if one.versions.all() else None}
        for one in (rows if organises else rows.exclude(state="draft"))
    ]
    context = {
        "gathering": gathering,
        "here": "proceedings",
        "parts": papers.of_gathering(gathering),
        "declarations": declarations,
        "own": papers.to_write(request.user, gathering),
        "organises": organises,
    }
    return render(request, "proceedings/proceedings.html", context)


@require_safe
def linked(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the proceedings as linked data of schema.org."""
    gathering = gathering_or_404(request, slug, part=PART)
    told = json_ld.proceedings(gathering, papers.of_gathering(gathering))
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer.headers["Content-Type"] = "application/ld+json"
    return answer


@require_safe
def talk(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show what remains of a talk."""
    shown = talk_or_404(request, slug, ulid)
    documents = papers.documents_of(shown)
    context = _context(shown) | {
        "abstract": papers.abstract_of(shown),
        "slides": [one for one in documents if one.kind == Kind.SLIDES],
        "video": next((one for one in documents if one.kind == Kind.VIDEO), None),
        "captions": [one for one in documents if one.kind == Kind.CAPTIONS],
        "watched": papers.may_be_watched(documents),
        "writes": request.user.has_perm("proceedings.write", shown),
        "is_out": papers.is_out(shown),
        "reader": reader_language(),
    }
    return render(request, "proceedings/talk.html", context)


def _context(shown: Any) -> dict[str, Any]:
    return {
        "gathering": shown.gathering,
        "here": "proceedings",
        "talk": shown,
        "paper": getattr(shown, "paper", None),
        "speakers": [one.speaker for one in shown.speaking.select_related("speaker")],
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the form of a talk's paper, and take it in."""
    shown = talk_or_404(request, slug, ulid, "proceedings.write")
    paper = papers.paper_of(shown)
    given = request.POST if request.method == "POST" else None
    first = paper_given(paper, paper.abstract or shown.abstract)
    form = PaperForm(given, initial=first)
    if form.is_bound and form.is_valid():
        form.keep(paper)
        messages.success(request, _("Saved."))
        return redirect("proceedings-talk-edit", slug, ulid)
    status = 422 if form.is_bound else 200
    return _editing(request, shown, form, FileForm(initial=_first()), status)


@login_required
@require_POST
def send(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Take a file of a talk in."""
    shown = talk_or_404(request, slug, ulid, "proceedings.write")
    paper = papers.paper_of(shown)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        kind, sent = form.cleaned_data["kind"], form.cleaned_data["file"]
        try:
            files.check_size(kind, sent.size)
            files.keep(paper, kind, form.cleaned_data["language"], files.fit(kind, sent.read()))
        except files.UnfitFileError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("The file is kept."))
            return redirect("proceedings-talk-edit", slug, ulid)
    texts = PaperForm(initial=paper_given(paper, paper.abstract or shown.abstract))
    return _editing(request, shown, texts, form, 422)


def _first() -> dict[str, str]:
    return {"kind": Kind.SLIDES, "language": reader_language()}


def _editing(
    request: HttpRequest, shown: Any, form: PaperForm, sending_form: FileForm, status: int
) -> HttpResponse:
    documents = papers.documents_of(shown)
    context = _context(shown) | {
        "form": form,
        "sending": sending_form,
        "documents": documents,
        "unheard": any(one.kind == Kind.VIDEO for one in documents)
        and not papers.may_be_watched(documents),
    }
    return render(request, "proceedings/talk_form.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, ulid: str, number: int) -> HttpResponse:
    """Take a file of a talk away."""
    shown = talk_or_404(request, slug, ulid, "proceedings.write")
    get_object_or_404(Document.objects.defer("content"), pk=number, paper=shown.pk).delete()
    messages.success(request, _("Removed."))
    return redirect("proceedings-talk-edit", slug, ulid)


@require_safe
def document(request: HttpRequest, slug: str, ulid: str, digest: str) -> HttpResponse:
    """Send a file of a talk; its address changes with it."""
    shown = talk_or_404(request, slug, ulid)
    found = Document.objects.filter(paper=shown.pk, digest=digest).first()
    if found is None:
        raise Http404
    return sending.answer(request, found, private=not papers.is_out(shown))
