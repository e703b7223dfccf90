"""What trustees' programs ask: their next task, and where they give their answer."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from citybricks.services.voting.elections.domain import ceremony, trustees
from citybricks.services.voting.elections.domain.ceremony import NotAskedError
from citybricks.services.voting.elections.models import Election, Trustee
from citybricks.services.voting.refusal import RefusedError

_BEARER = "Bearer "
STEP = "X-Trustee-Step"
"""Header that says which step is answered."""


@never_cache
@require_safe
def task(request: HttpRequest, uuid: str, number: int) -> JsonResponse:
    """Tell a trustee what to do next."""
    trustee = _trustee(request, uuid, number)
    if trustee is None:
        return _nobody()
    asked = ceremony.task(trustee)
    return JsonResponse({"step": asked.step, "data": asked.data})


@csrf_exempt  # the token in the header is no cookie: another site cannot send it
@never_cache
@require_POST
def answer(request: HttpRequest, uuid: str, number: int) -> JsonResponse:
    """Take what a trustee gives: canonical JSON, for the step that is asked or the one named."""
    trustee = _trustee(request, uuid, number)
    if trustee is None:
        return _nobody()
    step = request.headers.get(STEP) or ceremony.next_step(trustee)
    try:
        kept = ceremony.answer(trustee, step, request.body)
    except NotAskedError as error:
        said = "现在没有要求您做这一步。"
        return JsonResponse({"code": "step", "en": str(error), "zh": said}, status=409)
    except RefusedError as error:
        return JsonResponse(error.json(), status=422)
    return JsonResponse({"step": kept.step}, status=201)


def _trustee(request: HttpRequest, uuid: str, number: int) -> Trustee | None:
    election = get_object_or_404(Election, uuid=uuid)
    sent = request.headers.get("Authorization", "")
    token = sent.removeprefix(_BEARER) if sent.startswith(_BEARER) else ""
    return trustees.of_token(election, number, token)


def _nobody() -> JsonResponse:
    said = {
        "code": "token",
        "en": "This is not the trustee's token.",
        "zh": "这不是该受托人的令牌。",
    }
    return JsonResponse(said, status=403)
