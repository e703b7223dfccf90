"""What every page says about notices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from citybricks.network.members.models import User
from citybricks.network.notices.domain.notices import unread


def notices(request: HttpRequest) -> dict[str, Any]:
    """Give templates the number of unread notices, counted when it is first shown."""

    def count() -> int:
        if not hasattr(request, "unread_notices"):
            person = getattr(request, "user", None)
            request.unread_notices = unread(person) if isinstance(person, User) else 0  # type: ignore[attr-defined] # kept for this request
        return int(request.unread_notices)  # type: ignore[attr-defined] # set above

    return {"unread_notices": SimpleLazyObject(count)}
