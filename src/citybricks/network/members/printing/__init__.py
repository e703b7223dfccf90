"""A member on two pages of paper, in Chinese and another language side by side."""

from citybricks.network.members.printing.pages import (
    Printed,
    PrintingUnavailableError,
    printed,
    profile_pdf,
)

__all__ = ["Printed", "PrintingUnavailableError", "printed", "profile_pdf"]
