"""Translate what a member writes: the original on the left, the translation on the right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from citybricks.network.content.given import language_tag
from citybricks.network.content.naming import page_languages
from citybricks.network.members.checked_fields import tongues
from citybricks.network.members.domain import cells, translating
from citybricks.network.members.models import Member
from citybricks.network.members.pages.access import member_or_404, person


@login_required
@require_safe
def languages(request: HttpRequest, slug: str) -> HttpResponse:
    """Show into which languages a member's texts are translated, and how far."""
    member = member_or_404(request, slug, "members.edit")
    if asked := request.GET.get("to", ""):
        try:
            return redirect("member-translate", slug, language_tag(asked))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    there = {tag for pair in translating.pairs(member, "") for tag in pair.text.translations}
    tags = list(dict.fromkeys([*page_languages(), *sorted(there)]))
    context = {
        "member": member,
        "here": "translations",
        "counts": translating.counts(member, tags),
        "tongues": tongues(),
    }
    return render(request, "members/translations.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Show a member's texts with their translations, and take these in."""
    member = member_or_404(request, slug, "members.edit")
    try:
        tag = language_tag(language)
    except ValidationError as error:
        raise Http404(language) from error
    pairs = translating.pairs(member, tag)
    rows = [_row(request, pair, tag) for pair in pairs]
    wrong = any(row["problems"] for row in rows)
    if request.method == "POST" and not wrong and "only-show" not in request.POST:
        changed = translating.translate(
            member,
            tag,
            {row["key"]: row["typed"] for row in rows},
            by=translating.signed(person(request), member),
            fits=frozenset(request.POST.getlist("fits")),
        )
        messages.success(request, _("Kept: %(count)s translations.") % {"count": changed})
        return redirect("member-translate", slug, tag)
    return _shown(request, member, tag, rows, wrong=wrong)


def _row(request: HttpRequest, pair: translating.Pair, tag: str) -> dict[str, Any]:
    made, problems = pair.made(tag), []
    typed = request.POST.get(pair.key, made.text if made else "")
    if request.POST.get("only-show") != "unchecked":
        try:
            typed = cells.text(typed, pair.most)
        except ValidationError as error:
            problems = error.messages
    return {
        "key": pair.key,
        "title": pair.title,
        "text": pair.text,
        "typed": typed,
        "made": made,
        "outdated": pair.is_outdated(tag),
        "rows": 10 if pair.column == "story" else 3,
        "problems": problems,
    }


def _shown(
    request: HttpRequest, member: Member, tag: str, rows: list[dict[str, Any]], *, wrong: bool
) -> HttpResponse:
    context = {"member": member, "to": tag, "rows": rows, "wrong": wrong, "here": "translations"}
    return render(request, "members/translate.html", context, status=422 if wrong else 200)
