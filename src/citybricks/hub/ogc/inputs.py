"""The validated inputs of an execute request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from citybricks.faces import ogc
from citybricks.faces.href import Limits
from citybricks.faces.json_schema import words_of
from citybricks.faces.problems import Problem, problems
from citybricks.faces.request import Reader
from citybricks.hub.ogc.problem import invalid_inputs
from citybricks.kernel.brick import Brick
from citybricks.kernel.errors import BrickError
from citybricks.types import Model


def limits() -> Limits:
    """Return what may be fetched, and from where."""
    environment = settings.ENVIRONMENT
    return Limits(bytes=environment.upload_bytes, allow_private=environment.private_hrefs)


def read(
    brick: Brick[..., Any],
    given: Mapping[str, Any],
    language: str,
    places: Mapping[str, str] | None = None,
) -> Model:
    """Return the inputs of a brick.

    Parameters
    ----------
    brick
        What is to be run.
    given
        Values of its inputs, as the request has them.
    language
        What is wrong is said in it.
    places
        Where in the request inputs stand, when they are called otherwise there.

    Raises
    ------
    RefusedError
        When some do not fit; it names each of them.
    """
    reader, slots = Reader(limits()), ogc.inputs(brick)
    words = words_of(brick, language)
    document: dict[str, Any] = {}
    faults: list[Problem] = []
    for name, value in given.items():
        try:
            document[name] = reader.value(name, value, slots[name]) if name in slots else value
        except BrickError as error:
            faults += problems(error, words)
    told = {_name(fault) for fault in faults}
    try:
        inputs: Model = brick.inputs.model_validate(document)
    except ValidationError as error:
        faults += [fault for fault in problems(error, words) if _name(fault) not in told]
    if faults:
        raise invalid_inputs([_placed(fault, places or {}) for fault in faults])
    return inputs


def _placed(fault: Problem, places: Mapping[str, str]) -> Problem:
    name, dot, rest = fault.input.partition(".")
    return Problem(f"{places.get(name, name)}{dot}{rest}", fault.message)


def _name(fault: Problem) -> str:
    return fault.input.partition(".")[0]
