"""Names of what can be found."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()
_NAMES = {"brick": _("Brick"), "offer": _("Offer"), "need": _("Need"), "member": _("Member")}


@register.filter
def kind_named(kind: str) -> str | Promise:
    """Name a kind of thing."""
    return _NAMES.get(kind, kind)
