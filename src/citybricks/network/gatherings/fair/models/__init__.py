"""Rows: what a fair is made of, who asks for whom, who meets when, and what was changed."""

from citybricks.network.gatherings.fair.models.day import Outcome, Presence, Turnout
from citybricks.network.gatherings.fair.models.meetings import (
    Edit,
    Meeting,
    Proposal,
    Refusal,
    Seat,
)
from citybricks.network.gatherings.fair.models.requests import Request
from citybricks.network.gatherings.fair.models.setting import (
    Fair,
    Interpreter,
    Pair,
    Profile,
    Rule,
    Slot,
)

__all__ = [
    "Edit",
    "Fair",
    "Interpreter",
    "Meeting",
    "Outcome",
    "Pair",
    "Presence",
    "Profile",
    "Proposal",
    "Refusal",
    "Request",
    "Rule",
    "Seat",
    "Slot",
    "Turnout",
]
