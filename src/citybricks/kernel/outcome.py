"""What a brick returns: data only; how it looks is the business of its views."""

import importlib
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from citybricks.types import Model
from citybricks.types.tables import empty_allowed

drawing: ContextVar[bool] = ContextVar("drawing", default=False)


class Outcome(Model):
    """The result of a run; while a blueprint is drawn, its fields hold ports."""

    if not TYPE_CHECKING:  # keep the precise signature for the type checker

        def __init__(self, /, **data: Any) -> None:
            if drawing.get():
                object.__setattr__(self, "__dict__", data)
                return
            token = empty_allowed.set(True)
            try:
                super().__init__(**data)
            finally:
                empty_allowed.reset(token)

    def _repr_html_(self) -> str:
        """Show the outcome in a notebook."""
        # By name: the kernel stands below the faces, and nothing but a notebook asks for this.
        shown: str = importlib.import_module("citybricks.faces.notebook").html(self)
        return shown
