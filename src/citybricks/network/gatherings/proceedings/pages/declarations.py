"""Declarations: drafted, shown, signed, printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import text_up_to
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain.access import gathering_or_404, person
from citybricks.network.gatherings.hosting.models import Gathering
from citybricks.network.gatherings.proceedings.domain import declaring
from citybricks.network.gatherings.proceedings.forms import (
    MOST_CLAUSES,
    DeclarationForm,
    clauses_form,
    clauses_given,
    declaration_given,
)
from citybricks.network.gatherings.proceedings.models import Declaration, Version
from citybricks.network.gatherings.proceedings.outputs import declared
from citybricks.network.gatherings.proceedings.pages.access import PART, declaration_or_404
from citybricks.network.gatherings.proceedings.vocabulary import LANGUAGES, LONGEST, State
from citybricks.network.life import NotPossibleError


@require_safe
def declaration(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show a declaration, in its last version or in an earlier one, and who signed."""
    shown = declaration_or_404(request, slug, ulid)
    version = _version(request, shown)
    return _page(request, shown, version)


def _version(request: HttpRequest, shown: Declaration) -> Version:
    number = request.GET.get("version", "")
    if not number:
        return declaring.current(shown)
    rows = shown.versions.all()
    return get_object_or_404(rows, number=number if number.isdecimal() and len(number) < 6 else 0)  # noqa: PLR2004 - digits of any version


def _page(
    request: HttpRequest,
    shown: Declaration,
    version: Version,
    *,
    problem: str = "",
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    newest = declaring.current(shown)
    everybody = declaring.signatures_of(shown)
    may_sign = request.user.has_perm("proceedings.sign", shown) and version.pk == newest.pk
    titles, reader = version.title.versions(), reader_language()
    context = {
        "gathering": shown.gathering,
        "here": "proceedings",
        "declaration": shown,
        "version": version,
        "newest": newest,
        "versions": shown.versions.all(),
        "titles": [(tag, titles[tag]) for tag in sorted(titles, key=lambda one: one != reader)],
        "preambles": [(tag, version.preamble.versions().get(tag, "")) for tag in LANGUAGES],
        "clauses": [[(tag, one.get(tag, "")) for tag in LANGUAGES] for one in version.clauses],
        "signatures": [one for one in everybody if one.version_id == version.pk],
        "others": [one for one in everybody if one.version_id != version.pk],
        "signs_for": declaring.signable_by(request.user, newest) if may_sign else [],
        "organises": request.user.has_perm("proceedings.draft", shown),
        "actions": [(name, declaring.NAMES[name]) for name in declaring.LIFE.actions(shown.state)],
        "problem": problem,
        "typed": typed,
    }
    return render(request, "proceedings/declaration.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a new declaration, and keep it as a draft."""
    gathering = gathering_or_404(request, slug, "gatherings.organise", part=PART)
    begun = Declaration(gathering=gathering, demonstration=gathering.demonstration)
    return _editing(request, gathering, begun, Version(declaration=begun))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show the form of a declaration, filled in, and keep it."""
    shown = declaration_or_404(request, slug, ulid, "proceedings.draft")
    if shown.state == State.CLOSED:
        raise Http404
    return _editing(request, shown.gathering, shown, declaring.current(shown))


def _editing(
    request: HttpRequest, gathering: Gathering, shown: Declaration, version: Version
) -> HttpResponse:
    if request.method != "POST":
        form = DeclarationForm(initial=declaration_given(version))
        rows = clauses_form(initial=clauses_given(version))
        return _form(request, gathering, shown, version, form, rows, 200)
    data = request.POST.copy()
    more, total = data.get("do") == "more-clauses", str(data.get("clauses-TOTAL_FORMS", ""))
    data["clauses-INITIAL_FORMS"] = "0"
    number = int(total) if total.isdecimal() and len(total) < 4 else 0  # noqa: PLR2004 - digits
    data["clauses-TOTAL_FORMS"] = str(min(number + 3 * more, MOST_CLAUSES))
    form, rows = DeclarationForm(data), clauses_form(data)
    fits = form.is_valid() and rows.is_valid()
    if more or not fits:
        return _form(request, gathering, shown, version, form, rows, 200 if more else 422)
    shown.act = form.cleaned_data["act"]
    try:
        kept = declaring.write(shown, person(request), form.given(version, rows.given()))
    except NotPossibleError:
        form.add_error(None, _("It is no longer signed, and cannot be changed."))
        return _form(request, gathering, shown, version, form, rows, 422)
    if kept.number > max(version.number, 1):
        messages.warning(
            request, _("It was signed before: this is a new version, signatures stay with theirs.")
        )
    messages.success(request, _("Saved."))
    return redirect("proceedings-declaration", gathering.slug, shown.pk)


def _form(
    request: HttpRequest,
    gathering: Gathering,
    shown: Declaration,
    version: Version,
    form: DeclarationForm,
    rows: Any,
    status: int,
) -> HttpResponse:
    context = {
        "gathering": gathering,
        "here": "proceedings",
        "declaration": shown if version.pk else None,
        "form": form,
        "rows": rows,
        "wrong": status == 422,  # noqa: PLR2004 - of HTTP
        "signed": bool(version.digest) and version.signatures.exists(),
    }
    return render(request, "proceedings/declaration_form.html", context, status=status)


@login_required
@require_POST
def move(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Open a declaration for signature, or end the signing."""
    shown = declaration_or_404(request, slug, ulid, "proceedings.draft")
    try:
        moved = declaring.move(shown, request.POST.get("action", ""), person(request))
    except PermissionDenied as error:
        raise Http404 from error
    except NotPossibleError:
        messages.error(request, _("It stands differently by now; look at it again."))
    except declaring.MissingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("proceedings-declaration", slug, ulid)


@login_required
@require_POST
def sign(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Sign a declaration for a member."""
    shown = declaration_or_404(request, slug, ulid)
    if not request.user.has_perm("proceedings.sign", shown):
        raise Http404
    member, digest = request.POST.get("member", ""), request.POST.get("digest", "")
    typed = request.POST.get("office", "")
    try:
        office = text_up_to(typed, LONGEST["office"])
        declaring.sign(shown, person(request), member, office, digest)
    except (declaring.UnsignableError, ValidationError) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        newest = declaring.current(shown)
        return _page(request, shown, newest, problem=said, typed=typed, status=422)
    messages.success(request, _("Signed."))
    return redirect("proceedings-declaration", slug, ulid)


@require_safe
def exported(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Send a declaration with its versions and signatures as JSON."""
    shown = declaration_or_404(request, slug, ulid)
    return JsonResponse(
        declared.record(shown), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@require_safe
def signed_text(request: HttpRequest, slug: str, ulid: str, number: int) -> HttpResponse:
    """Send what the digest of a version is taken of, byte for byte."""
    shown = declaration_or_404(request, slug, ulid)
    version = get_object_or_404(shown.versions.all(), number=number)
    return HttpResponse(declaring.canonical(version), content_type="application/json")
