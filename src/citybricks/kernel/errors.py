"""What can go wrong, as a tree.

* BrickError (ValueError)        a brick refuses an input and says why
  * WiringError (BrickError)     a blueprint puts something where it does not fit
* NoSuchBrick (LookupError)      no brick has that name
* NoSuchRun (LookupError)        the run store has no such run
* Cancelled (Exception)          the run was dismissed; not an error (`citybricks.kernel.run`)

Inputs that do not fit a signature raise `pydantic.ValidationError`.
"""

from typing import Any


class BrickError(ValueError):
    """A brick cannot answer for this input, and says which one and why.

    Parameters
    ----------
    input
        Name of the input, with a path inside it where that helps (``"weather.0"``); empty when
        no single input is to blame.
    message
        An English sentence with ``{placeholders}``; it is the message id of its translations.
    values
        What the placeholders stand for.
    """

    def __init__(self, input: str, message: str, /, **values: Any) -> None:
        super().__init__(input, message, values)
        self.input = input
        self.message = message
        self.values = values

    def __str__(self) -> str:
        said = self.message.format(**self.values)
        return f"{self.input}: {said}" if self.input else said

    def __reduce__(self) -> Any:
        return _rebuild, (type(self), self.input, self.message, self.values)


def _rebuild(kind: type[BrickError], name: str, message: str, values: dict[str, Any]) -> BrickError:
    return kind(name, message, **values)


class WiringError(BrickError):
    """A blueprint puts something where it does not fit; `input` is ``step.input`` or an output."""


class NoSuchBrick(LookupError):  # noqa: N818 - reads as the sentence it is
    """No brick has that name."""


class NoSuchRun(LookupError):  # noqa: N818 - reads as the sentence it is
    """The run store holds no finished run under that key."""
