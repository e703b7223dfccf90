"""Say at which step of a blueprint something went wrong, or at which of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from citybricks.kernel.errors import BrickError
from citybricks.kernel.graph import Graph, Port


@contextmanager
def placed(graph: Graph, step: str) -> Iterator[None]:
    """Put the step before the input that an error names.

    Parameters
    ----------
    graph
        The graph of the blueprint.
    step
        The step that runs.
    """

    def where(inner: str) -> str:
        name, dot, rest = inner.partition(".")
        source = graph.steps[step].given.get(name)
        if isinstance(source, Port) and source.origin is None:
            return f"{source.path}{dot}{rest}"
        return f"{step}.{inner}" if inner else step

    try:
        yield
    except BrickError as error:
        error.input = where(error.input)
        raise
    except ValidationError as error:
        details = [_moved(each, where) for each in error.errors(include_url=False)]
        raise ValidationError.from_exception_data(step, details) from error


def _moved(detail: Any, where: Callable[[str], str]) -> InitErrorDetails:
    path = where(".".join(map(str, detail["loc"])))
    kind = PydanticCustomError(detail["type"], detail["msg"], detail.get("ctx"))
    return InitErrorDetails(type=kind, loc=tuple(path.split(".")), input=detail["input"])
