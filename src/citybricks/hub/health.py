"""Whether the hub can do its work: for load balancers and for people on call."""

from collections.abc import Callable

from django.db.models import Count, Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from citybricks.hub.jobs.models import Job, Status
from citybricks.hub.jobs.runs import store
from citybricks.kernel.store import Folder


def health(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database can be read and the run store written, 503 otherwise."""
    seen, missing = {}, False
    for part, look in {"database": _database, "store": _store}.items():
        answer = _answer(look)
        missing = missing or "error" in answer
        seen[part] = answer
    return JsonResponse({"healthy": not missing, **seen}, status=503 if missing else 200)


def _answer(look: Callable[[], dict[str, object]]) -> dict[str, object]:
    try:
        return look()
    except Exception as error:  # noqa: BLE001 - the edge: the answer is that it does not work
        return {"error": type(error).__name__}


def _database() -> dict[str, object]:
    waiting = Job.objects.filter(status=Status.ACCEPTED)
    found = waiting.aggregate(jobs=Count("pk"), oldest=Min("created"))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    return {"waiting_jobs": found["jobs"], "oldest_seconds": round(age, 1)}


def _store() -> dict[str, object]:
    Folder(store().files, store().root).write("health", b"")
    return {}
