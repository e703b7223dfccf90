"""Why streets to be served cannot be used, in both languages."""

from __future__ import annotations


class ArcsError(ValueError):
    """An input that cannot be used.

    Attributes
    ----------
    where
        The field, such as `links[3].cost`.
    line
        The line of the file, from 1; none where there is no file.
    en, zh
        The reason, in English and in Chinese.
    """

    def __init__(self, where: str, en: str, zh: str, *, line: int | None = None) -> None:
        self.where, self.line = where, line
        self.en = en if line is None else f"line {line}: {en}"
        self.zh = zh if line is None else f"第 {line} 行：{zh}"
        super().__init__(self.en)
