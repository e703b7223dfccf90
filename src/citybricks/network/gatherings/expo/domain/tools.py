"""Bricks that run in a booth: on the exhibitor's data, with what a visitor changes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import structlog
from django import db
from django.core.exceptions import ValidationError as Refused
from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from citybricks.faces.example import example_of
from citybricks.faces.form import Field, fields, leaves, read, written
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError, NoSuchBrick
from citybricks.kernel.perform import perform
from citybricks.kernel.registry import find
from citybricks.kernel.run import Cancelled, Run
from citybricks.network.errands.domain.errands import owe
from citybricks.network.gatherings.expo.domain.writing import tell_shows
from citybricks.network.gatherings.expo.models import Booth, Tool, ToolFile, Trial
from citybricks.network.gatherings.hosting.domain.planning import store
from citybricks.types import Model
from citybricks.types.files import File

log = structlog.get_logger("citybricks.gatherings")

ERRAND = "expo.run"
MOST_TOOLS = 4
MOST_FILE_BYTES = 4 * 2**20
SECONDS = 60.0
"""How long a brick may work for a visitor."""
_TABLES = ("table", "tables")
_SHOWN = ("number", "integer", "boolean", "choice", "text", "date")
"""Inputs that a visitor changes in the booth; all others are changed in the lab."""


class WrongInputsError(ValueError):
    """Inputs do not fit; says which and why."""

    def __init__(self, found: list[Problem]) -> None:
        self.found = found
        super().__init__("; ".join(map(str, found)))


def brick_of(tool: Tool) -> Brick[..., Any] | None:
    """Return the brick of a tool, or None when it is not installed any more."""
    try:
        return find(tool.brick)
    except NoSuchBrick:
        return None


@transaction.atomic
def add(booth: Booth, brick_id: str, note: Any) -> Tool:
    """Have a brick run in a booth.

    Raises
    ------
    django.core.exceptions.ValidationError
        When there is no such brick, it is there already, or there are too many.
    """
    try:
        brick = find(brick_id)
    except NoSuchBrick as error:
        said = _("There is no brick “%(brick)s”.") % {"brick": brick_id[:60]}
        raise Refused({"brick": said}) from error
    Booth.objects.select_for_update(of=("self",)).get(pk=booth.pk)
    if example_of(brick) is None:
        said = _("The brick “%(brick)s” has no example that it can begin with.")
        raise Refused({"brick": said % {"brick": brick_id}})
    if booth.tools.filter(brick=brick.id).exists():
        raise Refused({"brick": _("This brick runs in the booth already.")})
    if booth.tools.count() >= MOST_TOOLS:
        said = _("At most %(most)s bricks can run in a booth.")
        raise Refused({"brick": said % {"most": MOST_TOOLS}})
    made = Tool.objects.create(booth=booth, brick=brick.id, note=note)
    tell_shows(booth)
    return made


@transaction.atomic
def remove(tool: Tool) -> None:
    """Take a brick out of a booth."""
    booth = tool.booth
    tool.delete()
    tell_shows(booth)


def tables(brick: Brick[..., Any], language: str) -> list[Field]:
    """Return the inputs that an exhibitor can bring data for."""
    return [one for one in leaves(fields(brick, language)) if one.shape == "table"]


@transaction.atomic
def bring(tool: Tool, given: Mapping[str, File], language: str) -> None:
    """Keep an exhibitor's data for inputs of a brick; what does not fit changes nothing.

    Raises
    ------
    WrongInputsError
        When the brick does not take them.
    """
    brick = find(tool.brick)
    for name, file in given.items():
        if len(file.content) > MOST_FILE_BYTES:
            said = _("The file has %(given).1f MB; at most %(most)s MB are allowed.")
            sizes = {"given": len(file.content) / 2**20, "most": MOST_FILE_BYTES // 2**20}
            raise WrongInputsError([Problem(name, said % sizes)])
    _validated(brick, document(tool, brick) | dict(given), language)
    for name, file in given.items():
        values = {"name": file.name, "media_type": file.media_type, "content": file.content}
        ToolFile.objects.update_or_create(tool=tool, input=name, defaults=values)


def document(tool: Tool, brick: Brick[..., Any]) -> dict[str, Any]:
    """Return the inputs as the exhibitor left them: the example, and the data that was brought."""
    example = example_of(brick)
    own = {
        one.input: File(bytes(one.content), one.media_type, one.name) for one in tool.files.all()
    }
    return {**(example.inputs if example else {}), **tool.inputs, **own}


def form(tool: Tool, brick: Brick[..., Any], language: str) -> list[tuple[Field, str]]:
    """Return the inputs that a visitor changes in the booth, with their values."""
    every = fields(brick, language)
    texts = written(every, document(tool, brick))
    shown = [one for one in leaves(every) if one.shape in _SHOWN]
    return [(one, texts.get(one.path, "")) for one in shown]


def start(tool: Tool, texts: Mapping[str, str], language: str) -> Trial:
    """Have a brick run with what a visitor typed.

    Raises
    ------
    WrongInputsError
        When the brick does not take it.
    """
    brick = find(tool.brick)
    every = fields(brick, language)
    asked = {one.path for one in leaves(every) if one.shape in _SHOWN}
    base = document(tool, brick)
    typed = {name: value for name, value in texts.items() if name in asked}
    given = read(every, {**written(every, base), **typed}, _tables(every, base))
    inputs = _validated(brick, given, language)
    key = store().accept(brick, inputs)
    with transaction.atomic():
        made = Trial.objects.create(tool=tool, key=key, language=language)
        if store().run(key).exists():  # equal work was done before
            made.state, made.share = Trial.State.DONE, 1.0
            made.save()
        else:
            owe(ERRAND, once=f"{ERRAND}:{made.pk}", background=False, number=made.pk)
    return made


def _tables(every: tuple[Field, ...], base: Mapping[str, Any]) -> dict[str, Any]:
    names = [one.path for one in leaves(every) if one.shape in _TABLES]
    return {name: base[name] for name in names if base.get(name) is not None}


def _validated(brick: Brick[..., Any], given: Mapping[str, Any], language: str) -> Model:
    try:
        inputs: Model = brick.inputs.model_validate(given)
    except (ValidationError, BrickError) as error:
        raise WrongInputsError(problems(error, words_of(brick, language))) from error
    return inputs


def work_out(number: str) -> None:
    """Run the brick of a trial; called again after a lost process, it begins anew."""
    trial = Trial.objects.select_related("tool").filter(pk=number).first()
    if trial is None or trial.state in (Trial.State.DONE, Trial.State.FAILED):
        return
    Trial.objects.filter(pk=number).update(state=Trial.State.RUNNING)
    brick, until = find(trial.tool.brick), time.monotonic() + SECONDS
    try:
        perform(brick, trial.key, store(), Run(cancelled=lambda: time.monotonic() > until))
        _end(trial, Trial.State.DONE)
    except Cancelled:
        _end(trial, Trial.State.FAILED, _("It took longer than a minute; run it in the lab."))
    except (BrickError, ValidationError) as error:
        said = problems(error, words_of(brick, trial.language))
        _end(trial, Trial.State.FAILED, "\n".join(map(str, said)))
    except (db.OperationalError, db.InterfaceError):
        raise  # the database is away: the errand is done again
    except Exception:
        _end(trial, Trial.State.FAILED)
        log.exception("a brick in a booth failed", trial=number, brick=trial.tool.brick)


def _end(trial: Trial, state: str, problem: str = "") -> None:
    Trial.objects.filter(pk=trial.pk).update(state=state, problem=problem, share=1.0)


def shown(trial: Trial, language: str) -> str:
    """Return the page of what came out.

    Raises
    ------
    NoSuchRun, NoSuchBrick
        When it is not there any more.
    """
    from citybricks.views import page_of

    brick = find(trial.tool.brick)
    outcome = store().run(trial.key).get("outcome", brick.outputs)
    return page_of(brick, outcome).html(words_of(brick, language), language)
