"""What every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from citybricks.hub.identity import language_of
from citybricks.kernel.translation import LANGUAGES
from citybricks.network.content.naming import page_languages


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the reader's language and the languages to switch to."""
    tag = language_of(request)
    languages = [(code.lower(), code, name) for code, name in page_languages().items()]
    return {
        "language": tag,
        "languages": [one for one in languages if one[1] in LANGUAGES],
        "more_languages": [one for one in languages if one[1] not in LANGUAGES],
        "theme": request.COOKIES.get("theme", ""),
        "origin": settings.ENVIRONMENT.origin,
    }
