"""Take a request in: keep its inputs, find an equal run, or queue a job."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min, Q
from django.utils import timezone

from citybricks.hub.jobs.domain.callbacks import owe
from citybricks.hub.jobs.domain.queue import hold
from citybricks.hub.jobs.domain.steps import steps_of
from citybricks.hub.jobs.models import UNFINISHED, Job, Status, Visibility
from citybricks.hub.jobs.permissions import visible_to
from citybricks.hub.jobs.runs import store
from citybricks.kernel.brick import Brick
from citybricks.network.members.models import Member, User
from citybricks.types import Model


class QuotaExceededError(RuntimeError):
    """The member or visitor has as many unfinished jobs as they may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"{limit} unfinished jobs are allowed at once")
        self.limit = limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Who asks: a person, for a member or not, or a browser without account."""

    user: User | None = None
    member: Member | None = None
    visitor: str = ""

    def limit(self) -> int:
        """Return how many unfinished jobs the requester may have."""
        if self.user is None:
            return int(settings.ENVIRONMENT.visitor_quota)
        if self.member is not None and self.member.quota is not None:
            return self.member.quota
        return int(settings.ENVIRONMENT.quota)

    def unfinished(self) -> int:
        """Return how many unfinished jobs the requester has."""
        return Job.objects.filter(**self._theirs(), status__in=UNFINISHED).count()

    def turn(self) -> int:
        """Return the round of the queue that the requester's next job goes in.

        It is the round after that of their last unfinished job, and not before the round that
        the queue is at: nobody's many jobs keep another's one waiting, and nobody's wait for ever.
        """
        rounds = Job.objects.filter(status__in=UNFINISHED).aggregate(
            now=Min("turn"), theirs=Max("turn", filter=Q(**self._theirs()))
        )
        mine = 0 if rounds["theirs"] is None else rounds["theirs"] + 1
        return int(max(mine, rounds["now"] or 0))

    def alone(self) -> None:
        """Let no other request of theirs be counted until this transaction ends.

        SQLite lets only one transaction write anyway.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
                cursor.execute(lock, [str(self._theirs())])

    def _theirs(self) -> dict[str, Any]:
        """Return what finds the jobs that count towards the same quota."""
        if self.member is not None:
            return {"member_id": self.member.pk}
        if self.user is not None:
            return {"owner_id": self.user.pk, "member_id": None}
        return {"owner_id": None, "visitor": self.visitor}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """How a run is asked for, besides its inputs."""

    visibility: Visibility = Visibility.PRIVATE
    language: str = "en"
    priority: int = 0
    asked: dict[str, Any] = field(default_factory=dict)


def accept(brick: Brick[..., Any], inputs: Model, *, by: Requester, request: Request) -> Job:
    """Queue a run of validated inputs, or find one that the requester may see.

    A run that only others may see is not found: it is computed anew, and nothing tells the
    requester that it was there.

    Raises
    ------
    QuotaExceededError
        When the requester has too many unfinished jobs.
    """
    key = store().accept(brick, inputs)
    job = Job(
        brick=brick.id,
        version=brick.version,
        key=key,
        owner=by.user,
        member=by.member,
        visitor="" if by.user else by.visitor,
        visibility=request.visibility,
        language=request.language,
        priority=request.priority,
        request=request.asked,
    )
    with transaction.atomic():
        hold(key)
        if not store().run(key).exists("inputs.json"):  # forgotten since they were kept
            store().accept(brick, inputs)
        if _found(job, by):
            _answer(job)
        else:
            _queue(job, by)
    return job


def _answer(job: Job) -> None:
    now = timezone.now()
    job.status, job.progress = Status.SUCCESSFUL, 1.0
    job.started = job.ended = now
    job.steps = steps_of(store().run(job.key))
    job.log = f"{now:%Y-%m-%dT%H:%M:%SZ} an equal run was found in the run store\n"
    job.save()
    owe(job, Status.SUCCESSFUL)


def _queue(job: Job, by: Requester) -> None:
    by.alone()
    if by.unfinished() >= by.limit():
        raise QuotaExceededError(by.limit())
    job.turn = by.turn()
    job.save()


def _found(job: Job, by: Requester) -> bool:
    seen = visible_to(by.user, by.visitor).filter(key=job.key, status=Status.SUCCESSFUL)
    return seen.exists() and store().run(job.key).exists()
