"""The directory of members: the page, and its files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.network.members.models import Member
from citybricks.network.members.outputs import csv, json_ld


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """Show the members of the network, and those it knows of."""
    found = Member.objects.filter(state__in=Member.PUBLIC)
    return render(request, "members/directory.html", {"found": found})


@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """Send them as a CSV table."""
    found = Member.objects.filter(state__in=Member.PUBLIC)
    response = StreamingHttpResponse(csv.many(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="members.csv"'
    return response


@require_safe
def linked(request: HttpRequest) -> StreamingHttpResponse:
    """Send them as JSON-LD (schema.org)."""
    found = Member.objects.filter(state__in=Member.PUBLIC)
    return StreamingHttpResponse(json_ld.many(found), content_type="application/ld+json")
