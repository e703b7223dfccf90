"""Why the input of a meeting schedule cannot be used: field, value and what is allowed."""

from __future__ import annotations


class MeetingsError(ValueError):
    """An input that cannot be used, in both languages.

    Attributes
    ----------
    field
        The array of the problem, such as ``people``.
    row
        Index of the row at fault; None when the whole array is.
    value
        What was found there.
    allowed
        What may stand there, in English and in Chinese.
    en, zh
        The whole reason, in English and in Chinese.
    """

    def __init__(
        self, field: str, row: int | None, value: object, allowed: tuple[str, str]
    ) -> None:
        where = field if row is None else f"{field}[{row}]"
        self.field, self.row, self.value, self.allowed = field, row, value, allowed
        self.en = f"{where} is {value}; allowed: {allowed[0]}."
        self.zh = f"{where} 为 {value}；允许：{allowed[1]}。"
        super().__init__(self.en)
