"""What every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from citybricks.hub.identity import language_of
from citybricks.kernel.translation import LANGUAGES


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the reader's language and the languages to switch to."""
    tag = language_of(request)
    return {
        "language": tag,
        "languages": [(code.lower(), code, name) for code, name in LANGUAGES.items()],
        "theme": request.COOKIES.get("theme", ""),
        "origin": settings.ENVIRONMENT.origin,
    }
