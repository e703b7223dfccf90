"""OGC documents of the hub's jobs (being written)."""

from typing import Any

from citybricks.hub.jobs.models import Callback


def callback_body(callback: Callback) -> dict[str, Any]:
    """Return what a subscriber is told."""
    return {"jobID": str(callback.job_id), "status": callback.status}
