"""Have a brick work out a plan of a gathering: in the background, with progress, cancellable.

The run is kept in the hub's run store under its key, as any run is; the row says how far it is.
When it is done, what the part of the gathering has registered takes the outcome over.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import structlog
from django import db
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import problems
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.kernel.perform import perform
from citybricks.kernel.registry import find
from citybricks.kernel.run import Cancelled, Run
from citybricks.kernel.store import Store
from citybricks.kernel.translation import LANGUAGES
from citybricks.network.content.naming import reader_language
from citybricks.network.errands.domain.errands import owe
from citybricks.network.gatherings.hosting.models import Gathering, Planning

log = structlog.get_logger("citybricks.gatherings")

ERRAND = "gatherings.plan"
_TELL_SECONDS = 0.5
TakeOver = TypeVar("TakeOver", bound=Callable[[Planning, Any], object])
_after: dict[str, Callable[[Planning, Any], object]] = {}


class StillPlanningError(ValueError):
    """A plan of this part of the gathering is being worked out already."""


def after(part: str) -> Callable[[TakeOver], TakeOver]:
    """Register what takes over the outcome of a plan of a part, in one transaction with its end.

    It is called with the planning and the brick's outcome; what it raises fails the planning.
    """

    def register(function: TakeOver) -> TakeOver:
        _after[part] = function
        return function

    return register


@cache
def _store(url: str) -> Store:
    return Store(url)


def store() -> Store:
    """Return the run store of this deployment."""
    return _store(settings.STORE)


def begin(
    gathering: Gathering, part: str, brick_id: str, inputs: dict[str, Any], by: Any = None
) -> Planning:
    """Have a plan worked out, and return where it stands.

    Parameters
    ----------
    part
        As it is registered with `after`.
    brick_id
        Id of the brick: ``meeting-schedule``.
    inputs
        Its inputs, as JSON or as tables.
    by
        Who asked for it.

    Raises
    ------
    pydantic.ValidationError, BrickError
        When the inputs do not fit; `words` says it to the reader.
    StillPlanningError
        When one of this part is being worked out already.
    """
    brick = find(brick_id)
    key = store().accept(brick, brick.inputs.model_validate(inputs))
    with transaction.atomic():
        Gathering.objects.select_for_update().get(pk=gathering.pk)
        if current(gathering, part) is not None:
            raise StillPlanningError(part)
        planning = Planning.objects.create(
            gathering=gathering, part=part, brick=brick_id, key=key, by=by
        )
        owe(ERRAND, once=f"{ERRAND}:{planning.pk}", background=False, number=planning.pk)
    return planning


def words(brick_id: str, error: ValidationError | BrickError) -> list[str]:
    """Return what inputs are to blame for, in the reader's language."""
    translate = words_of(find(brick_id), reader_language())
    return [str(problem) for problem in problems(error, translate)]


def current(gathering: Gathering, part: str) -> Planning | None:
    """Return the plan of a part that is being worked out, or None."""
    states = (Planning.State.OWED, Planning.State.RUNNING)
    return Planning.objects.filter(gathering=gathering, part=part, state__in=states).first()


def latest(gathering: Gathering, part: str) -> Planning | None:
    """Return the plan of a part that was asked for last, or None."""
    return Planning.objects.filter(gathering=gathering, part=part).first()


def outcome_of(planning: Planning) -> Any:
    """Return the outcome of a planning that is done.

    Raises
    ------
    NoSuchRun
        When it is not in the run store any more.
    """
    return store().run(planning.key).get("outcome", find(planning.brick).outputs)


def cancel(planning: Planning) -> None:
    """Have it stopped; one that nobody works on yet is over at once."""
    waiting = Planning.objects.filter(pk=planning.pk, state=Planning.State.OWED)
    over = waiting.update(state=Planning.State.CANCELLED, ended=timezone.now(), to_cancel=True)
    if not over:
        Planning.objects.filter(pk=planning.pk).update(to_cancel=True)
    planning.refresh_from_db()


def work_out(number: str) -> None:
    """Run the brick of a planning; called again after a lost process, it begins anew."""
    planning = Planning.objects.select_related("gathering").filter(pk=number).first()
    if planning is None or planning.is_over:
        return
    planning.state, planning.started = Planning.State.RUNNING, timezone.now()
    planning.save()
    brick = find(planning.brick)
    try:
        perform(brick, planning.key, store(), Reporter(planning.pk).run())
        with transaction.atomic():
            function = _after.get(planning.part)
            if function is not None:
                function(planning, outcome_of(planning))
            _end(planning, Planning.State.DONE)
    except Cancelled:
        _end(planning, Planning.State.CANCELLED)
    except (BrickError, ValidationError) as error:
        _end(planning, Planning.State.FAILED, _in_every_language(brick, error))
    except (db.OperationalError, db.InterfaceError):
        raise  # the database is away: the errand is done again
    except Exception:
        _end(planning, Planning.State.FAILED)
        log.exception("planning failed", planning=planning.pk, brick=planning.brick)
        raise


def _end(planning: Planning, state: str, said: dict[str, list[str]] | None = None) -> None:
    planning.refresh_from_db()
    planning.state, planning.ended, planning.problems = state, timezone.now(), said or {}
    if state == Planning.State.DONE:
        planning.share = 1.0
    planning.save()


def _in_every_language(
    brick: Brick[..., Any], error: BrickError | ValidationError
) -> dict[str, list[str]]:
    return {
        language: [str(each) for each in problems(error, words_of(brick, language))]
        for language in LANGUAGES
    }


class Reporter:
    """Writes how far a planning is, and learns whether it is to be cancelled, twice a second.

    Parameters
    ----------
    number
        Of the planning.
    """

    def __init__(self, number: str) -> None:
        self.number = number
        self.told = self.asked = 0.0
        self.stop = False

    def run(self) -> Run:
        """Return the run that the brick reports to."""
        return Run(report=self.report, cancelled=self.cancelled)

    def report(self, share: float, message: str) -> None:
        """Write how far it is."""
        if time.monotonic() - self.told >= _TELL_SECONDS:
            Planning.objects.filter(pk=self.number).update(share=share, message=message[:200])
            self.told = time.monotonic()

    def cancelled(self) -> bool:
        """Whether it is to be cancelled."""
        if not self.stop and time.monotonic() - self.asked >= _TELL_SECONDS:
            asked = Planning.objects.filter(pk=self.number, to_cancel=True)
            self.stop, self.asked = asked.exists(), time.monotonic()
        return self.stop
