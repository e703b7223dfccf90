"""Have the programme planned, look at the draft, take it over or discard it; publish."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError as InputsError

from citybricks.faces.json_schema import words_of
from citybricks.kernel.errors import BrickError
from citybricks.kernel.registry import find
from citybricks.network.content.given import readable
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.hosting.domain import planning as hosting_planning
from citybricks.network.gatherings.programme.domain import drafts, publishing
from citybricks.network.gatherings.programme.domain.asking import BRICK, asked
from citybricks.network.gatherings.programme.domain.board import draft_of, published_of
from citybricks.network.gatherings.programme.domain.clashes import clashes_of
from citybricks.network.gatherings.programme.domain.naming import Names
from citybricks.network.gatherings.programme.models import Draft, Release
from citybricks.network.gatherings.programme.pages.desk import desk_context, organised


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what would be planned, how far planning is, and the draft that waits; begin one."""
    gathering = organised(request, slug)
    problems: list[str] = []
    if request.method == "POST":
        problems = _begun(request, gathering)
        if not problems:
            return redirect("programme-plan", slug)
    found = _asked(gathering)
    draft = drafts.waiting(gathering)
    context = desk_context(gathering, "plan") | {
        "asked": found if not isinstance(found, ValidationError) else None,
        "missing": found.messages if isinstance(found, ValidationError) else [],
        "problems": problems,
        "planning": hosting_planning.latest(gathering, drafts.PART),
        "draft": draft,
        "shown": _shown(gathering, draft) if draft else None,
    }
    return render(request, "programme/plan.html", context, status=422 if problems else 200)


def _asked(gathering: Any) -> Any:
    try:
        return asked(gathering)
    except ValidationError as error:
        return error


def _begun(request: HttpRequest, gathering: Any) -> list[str]:
    """Begin a planning; return what stands against it."""
    keep = bool(request.POST.get("keep"))
    given = request.POST.get("seed", "") or "0"
    if not given.isdecimal() or len(given) > 9:  # noqa: PLR2004 - what the brick takes
        return [_("“%(given)s” is no whole number from 0 on.") % {"given": given[:20]}]
    try:
        drafts.begin(gathering, request.user, keep=keep, seed=int(given))
    except ValidationError as error:
        return list(error.messages)
    except hosting_planning.StillPlanningError:
        return [_("A programme is being worked out already; wait for it, or cancel it.")]
    except (InputsError, BrickError) as error:
        names, language = Names(gathering), reader_language()
        return [names.said(one, language) for one in hosting_planning.words(BRICK, error)]
    return []


def _shown(gathering: Any, draft: Draft) -> dict[str, Any]:
    """Return a draft as the page shows it: by block and room, terms, clashes by name."""
    found, language, names = drafts.plan_of(draft), reader_language(), Names(gathering)
    words = words_of(find(BRICK), language)
    chinese = language.startswith("zh")

    def said(one: drafts.Said) -> str:
        return names.said(one.zh if chinese else one.en, language)

    order = {key: at for at, key in enumerate(names.blocks)}
    placed = sorted(
        found.placed, key=lambda one: (order.get(one.session, 0), one.room, one.timeslot)
    )
    return {
        "plan": found,
        "terms": [(words(one.term), one) for one in found.terms if one.units or one.cost],
        "most": max([one.cost for one in found.terms], default=0) or 1,
        "clashes": [said(one) for one in found.clashes],
        "moves": [said(one) for one in found.moves],
        "violations": [said(one) for one in found.violations],
        "night": found.hours_of("night"),
        "edges": found.hours_of("early or late"),
        "gap": round(100 * found.gap, 1),
        "blocks": [
            (
                names.of(block, language),
                [
                    (
                        names.of(room, language),
                        names.of(track, language),
                        [(names.of(one.talk, language), one.moved) for one in talks],
                    )
                    for (room, track), talks in groupby(
                        there, key=lambda one: (one.room, one.track)
                    )
                ],
            )
            for block, there in groupby(placed, key=lambda one: one.session)
        ],
    }


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Take a draft over, or discard it."""
    gathering = organised(request, slug)
    draft = get_object_or_404(Draft, gathering=gathering, pk=readable(ulid))
    if draft.state != Draft.State.WAITING:
        messages.error(request, _("It stands differently by now; look at it again."))
        return redirect("programme-plan", slug)
    if request.POST.get("do") == "take":
        count = drafts.take_over(draft)
        said = ngettext(
            "%(count)s talk has its place.", "%(count)s talks have their places.", count
        )
        messages.success(request, said % {"count": count})
        return redirect("programme-desk", slug)
    drafts.discard(draft)
    messages.success(request, _("Discarded; the programme is as it was."))
    return redirect("programme-plan", slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what has changed since the last version, and publish it."""
    gathering = organised(request, slug)
    problem = ""
    if request.method == "POST":
        try:
            made = publishing.publish(
                gathering, request.user, anyway=bool(request.POST.get("anyway"))
            )
        except publishing.NothingNewError:
            problem = _("Nothing has changed since the last version.")
        except publishing.ClashesError:
            problem = _("Something cannot be as it stands: say that you publish it anyway.")
        else:
            messages.success(
                request, _("Version %(number)s is published.") % {"number": made.number}
            )
            return redirect("programme-grid", slug)
    board, old = draft_of(gathering), published_of(gathering)
    context = desk_context(gathering, "publish") | {
        "board": board,
        "old": old,
        "changes": publishing.changes_between(old, board),
        "clashes": clashes_of(board),
        "problem": problem,
        "releases": Release.objects.filter(gathering=gathering).select_related("by")[:20],
    }
    return render(request, "programme/publish.html", context, status=422 if problem else 200)


@login_required
@require_safe
def clashes(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all that does not go together in the draft."""
    gathering = organised(request, slug)
    found = clashes_of(draft_of(gathering))
    context = desk_context(gathering, "clashes") | {"clashes": found}
    return render(request, "programme/clashes.html", context)
