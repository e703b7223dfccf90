"""How far the steps of a design are, for one reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from citybricks.hub.designer.cards import Card, anchor
from citybricks.hub.designer.domain.freshness import Given, Record, Walk, records_of
from citybricks.hub.designer.domain.parts import before, needed
from citybricks.hub.designer.models import Design, Trial
from citybricks.hub.designer.picture import Picture
from citybricks.hub.designer.words import uses_of
from citybricks.hub.jobs.domain.acceptance import Requester
from citybricks.hub.jobs.models import Status
from citybricks.hub.jobs.runs import brick_of
from citybricks.kernel.designed import Designed
from citybricks.kernel.errors import NoSuchBrick
from citybricks.kernel.graph import CHOOSE

LATEST = 20
"""Runs of a design that are looked through."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a step is: ``never``, ``waiting``, ``running``, ``done``, ``stale`` or ``failed``."""

    step: str
    name: str
    record: Record | None = None

    @property
    def id(self) -> str:
        """Its id on the page."""
        return anchor("state", self.step)


def trials_of(design: Design, by: Requester) -> list[Trial]:
    """Return the reader's own runs of a design, newest first."""
    if by.user is None and not by.visitor:
        return []
    theirs = (
        {"job__owner": by.user} if by.user else {"job__owner": None, "job__visitor": by.visitor}
    )
    found = Trial.objects.filter(design=design, **theirs).select_related("job")
    return list(found.order_by("-created")[:LATEST])


@dataclass
class States:
    """The states of all steps."""

    picture: Picture
    trials: list[Trial]

    @cached_property
    def records(self) -> dict[str, Record]:
        """What the reader's runs have recorded, by key; the newest counts."""
        found: dict[str, Record] = {}
        for trial in self.trials:
            for record in records_of(trial.job).values():
                found.setdefault(record.key, record)
        return found

    @cached_property
    def given(self) -> list[Given]:
        """What the reader's runs were given, newest first."""
        found = (Given.of(trial.job) for trial in self.trials)
        return [one for one in found if one is not None]

    @cached_property
    def walk(self) -> Walk:
        """The keys of the steps as they are now."""
        picture = self.picture
        return Walk(picture.document, picture.graph, picture.broken, self.given, set(self.records))

    @property
    def latest(self) -> Trial | None:
        """The reader's last run."""
        return self.trials[0] if self.trials else None

    @property
    def is_running(self) -> bool:
        """Whether a run is not finished."""
        return any(not trial.job.is_finished for trial in self.trials)

    @cached_property
    def under_way(self) -> set[str]:
        """The steps that a run which is not finished will yet come to."""
        found: set[str] = set()
        for trial in self.trials:
            if not trial.job.is_finished:
                try:
                    brick = brick_of(trial.job)
                except NoSuchBrick:
                    continue
                steps = needed(brick.document) if isinstance(brick, Designed) else set()
                found |= steps - trial.job.steps.keys()
        return found

    @property
    def problems(self) -> list[dict[str, str]]:
        """What the last run failed with, in the reader's language."""
        if self.latest is None or self.latest.job.status != Status.FAILED:
            return []
        said = self.latest.job.problems
        found: list[dict[str, str]] = said.get(self.picture.language, said.get("en", []))
        return found

    @cached_property
    def failures(self) -> dict[str, list[str]]:
        """What the last run failed with, by step; of an input of the blueprint, where it leads."""
        found: dict[str, list[str]] = {}
        for one in self.problems:
            where, message = str(one.get("input", "")), str(one.get("message", ""))
            step, _dot, rest = where.partition(".")
            steps = self.picture.document.steps
            uses = (
                [step] if step in steps else [s for s, _n in uses_of(self.picture.document, step)]
            )
            said = f"{rest if step in steps else where}: {message}" if rest else message
            for each in uses:
                found.setdefault(each, []).append(said)
        return found

    @property
    def refusals(self) -> list[str]:
        """What the last run failed with, in sentences."""
        words = self.picture.words
        return [
            ": ".join(filter(None, (words.place(str(one.get("input", ""))), str(one["message"]))))
            for one in self.problems
        ]

    @cached_property
    def seen(self) -> set[str]:
        """The names of steps that have ever ended."""
        return {record.step for trial in self.trials for record in records_of(trial.job).values()}

    def of(self, step: str) -> State:
        """Return the state of a step."""
        if self.walk.is_fresh(step):
            key = self.walk.keys.get(step)
            return State(step, "done", self.records.get(key) if key else None)
        if step in self.under_way:
            waits = before(self.picture.document, step) & self.under_way
            started = any(trial.job.status == Status.RUNNING for trial in self.trials)
            return State(step, "waiting" if waits or not started else "running")
        if step in self.failures:
            return State(step, "failed")
        return State(step, "stale" if self._was_done(step) else "never")

    def _was_done(self, step: str) -> bool:
        """Whether a step has ever ended; a branch has when what leads to it has."""
        if self.picture.document.steps[step].brick == CHOOSE.id:
            return bool(before(self.picture.document, step) & self.seen)
        return step in self.seen

    @cached_property
    def every(self) -> dict[str, State]:
        """The states of all steps, by name."""
        return {name: self.of(name) for name in self.picture.document.steps}

    @property
    def done(self) -> int:
        """How many of the steps that are run are up to date."""
        return len(self.needed) - self.to_run

    @cached_property
    def needed(self) -> set[str]:
        """The steps that a run of the whole comes to."""
        return needed(self.picture.document)

    @cached_property
    def columns(self) -> list[list[tuple[Card, State]]]:
        """The cards with how far they are, column by column."""
        return [
            [(card, self.every[card.name]) for card in column] for column in self.picture.columns
        ]

    @property
    def to_run(self) -> int:
        """How many steps a run of the whole would compute."""
        return sum(self.every[name].name != "done" for name in self.needed)
