"""JSON or HTML, and in which language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from pydantic import BaseModel, BeforeValidator, Field
from pydantic_core import PydanticKnownError

from citybricks.hub.identity import language_of
from citybricks.kernel.translation import LANGUAGES, complete

JSON = "application/json"
HTML = "text/html"

View = Callable[..., HttpResponse]


def _written_out(value: object) -> object:
    """Refuse ``1.0`` and ``1e3`` where a whole number is asked for."""
    if isinstance(value, str) and not value.removeprefix("-").isdecimal():
        raise PydanticKnownError("int_parsing")
    return value


WRITTEN_OUT = BeforeValidator(_written_out)
"""Stands after the bounds of a whole number in an address."""


Limit = Annotated[int, Field(ge=1, le=10_000, description="Most to list."), WRITTEN_OUT]
Offset = Annotated[int, Field(ge=0, le=1_000_000, description="How many to skip."), WRITTEN_OUT]


class Language(BaseModel):
    """The language wished for, parameter of every operation."""

    lang: Literal["zh-Hans", "en"] | None = Field(
        None, description="Language of the texts; otherwise `Accept-Language` says it."
    )


class Look(Language):
    """How a document is to look."""

    f: Literal["json", "html"] | None = Field(
        None, description="Format of the answer; otherwise `Accept` says it."
    )


def wants_html(request: HttpRequest) -> bool:
    """Whether the answer is to be a page."""
    if wished := request.GET.get("f"):
        return wished == "html"
    return request.get_preferred_type([JSON, HTML]) == HTML


def wants_json(request: HttpRequest) -> bool:
    """Whether JSON is asked for by name, not just accepted like anything else."""
    if wished := request.GET.get("f"):
        return wished == "json"
    accepted = request.headers.get("Accept", "")
    return JSON in accepted and request.get_preferred_type([JSON, "multipart/related"]) == JSON


def current_language() -> str:
    """Return the language of this thread by its BCP 47 tag."""
    active = translation.get_language() or ""
    return next((tag for tag in LANGUAGES if tag.lower() == active), "en")


def speaking(view: View) -> View:
    """Answer in the language that ``lang`` names, and say which language it is."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wished = request.GET.get("lang", "")
        spoken = complete(wished if wished in LANGUAGES else language_of(request))
        translation.activate(spoken.lower())
        request.LANGUAGE_CODE = spoken.lower()
        response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language_of(request)
        patch_vary_headers(response, ("Accept", "Accept-Language", "Authorization"))
        return response

    return answer
