"""What is wrong with an input as data: it can be sent, kept, and put into any language later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from citybricks.kernel.errors import BrickError
from citybricks.kernel.translation import Translate
from citybricks.types.media import shortened
from citybricks.types.messages import MESSAGES

_SPOKEN = ("geometry", "given")
"""Placeholders that stand for words, which have translations too."""


class Refusal(NamedTuple):
    """One input that does not fit.

    Parameters
    ----------
    input
        Its path: ``radius``, ``homes.0.residents``; empty when no single one is to blame.
    message
        An English sentence with ``{placeholders}``: the message id of its translations.
    values
        What the placeholders stand for; None when braces in the message are only braces.
    """

    input: str
    message: str
    values: Mapping[str, Any] | None = None

    def said(self, translate: Translate) -> str:
        """Return the sentence in the language that `translate` speaks."""
        if self.values is None:
            return translate(self.message)
        values = {
            name: translate(value) if name in _SPOKEN and isinstance(value, str) else value
            for name, value in self.values.items()
        }
        return translate(self.message).format(**values)

    def written(self) -> str:
        """Return what the placeholders stand for as JSON; empty when there are none."""
        return "" if self.values is None else json.dumps(self.values, ensure_ascii=False)


def refusals(error: ValidationError | BrickError) -> list[Refusal]:
    """Return what an error says, one for each field."""
    if isinstance(error, BrickError):
        return [Refusal(error.input, error.message, _plain(error.values))]
    return [_refusal(detail) for detail in error.errors(include_url=False)]


def _refusal(detail: Any) -> Refusal:
    template = MESSAGES.get(detail["type"])
    context = detail.get("ctx", {})
    where = ".".join(str(part) for part in detail["loc"])
    inner = context.get("error")
    if isinstance(inner, BrickError):
        path = ".".join(part for part in (where, inner.input) if part)
        return Refusal(path, inner.message, _plain(inner.values))
    if template is None:
        return Refusal(where, str(context.get("error", detail["msg"])))
    values = {"input": shortened(detail["input"]), **context}
    return Refusal(where, template, {name: _written(name, each) for name, each in values.items()})


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what can be sent anywhere; errors and the like become their text."""
    simple = str | int | float
    return {name: v if isinstance(v, simple) else str(v) for name, v in values.items()}


def _written(name: str, value: Any) -> str:
    """Write a bound without idle decimals, and alternatives without an English "or"."""
    if isinstance(value, float):
        return f"{value:.15g}"
    if name == "expected":
        return ", ".join(str(value).rsplit(" or ", 1)).replace("'", "")
    return str(value)
