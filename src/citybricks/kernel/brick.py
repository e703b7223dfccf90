"""A brick is a typed function; everything a city sees is derived from its signature."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, ParamSpec, TypeVar, get_type_hints

from pydantic import Field, create_model

from citybricks.kernel.run import Run
from citybricks.types import Model

if TYPE_CHECKING:  # a parser that running a brick has no use for
    from docstring_parser import Docstring

P = ParamSpec("P")
Out = TypeVar("Out", bound=Model)
B = TypeVar("B", bound="Brick[..., Any]")

Theme = Literal[
    "mobility",
    "energy",
    "health",
    "democracy",
    "logistics",
    "waste",
    "buildings",
    "payments",
    "safety",
    "planning",
]
"""The parts of city life by which bricks are found."""

bricks: dict[str, Brick[..., Any]] = {}
"""The bricks registered so far, by id; `citybricks.kernel.registry` finds the others."""
calls: ContextVar[Callable[[Brick[..., Any], Mapping[str, Any]], Any] | None] = ContextVar(
    "calls", default=None
)


@dataclass(frozen=True)
class Brick(Generic[P, Out]):
    """A registered function with its identity; calling it is calling the function.

    Parameters
    ----------
    id
        The function's name in kebab-case.
    version
        SemVer: changed numbers are a minor, a changed signature is a major version.
    function
        What it does.
    city
        The city that pioneered it.
    theme
        Part of city life it belongs to.
    sdg
        Indicators of the Sustainable Development Goals it serves.
    users
        For whom it is, in one line.
    """

    id: str
    version: str
    function: Callable[P, Out]
    city: str = ""
    theme: Theme | Literal[""] = ""
    sdg: tuple[str, ...] = ()
    users: str = ""

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Out:
        add = calls.get()
        if add is None:
            return self.function(*args, **kwargs)
        given = inspect.signature(self.function).bind_partial(*args, **kwargs).arguments
        step: Out = add(self, given)
        return step

    def __reduce__(self) -> Any:
        return _found, (self.id,)

    @property
    def name(self) -> str:
        """Id in snake_case: the function and its folder."""
        return self.id.replace("-", "_")

    @property
    def folder(self) -> Path:
        """Where the brick's files are: example, translations, views."""
        module = sys.modules[self.function.__module__]
        return Path(str(module.__file__)).parent

    @property
    def texts(self) -> tuple[Path, ...]:
        """Folders of the translations of its texts."""
        return (self.folder,)

    @cached_property
    def doc(self) -> Docstring:
        """The parsed NumPy docstring: titles, descriptions and sources come from it."""
        import docstring_parser

        return docstring_parser.parse(inspect.getdoc(self.function) or "")

    @property
    def title(self) -> str:
        """First line of the docstring."""
        return (self.doc.short_description or self.id).rstrip(".")

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Types of the parameters and of what is returned."""
        return get_type_hints(self.function, include_extras=True)

    @cached_property
    def inputs(self) -> type[Model]:
        """The inputs as one closed model, with defaults, bounds, units and descriptions."""
        said = {p.arg_name: p.description for p in self.doc.params}
        fields: dict[str, Any] = {
            name: (
                self.hints[name],
                Field(
                    default=... if p.default is p.empty else p.default,
                    description=said.get(name),
                ),
            )
            for name, p in inspect.signature(self.function).parameters.items()
        }
        return create_model(self.id, __base__=Model, **fields)

    @property
    def outputs(self) -> type[Out]:
        """The model of what is returned."""
        outcome: type[Out] = self.hints["return"]
        return outcome

    def run(self, document: Mapping[str, Any], run: Run | None = None) -> Out:
        """Run on a JSON document, as the web, the CLI and the cluster do.

        Raises
        ------
        pydantic.ValidationError
            When the document does not fit `inputs`.
        BrickError
            When the brick cannot answer for these inputs.
        Cancelled
            When `run` was dismissed.
        """
        return self.apply(self.inputs.model_validate(document), run)

    def apply(self, inputs: Model, run: Run | None = None) -> Out:
        """Run on validated inputs."""
        if run is None:
            return self.function(**inputs.__dict__)  # type: ignore[call-arg] # fields are the parameters
        with run.active():
            return self.function(**inputs.__dict__)  # type: ignore[call-arg] # fields are the parameters


def _found(id: str) -> Brick[..., Any]:
    """Return a brick where it was sent to."""
    from citybricks.kernel.registry import find

    return find(id)


def brick(
    *,
    id: str,
    version: str,
    city: str = "",
    theme: Theme | Literal[""] = "",
    sdg: tuple[str, ...] = (),
    users: str = "",
) -> Callable[[Callable[P, Out]], Brick[P, Out]]:
    """Register a function as a brick; see `Brick` for what the parameters mean.

    Raises
    ------
    ValueError
        When another function has registered the id.
    """

    def register(function: Callable[P, Out]) -> Brick[P, Out]:
        return registered(Brick(id, version, function, city, theme, sdg, users))

    return register


def registered(made: B) -> B:
    """Make a brick findable by its id.

    Raises
    ------
    ValueError
        When another function has registered the id.
    """
    known = bricks.get(made.id)
    if known and known.function.__code__.co_filename != made.function.__code__.co_filename:
        raise ValueError(f"brick {made.id!r} is already registered by {known.function}")
    bricks[made.id] = made
    return made
