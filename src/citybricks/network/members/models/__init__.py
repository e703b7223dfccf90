"""Rows: who is in the network, what is known of them, and who acts for whom."""

from citybricks.network.members.models.application import Application
from citybricks.network.members.models.member import Member, new_ulid
from citybricks.network.members.models.people import (
    AccessToken,
    Changes,
    Staff,
    User,
    UserManager,
)
from citybricks.network.members.models.profile import Adoption, Fact, Picture, Place, Relation

__all__ = [
    "AccessToken",
    "Adoption",
    "Application",
    "Changes",
    "Fact",
    "Member",
    "Picture",
    "Place",
    "Relation",
    "Staff",
    "User",
    "UserManager",
    "new_ulid",
]
