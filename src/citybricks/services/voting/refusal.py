"""What is refused, said in English and Chinese."""

from __future__ import annotations


class RefusedError(ValueError):
    """Something is not taken in, or cannot be done.

    Parameters
    ----------
    code
        The id of the check that failed, or what else it was.
    en, zh
        Why.
    """

    def __init__(self, code: str, en: str, zh: str) -> None:
        self.code, self.en, self.zh = code, en, zh
        super().__init__(f"{code}: {en}")

    def json(self) -> dict[str, str]:
        """Return what programs are told."""
        return {"code": self.code, "en": self.en, "zh": self.zh}
