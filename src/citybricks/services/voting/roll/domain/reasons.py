"""Why a row of a table is not taken over, in English and Chinese at once.

Whoever mends the table may read another language than who sends it, so that both are shown and
both are in the file of rejected rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

REASONS = {
    "quotes": (
        "The quotation marks of this line do not pair up.",
        "此行的引号不成对。",
    ),
    "cells": (
        "The row has {found} cells, the heading {most}. Is there a comma without quotation marks?",
        "此行有 {found} 个单元格，表头有 {most} 个。是否有未加引号的逗号？",
    ),
    "missing": (
        "{column} is empty; every voter needs one.",
        "{column} 为空；每位投票人必须填写。",
    ),
    "broken": (
        "{column} has characters that are broken: {value}. Is the file in another encoding?",
        "{column} 含有损坏的字符：{value}。文件是否为其他编码？",
    ),
    "long": (
        "{column} has {found} characters; at most {most} are allowed.",
        "{column} 有 {found} 个字符；最多允许 {most} 个。",
    ),
    "email": (
        "email is {value}; that is no e-mail address.",
        "email 为 {value}，不是电子邮件地址。",
    ),
    "lang": (
        "lang is {value}; zh and en are allowed, or nothing.",
        "lang 为 {value}；只允许 zh、en 或留空。",
    ),
    "weight": (
        "weight is {value}; a whole number from 1 to {most} is allowed, or nothing for 1.",
        "weight 为 {value}；只允许 1 至 {most} 的整数，留空为 1。",
    ),
    "unweighted": (
        "weight is {value}, but in this election every vote counts once.",
        "weight 为 {value}，但本次选举每票计一次。",
    ),
    "channel": (
        "channel is {value}; online, paper and both are allowed, or nothing for both.",
        "channel 为 {value}；只允许 online、paper、both，留空为 both。",
    ),
    "twice": (
        "voter_id {value} is that of row {row} already.",
        "voter_id {value} 与第 {row} 行相同。",
    ),
    "email twice": (
        "email {value} is that of row {row} already; codes go there: it has to be one voter's own.",
        "email {value} 与第 {row} 行相同；验证码会发往该地址，因此只能属于一位投票人。",
    ),
    "on roll": (
        "voter_id {value} is on the roll already.",
        "voter_id {value} 已在名册中。",
    ),
    "email on roll": (
        "email {value} is that of another voter on the roll already.",
        "email {value} 已属于名册中的另一位投票人。",
    ),
}
"""By code, the reason in English and Chinese."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row.

    Parameters
    ----------
    code
        A key of `REASONS`.
    column
        Which cell; empty for the whole row.
    values
        What the reason is filled in with.
    """

    code: str
    column: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def en(self) -> str:
        """The reason in English."""
        return REASONS[self.code][0].format(column=self.column, **self.values)

    @property
    def zh(self) -> str:
        """The reason in Chinese."""
        return REASONS[self.code][1].format(column=self.column, **self.values)

    def document(self) -> dict[str, object]:
        """Return it as JSON."""
        return {"code": self.code, "column": self.column, "values": self.values}


def fault_of(document: dict[str, object]) -> Fault:
    """Return what `Fault.document` has written."""
    values = document["values"]
    assert isinstance(values, dict)  # noqa: S101 - for the type checker
    return Fault(str(document["code"]), str(document["column"]), values)
