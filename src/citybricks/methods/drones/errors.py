"""Why an input about drones or airspace cannot be used: field, value and what is allowed."""

from __future__ import annotations


class InputError(ValueError):
    """An input that cannot be used, in both languages.

    Attributes
    ----------
    field
        Where in the input, such as `features[2].geometry`.
    value
        What was found there.
    allowed
        What may stand there, in English.
    en, zh
        The whole reason, in English and in Chinese.
    """

    def __init__(self, field: str, value: object, allowed: tuple[str, str]) -> None:
        shown = _short(value)
        self.field, self.value, self.allowed = field, value, allowed[0]
        self.en = f"{field} is {shown}; allowed: {allowed[0]}."
        self.zh = f"{field} 为 {shown}；允许：{allowed[1]}。"
        super().__init__(self.en)

    @classmethod
    def outside(cls, field: str, value: float, low: float, high: float) -> InputError:
        """Return the reason for a number outside a range."""
        span = f"{low:g}–{high:g}"
        return cls(field, value, (f"a number in {span}", f"{span} 之间的数"))


def _short(value: object, most: int = 60) -> str:
    text = f"{value:g}" if isinstance(value, float) else repr(value)
    return text if len(text) <= most else text[: most - 1] + "…"
