"""Take blueprints home, and bring them in: as our JSON, or as OGC nested processes."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from citybricks.faces.problems import problems
from citybricks.hub.designer.domain import designs
from citybricks.hub.designer.domain.content import DOCUMENT_BYTES, checked, storable
from citybricks.hub.designer.domain.naming import is_reserved
from citybricks.hub.designer.domain.refusal import RefusedError
from citybricks.hub.designer.models import Design
from citybricks.hub.designer.pages.access import design_of
from citybricks.hub.designer.words import Words, translate
from citybricks.hub.identity import language_of, remember_visitor
from citybricks.hub.lab.downloads import attached
from citybricks.kernel.document import Document
from citybricks.kernel.errors import BrickError
from citybricks.kernel.nested import document_of_nested, is_process, nested


@require_safe
def design_document(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send a design as our JSON."""
    design = design_of(request, number)
    return _file(design, design.document.json_document(), "blueprint")


@require_safe
def design_process(request: HttpRequest, number: uuid.UUID) -> HttpResponse:
    """Send a design as an OGC nested process (OGC API - Processes - Part 3)."""
    design = design_of(request, number)
    try:
        process = nested(design.document, f"{settings.ENVIRONMENT.origin}/ogc")
    except BrickError as error:
        words = Words(design.document, language_of(request))
        said = _("As a nested process only what is joined can be written. %(problem)s")
        messages.error(request, said % {"problem": words.problem(error)})
        return redirect("design", design.pk)
    return _file(design, process, "process")


def _file(design: Design, content: dict[str, Any], kind: str) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = slugify(design.title, allow_unicode=True)[:60] or "blueprint"
    return attached(response, f"{name}.{kind}.json")


@require_http_methods(["GET", "HEAD", "POST"])
def import_design(request: HttpRequest) -> HttpResponse:
    """Bring a blueprint in from a file or from text."""
    if request.method != "POST":
        return render(request, "designer/import.html")
    text = request.POST.get("text", "")
    upload = request.FILES.get("file")
    try:
        if upload is not None:
            text = _legible(upload.read(DOCUMENT_BYTES * 4).decode("utf-8-sig", "replace"))
        document = read_document(text, language_of(request))
        checked(document)
    except RefusedError as error:
        values = {"problems": error.args, "text": text[:DOCUMENT_BYTES]}
        return render(request, "designer/import.html", values, status=422)
    design = designs.draft(document, by=remember_visitor(request))
    messages.success(request, _("The blueprint is here. Only you see it until you share it."))
    return redirect("design", design.pk)


def _legible(text: str) -> str:
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def read_document(text: str, language: str) -> Document:
    """Read a blueprint in either form.

    Raises
    ------
    RefusedError
        When it is neither; each argument says one thing that is wrong.
    """
    try:
        said = storable(json.loads(text))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        where = _("It is no JSON; line %(line)s is where reading stopped.") % {"line": line}
        raise RefusedError(where if text.strip() else _("There is nothing to read.")) from error
    try:
        document = _nested_or_ours(said)
    except (ValidationError, BrickError) as error:
        raise RefusedError(*map(str, problems(error, translate(language))[:20])) from error
    names = [*document.inputs, *document.outputs]
    if wrong := [name for name in names if is_reserved(name) or not name.isidentifier()]:
        message = _("%(name)s cannot be the name of an input or output.")
        raise RefusedError(*[message % {"name": name} for name in wrong])
    return document


def _nested_or_ours(said: Any) -> Document:
    if is_process(said):
        return document_of_nested(said)
    return Document.model_validate(said)
