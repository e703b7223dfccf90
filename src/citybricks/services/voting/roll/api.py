"""What booths ask of the roll: a code by mail, and a permit for a code or a token.

Requests need no session and no account. The answer to who asks for a code is the same for
everybody, and so is the work before it.
"""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST
from django_ratelimit.core import is_ratelimited

from citybricks.services.voting.elections.models import Election
from citybricks.services.voting.elections.vocabulary import SEEN
from citybricks.services.voting.roll.domain import permits
from citybricks.services.voting.roll.domain.codes import CODES_AN_HOUR
from citybricks.services.voting.roll.domain.folding import folded
from citybricks.services.voting.roll.domain.standing import PermitError

_MOST_BYTES = 4_096
_LONGEST = 300
_BY_ADDRESS = "1200/h"
"""Of one network address, which a whole hall of voters may share."""
_GUESSES = "30/h"
"""For one voter, whether or not there is one."""
_SENT = {
    "en": "If this is on the roll with an e-mail address, a code is on its way there.",
    "zh": "如名册中有此编号或地址且登记了电子邮件，验证码将发往该邮箱。",
}
_WRONG = {
    "body": (
        "Send a JSON object with {allowed}, each a text of at most 300 characters.",
        "请发送含 {allowed} 的 JSON 对象，各为不超过 300 字符的文本。",
    ),
    "often": (
        "Too many requests; try again in an hour, or go to the desk.",
        "请求过于频繁；请一小时后再试，或前往服务台。",
    ),
}


@csrf_exempt
@require_POST
@never_cache
@sensitive_variables()
def codes(request: HttpRequest, uuid: str) -> JsonResponse:
    """Have a code mailed to a voter: ``{"voter": number or e-mail address}``."""
    election = get_object_or_404(Election, uuid=uuid, state__in=SEEN)
    given = _given(request)
    if set(given) != {"voter"}:
        return _refusal(400, "body", allowed="voter")
    if _too_often(request, "codes"):
        return _refusal(429, "often")
    try:
        permits.check_open(election)
        if not _too_often(request, "codes.voter", f"{uuid}:{given['voter']}", CODES_AN_HOUR):
            permits.request(election, given["voter"])
    except PermitError as error:
        return _not_let_through(error)
    return JsonResponse(_SENT, status=202, json_dumps_params={"ensure_ascii": False})


@csrf_exempt
@require_POST
@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def permit(request: HttpRequest, uuid: str) -> JsonResponse:
    """Give a permit: for ``{"voter", "code"}`` or for ``{"token"}``."""
    election = get_object_or_404(Election, uuid=uuid, state__in=SEEN)
    given = _given(request)
    if set(given) not in ({"voter", "code"}, {"token"}):
        return _refusal(400, "body", allowed="voter, code | token")
    if _too_often(request, "permits"):
        return _refusal(429, "often")
    try:
        if "token" in given:
            issued = permits.for_token(election, given["token"])
        elif _too_often(request, "permits.voter", f"{uuid}:{given['voter']}", _GUESSES):
            return _refusal(429, "often")
        else:
            issued = permits.for_code(election, given["voter"], given["code"])
    except PermitError as error:
        return _not_let_through(error)
    return JsonResponse({"permit": issued}, status=201)


def _given(request: HttpRequest) -> dict[str, str]:
    """Return the texts of the body by name; nothing when it is something else."""
    try:
        if int(request.headers.get("Content-Length") or 0) > _MOST_BYTES:
            return {}
        found: Any = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    texts = all(isinstance(one, str) and 0 < len(one) <= _LONGEST for one in found.values())
    return found if texts else {}


def _too_often(request: HttpRequest, group: str, about: str = "", rate: str = _BY_ADDRESS) -> bool:
    """Whether an address asks too often, or somebody asks too often about one voter.

    What is counted by is a keyed digest, so that no table of counts tells who voted when.
    """
    by = about and salted_hmac("voting_roll.rate", folded(about), algorithm="sha256").hexdigest()
    return bool(
        is_ratelimited(
            request,
            group=f"voting.{group}",
            key=(lambda _group, _request: by) if by else "ip",
            rate=rate,
            method=request.method,
            increment=True,
        )
    )


def _refusal(status: int, code: str, **values: str) -> JsonResponse:
    en, zh = (text.format(**values) for text in _WRONG[code])
    return _said(status, {"code": code, "en": en, "zh": zh})


def _not_let_through(error: PermitError) -> JsonResponse:
    status = 409 if error.code == "closed" else 403
    return _said(status, {"code": error.code, "en": error.en, "zh": error.zh})


def _said(status: int, document: dict[str, str]) -> JsonResponse:
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})
