"""Rows that are made elsewhere; the secretariat's desk only looks at them."""

from __future__ import annotations


class LookedAt:
    """Mixed into the desk's view of rows that pages, programs or errands write."""

    def has_add_permission(self, request: object) -> bool:
        """They are made elsewhere."""
        del request
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """They are changed where the rules are, if at all."""
        del request, obj
        return False
