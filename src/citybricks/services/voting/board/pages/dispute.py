"""What to do when a check fails: look a ballot up, complain, read the answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_ratelimit.decorators import ratelimit

from citybricks.network.content.naming import reader_language
from citybricks.services.voting.board.domain import complaints, reading
from citybricks.services.voting.board.forms import AnswerForm, ComplaintForm, SignedForm
from citybricks.services.voting.board.models import Board
from citybricks.services.voting.board.pages.answers import board_or_404
from citybricks.services.voting.refusal import RefusedError


@require_safe
def dispute(request: HttpRequest, uuid: str) -> HttpResponse:
    """Show what to do, a ballot that was looked up, and complaints with answers."""
    return _page(request, board_or_404(uuid))


def _page(request: HttpRequest, board: Board, *, status: int = 200, **forms: Form) -> HttpResponse:
    tracker = request.GET.get("tracker", "").strip()
    found = reading.find(board, tracker) if tracker else None
    values: dict[str, Any] = {
        "board": board,
        "tracker": tracker,
        "found": found,
        "plain": ComplaintForm(initial={"tracker": tracker}),
        "signed": SignedForm(),
        "rows": [
            {"complaint": one, "shown": complaints.shown(one)}
            for one in board.complaints.prefetch_related("answers")
        ],
        "may_answer": request.user.has_perm("voting_board.answer", board),
        "answering": AnswerForm(),
        **forms,
    }
    return render(request, "board/dispute.html", values, status=status)


@require_POST
@ratelimit(group="voting", key="ip", rate="20/m")  # type: ignore[untyped-decorator] # not typed
def complain(request: HttpRequest, uuid: str) -> HttpResponse:
    """Take a complaint in: as a signed file, or in words."""
    board = board_or_404(uuid)
    if "document" in request.FILES or "signed" in request.POST:
        return _take_signed(request, board)
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _page(request, board, status=422, plain=form)
    complaints.file_plain(board, **form.cleaned_data)
    messages.success(request, _("Your complaint was filed; it will be answered on this page."))
    return redirect("board-dispute", uuid)


def _take_signed(request: HttpRequest, board: Board) -> HttpResponse:
    form = SignedForm(request.POST, request.FILES)
    if form.is_valid():
        raw = form.cleaned_data["document"].read(complaints.MOST_BYTES + 1)
        try:
            complaints.file_signed(board, raw)
        except RefusedError as error:
            chinese = reader_language().startswith("zh")
            form.add_error("document", error.zh if chinese else error.en)
        else:
            messages.success(request, _("Your signed complaint was filed."))
            return redirect("board-dispute", board.uuid)
    return _page(request, board, status=422, signed=form)


@login_required
@require_POST
def answer(request: HttpRequest, uuid: str, ulid: str) -> HttpResponse:
    """Answer a complaint; to others there is nothing here."""
    board = board_or_404(uuid)
    if not request.user.has_perm("voting_board.answer", board):
        raise Http404
    complaint = get_object_or_404(board.complaints, pk=ulid)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, board, status=422, answering=form)
    complaints.answer(complaint, form.cleaned_data["text"], request.user)
    messages.success(request, _("The answer is on the page."))
    return redirect("board-dispute", uuid)
