"""Groups in which ballots are encrypted."""

from citybricks.methods.ballot.groups.group import NAMES, Element, Group, by_name

__all__ = ["NAMES", "Element", "Group", "by_name"]
