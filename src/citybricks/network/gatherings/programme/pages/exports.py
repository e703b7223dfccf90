"""A programme for other programs: frab, calendars, feeds, JSON-LD."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from citybricks.network.content.naming import page_languages, reader_language
from citybricks.network.gatherings.hosting.domain.access import participant_of
from citybricks.network.gatherings.hosting.domain.calendars import feed_of
from citybricks.network.gatherings.hosting.outputs import calendar
from citybricks.network.gatherings.programme.domain.board import published_of
from citybricks.network.gatherings.programme.domain.favourites import Item, personal, stars_of
from citybricks.network.gatherings.programme.outputs import calendars, feeds, frab
from citybricks.network.gatherings.programme.outputs.frab_xml import as_xml
from citybricks.network.gatherings.programme.pages.access import Seen
from citybricks.network.gatherings.programme.pages.things import session_or_404, talk_or_404


def _language(request: HttpRequest) -> str:
    """Return the language asked for, else the reader's."""
    asked = request.GET.get("language", "")
    return asked if asked in page_languages() else reader_language()


def _origin() -> str:
    return str(settings.ENVIRONMENT.origin)


def _json(document: dict[str, Any], kind: str) -> HttpResponse:
    shown = {"ensure_ascii": False, "indent": 1}
    response = JsonResponse(document, json_dumps_params=shown)
    response.headers["Content-Type"] = kind
    return response


@require_safe
def schedule_xml(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as ``schedule.xml``."""
    board = Seen(request, slug).board_or_404()
    made = frab.schedule(board, _language(request), _origin())
    return HttpResponse(as_xml(made), content_type="application/xml; charset=utf-8")


@require_safe
def schedule_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as ``schedule.json``."""
    board = Seen(request, slug).board_or_404()
    made = frab.schedule(board, _language(request), _origin())
    return _json(frab.as_json(made), "application/json; charset=utf-8")


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as a JSON feed."""
    board = Seen(request, slug).board_or_404()
    made = feeds.json_feed(board, _language(request), _origin())
    return _json(made, "application/feed+json; charset=utf-8")


@require_safe
def linked(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as JSON-LD (schema.org)."""
    board = Seen(request, slug).board_or_404()
    return _json(feeds.json_ld(board, _origin()), "application/ld+json; charset=utf-8")


@require_safe
def programme_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the programme as a calendar."""
    seen = Seen(request, slug)
    board, language = seen.board_or_404(), _language(request)
    entries = calendars.entries(board, language, _origin(), links=seen.sees_links)
    name = seen.gathering.title.shown(language).text
    return calendar.answer(calendar.calendar(entries, name=name), f"{slug}.ics")


@require_safe
def session_ics(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Send a session as a calendar entry."""
    seen = Seen(request, slug)
    return _one(seen, Item(session_or_404(seen, ulid)))


@require_safe
def talk_ics(request: HttpRequest, slug: str, ulid: str) -> HttpResponse:
    """Send a talk as a calendar entry."""
    seen = Seen(request, slug)
    talk, held = talk_or_404(seen, ulid)
    if held is None:
        raise Http404
    return _one(seen, Item(held, talk))


def _one(seen: Seen, item: Item) -> HttpResponse:
    language = _language(seen.request)
    entry = calendars.entry_of(
        seen.board_or_404(), item, language, _origin(), links=seen.sees_links
    )
    if entry is None:
        raise Http404
    return calendar.answer(calendar.calendar([entry]), f"{item.key.lower()}.ics")


@require_safe
def favourites_ics(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Send what somebody has starred, and where they speak, under their secret address."""
    found = feed_of(token)
    if found is None or found.gathering.slug != slug or not found.user.is_active:
        raise Http404
    board = published_of(found.gathering)
    if board is None or not found.gathering.is_public:
        return calendar.answer(calendar.calendar([]), "")
    who = participant_of(found.user, found.gathering)
    links = who is not None and who.state == "confirmed"
    items = personal(board, stars_of(found.user, found.gathering), found.user)
    language = _language(request)
    entries = calendars.entries_of(board, items, language, _origin(), links=links)
    name = _("My programme: %(gathering)s") % {
        "gathering": found.gathering.title.shown(language).text
    }
    response = calendar.answer(calendar.calendar(entries, name=name), "")
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
