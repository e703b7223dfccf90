"""What has changed of a member, for its people and the secretariat."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from citybricks.network.members.domain.changes import changes
from citybricks.network.members.pages.access import member_or_404

_PAGE = 40


@login_required
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who changed what, and when."""
    member = member_or_404(request, slug, "members.act")
    found = changes(member, with_applications=request.user.has_perm("members.review"))
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"member": member, "page": page, "here": "history"}
    return render(request, "members/history.html", context)
