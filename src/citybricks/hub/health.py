"""Whether the hub can do its work: for load balancers and for people on call."""

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.jobs.runs import store


def health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and run store answer, 503 otherwise, with what was seen."""
    seen: dict[str, object] = {}
    healthy = True
    try:
        connection.ensure_connection()
        waiting = Job.objects.filter(status=Status.ACCEPTED)
        oldest = waiting.order_by("created").first()
        age = (timezone.now() - oldest.created).total_seconds() if oldest else 0.0
        seen["database"] = "ok"
        seen["queue"] = {"waiting": waiting.count(), "oldest_seconds": round(age, 1)}
    except Exception as error:  # noqa: BLE001 - the edge: the answer is that it does not work
        healthy, seen["database"] = False, type(error).__name__
    try:
        store().files.makedirs(store().root, exist_ok=True)
        seen["store"] = "ok"
    except Exception as error:  # noqa: BLE001 - the edge: the answer is that it does not work
        healthy, seen["store"] = False, type(error).__name__
    return JsonResponse(seen | {"healthy": healthy}, status=200 if healthy else 503)
