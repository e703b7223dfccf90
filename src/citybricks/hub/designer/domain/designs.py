"""Make, change, undo, copy and share designs."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import transaction

from citybricks.hub.designer.domain.content import checked
from citybricks.hub.designer.models import Design
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Visibility
from citybricks.kernel.document import Document


def draft(document: Document, *, by: Requester, copied_from: Design | None = None) -> Design:
    """Keep a new design; nobody else sees it until it is shared.

    Raises
    ------
    RefusedError
        When the document is too large.
    """
    return Design.objects.create(
        title=document.title[:200],
        content=checked(document),
        owner=by.user,
        member=by.member,
        visitor="" if by.user else by.visitor,
        copied_from=copied_from,
    )


@transaction.atomic
def change(number: uuid.UUID, edit: Callable[[Document], Document]) -> Design:
    """Change a design's document; changes of two people are made one after the other.

    Raises
    ------
    RefusedError
        When the edit is refused, or the document becomes too large.
    WiringError
        When something does not fit.
    """
    design = Design.objects.select_for_update().get(pk=number)
    document = design.document
    edited = edit(document)
    content = checked(edited)
    if content != design.content:
        design.before = _latest(design)
        design.content, design.title = content, edited.title[:200]
        design.save()
    return design


def _latest(design: Design) -> int | None:
    row = design.history.order_by("-history_id").first()
    return row.history_id if row else None


@transaction.atomic
def undo(number: uuid.UUID) -> Design:
    """Go back to the document before the last change, and the next time to the one before."""
    design = Design.objects.select_for_update().get(pk=number)
    row = design.history.filter(history_id=design.before).first()
    if row is not None:
        design.content, design.title, design.before = row.content, row.title, row.before
        design.save()
    return design


def share(design: Design, visibility: Visibility) -> None:
    """Say who sees a design besides its owner."""
    design.visibility = visibility
    design.save(update_fields=["visibility", "updated"])
