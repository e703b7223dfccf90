"""Who asks: the person of a session or of an access token, or a visitor."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language_from_request

from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Job
from citybricks.hub.jobs.permissions import visible_to
from citybricks.network.content.naming import reader_language
from citybricks.network.members.domain.people import members_of, user_of_token
from citybricks.network.members.models import User

_VISITOR = "visitor"


class BadTokenError(PermissionError):
    """The request carries an access token that is nobody's."""


def language_of(request: HttpRequest) -> str:
    """Return the reader's language by its BCP 47 tag, as ``zh-Hans``: one of the hub's."""
    active = getattr(request, "LANGUAGE_CODE", "") or get_language_from_request(request)
    return reader_language(active)


def requester(request: HttpRequest, *, member: str = "") -> Requester:
    """Return who asks through a page; a browser without account is known by its session.

    Parameters
    ----------
    request
        The request.
    member
        Short name of the member the person acts for; by default the first of theirs.
    """
    if request.user.is_authenticated:
        return _person(request.user, member)
    return Requester(visitor=str(request.session.get(_VISITOR, "")))


def _person(user: User, member: str = "") -> Requester:
    members = members_of(user)
    chosen = [each for each in members if each.slug == member] or members
    return Requester(user=user, member=chosen[0] if chosen else None)


def remember_visitor(request: HttpRequest) -> Requester:
    """Give a browser without account a mark in its session, to know its runs by."""
    if not request.user.is_authenticated and _VISITOR not in request.session:
        request.session[_VISITOR] = secrets.token_urlsafe(24)
    return requester(request)


def caller(request: HttpRequest) -> Requester:
    """Return who calls the API: by bearer token, by session with CSRF token, or a visitor.

    A visitor of the API has no session: what it starts is public, and its address counts
    towards the quota.

    Raises
    ------
    BadTokenError
        When a bearer token is nobody's, or a session sends no valid CSRF token.
    """
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user = user_of_token(secret.strip())
        if user is None:
            raise BadTokenError("the access token is not valid")
        request.user = user  # the audit history asks the request who it was
        return _person(user)
    if request.user.is_authenticated or request.session.get(_VISITOR):
        _check_csrf(request)
        return requester(request)
    address = request.META.get("REMOTE_ADDR", "")
    return Requester(visitor="address:" + salted_hmac("visitor", address).hexdigest()[:40])


def _check_csrf(request: HttpRequest) -> None:
    """Ask of a session what a form is asked for; the API's views are exempt, tokens need none."""
    check = CsrfViewMiddleware(_never)
    check.process_request(request)
    if check.process_view(request, _never, (), {}) is not None:
        raise BadTokenError("a session needs the CSRF token in the header X-CSRFToken")


def _never(_request: HttpRequest) -> HttpResponse:
    raise NotImplementedError  # the middleware asks what its view is; it does not call it


def may_see(by: Requester, job: Job) -> bool:
    """Whether the requester may see the job."""
    return visible_to(by.user, by.visitor).filter(pk=job.pk).exists()


def may(by: Requester, action: str, job: Job) -> bool:
    """Whether the requester may ``dismiss`` or ``share`` the job."""
    if by.user is None:
        return job.owner_id is None and bool(by.visitor) and job.visitor == by.visitor
    return bool(by.user.has_perm(f"jobs.{action}", job))
