"""A session, a talk, who speaks, and stars."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from citybricks.network.content.collation import collation_key
from citybricks.network.content.naming import reader_language
from citybricks.network.gatherings.programme.domain.board import ShownSession, ShownTalk
from citybricks.network.gatherings.programme.domain.favourites import (
    Item,
    clashing,
    personal,
    star,
    stars_of,
)
from citybricks.network.gatherings.programme.models import Speaker
from citybricks.network.gatherings.programme.outputs.feeds import session_ld
from citybricks.network.gatherings.programme.pages.access import Seen


def session_or_404(seen: Seen, ulid: str) -> ShownSession:
    """Return a session of the programme somebody sees; the draft's for organisers."""
    found = seen.board_or_404().by_key.get(ulid)
    if found is None and seen.organises:
        found = Seen(seen.request, seen.gathering.slug, draft=True).board_or_404().by_key.get(ulid)
    if found is None:
        raise Http404
    return found


def talk_or_404(seen: Seen, ulid: str) -> tuple[ShownTalk, ShownSession | None]:
    """Return a talk and its session; one that is in no session is shown to organisers only."""
    talk, held = seen.board_or_404().talks.get(ulid, (None, None))
    if talk is None and seen.organises:
        draft = Seen(seen.request, seen.gathering.slug, draft=True).board_or_404()
        talk, held = draft.talks.get(ulid, (None, None))
    if talk is None or (held is None and not seen.organises):
        raise Http404
    return talk, held


@require_safe
def session(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show a session."""
    seen = Seen(request, slug)
    shown = session_or_404(seen, ulid)
    links = seen.sees_links
    context = seen.context(
        session=shown,
        links=links,
        linked=session_ld(seen.board_or_404(), shown, request.build_absolute_uri("/")[:-1]),
        clashes=_clashing(seen, shown.key),
    )
    return render(request, "programme/session.html", context)


@require_safe
def talk(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Show a talk."""
    seen = Seen(request, slug)
    shown, held = talk_or_404(seen, ulid)
    context = seen.context(
        talk=shown, session=held, links=seen.sees_links, clashes=_clashing(seen, shown.key)
    )
    return render(request, "programme/talk.html", context)


def _clashing(seen: Seen, key: str) -> list[Item]:
    """Return what of somebody's programme clashes with something they have starred."""
    if key not in seen.stars:
        return []
    return clashing(personal(seen.board_or_404(), seen.stars, seen.user)).get(key, [])


@require_safe
def speakers(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who speaks or chairs."""
    seen = Seen(request, slug)
    if seen.board is None:
        return render(request, "programme/nothing.html", seen.context())
    language = reader_language()
    people = {one.pk: one for session in seen.board.sessions for one in session.people}
    ordered = sorted(
        people.values(), key=lambda one: collation_key(one.name.shown(language).text, language)
    )
    return render(request, "programme/speakers.html", seen.context(people=ordered, view="speakers"))


@require_safe
def speaker(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show somebody who speaks, with what they give and chair."""
    seen = Seen(request, slug)
    board = seen.board_or_404()
    chaired = [one for one in board.sessions if any(who.pk == number for who in one.chairs)]
    talks = [
        (talk, held)
        for held in board.sessions
        for talk in held.talks
        if any(who.pk == number for who in talk.speakers)
    ]
    if not chaired and not talks and not seen.organises:
        raise Http404
    person = Speaker.objects.filter(gathering=seen.gathering, pk=number).first()
    if person is None:
        raise Http404
    context = seen.context(person=person, chaired=chaired, talks=talks)
    return render(request, "programme/speaker.html", context)


@login_required
@require_POST
def favourite(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a star to a session or a talk, or take it back."""
    seen = Seen(request, slug)
    key = request.POST.get("thing", "")
    board = seen.board_or_404()
    if key in board.by_key and not board.by_key[key].is_break:
        thing: ShownSession | ShownTalk = board.by_key[key]
        starred = star(seen.user, session=board.by_key[key].row)
    elif key in board.talks:
        thing = board.talks[key][0]
        starred = star(seen.user, talk=thing.row)
    else:
        raise Http404
    if not request.headers.get("HX-Request"):
        return redirect(_back(request, slug))
    stars = stars_of(seen.user, seen.gathering)
    clashes = clashing(personal(board, stars, seen.user)).get(key, []) if starred else []
    context = seen.context(thing=thing, clashes=clashes, stars=stars, fresh=True)
    return render(request, "programme/star.html", context)


def _back(request: HttpRequest, slug: str) -> str:
    address = request.POST.get("next", "")
    hosts = {request.get_host()}
    if address.startswith("/") and url_has_allowed_host_and_scheme(address, hosts):
        return address
    return reverse("programme-grid", args=[slug])
