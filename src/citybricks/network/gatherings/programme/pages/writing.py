"""Forms of the desk: tracks, blocks of time, people, sessions, talks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from citybricks.network.content.given import readable
from citybricks.network.gatherings.programme import forms
from citybricks.network.gatherings.programme.domain import writing
from citybricks.network.gatherings.programme.models import Block, Session, Speaker, Talk, Track
from citybricks.network.gatherings.programme.pages.desk import desk_context, organised


@dataclass(frozen=True, slots=True)
class Written:
    """A kind of row that organisers write.

    Parameters
    ----------
    back
        Name of the address of the page that is shown afterwards.
    """

    model: Any
    form: Any
    write: Callable[[Any, Any], Any]
    back: str
    new: Any
    edit: Any


KINDS = {
    "track": Written(
        Track,
        forms.TrackForm,
        writing.write_track,
        "programme-tracks",
        gettext_lazy("A new track"),
        gettext_lazy("Edit the track"),
    ),
    "block": Written(
        Block,
        forms.BlockForm,
        writing.write_block,
        "programme-blocks",
        gettext_lazy("A new block of time"),
        gettext_lazy("Edit the block of time"),
    ),
    "speaker": Written(
        Speaker,
        forms.SpeakerForm,
        writing.write_speaker,
        "programme-people",
        gettext_lazy("Somebody new"),
        gettext_lazy("Edit the person"),
    ),
    "session": Written(
        Session,
        forms.SessionForm,
        writing.write_session,
        "programme-desk",
        gettext_lazy("A new session"),
        gettext_lazy("Edit the session"),
    ),
    "talk": Written(
        Talk,
        forms.TalkForm,
        writing.write_talk,
        "programme-talks",
        gettext_lazy("A new talk"),
        gettext_lazy("Edit the talk"),
    ),
}
"""What organisers write, by kind."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Show the form of something new, and take it in."""
    gathering = organised(request, slug)
    return _form(request, gathering, kind, KINDS[kind].model(gathering=gathering))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Show the form of something that is there, and take it in."""
    gathering = organised(request, slug)
    row = get_object_or_404(KINDS[kind].model, gathering=gathering, pk=readable(str(key)))
    return _form(request, gathering, kind, row)


def _form(request: HttpRequest, gathering: Any, kind: str, row: Any) -> HttpResponse:
    what = KINDS[kind]
    is_new = row._state.adding  # noqa: SLF001 - Django documents it
    sent = request.POST if request.method == "POST" else None
    form = what.form(sent, gathering=gathering, row=row)
    if sent is not None and form.is_valid():
        what.write(row, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(what.back, gathering.slug)
    context = desk_context(gathering, what.back) | {
        "form": form,
        "kind": kind,
        "row": row,
        "is_new": is_new,
        "heading": what.new if is_new else what.edit,
        "back": reverse(what.back, args=[gathering.slug]),
        "removable": not is_new and kind in ("track", "block", "speaker"),
    }
    return render(request, "programme/form.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, kind: str, key: str) -> HttpResponse:
    """Remove a track, a block of time or a person; talks and sessions are cancelled instead."""
    gathering = organised(request, slug)
    what = KINDS[kind]
    row = get_object_or_404(what.model, gathering=gathering, pk=key)
    row.delete()
    messages.success(request, _("Removed."))
    return redirect(what.back, slug)


@login_required
@require_safe
def tracks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the tracks."""
    gathering = organised(request, slug)
    rows = Track.objects.filter(gathering=gathering).annotate(count=Count("talks"))
    context = desk_context(gathering, "programme-tracks") | {"rows": rows}
    return render(request, "programme/tracks.html", context)


@login_required
@require_safe
def blocks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the blocks of time."""
    gathering = organised(request, slug)
    rows = Block.objects.filter(gathering=gathering)
    context = desk_context(gathering, "programme-blocks") | {"rows": rows}
    return render(request, "programme/blocks.html", context)


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who speaks or chairs, with where they are."""
    gathering = organised(request, slug)
    rows = Speaker.objects.filter(gathering=gathering).annotate(count=Count("speaking"))
    context = desk_context(gathering, "programme-people") | {"rows": rows}
    return render(request, "programme/people_desk.html", context)


@login_required
@require_safe
def talks(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all talks, those without a session first."""
    gathering = organised(request, slug)
    rows = (
        Talk.objects.filter(gathering=gathering)
        .select_related("track", "session__track")
        .prefetch_related("speakers")
        .order_by("session__start", "position", "pk")
    )
    context = desk_context(gathering, "programme-talks") | {"rows": rows}
    return render(request, "programme/talks_desk.html", context)
