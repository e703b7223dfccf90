"""The pages about voters and their credentials that a person may open."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules.permissions import has_perm

from citybricks.services.voting.elections.models import Election

_PAGES: tuple[tuple[str, str, str | Promise], ...] = (
    ("voting-roll", "voting_roll.read", _("Roll of voters")),
    ("voting-desk", "voting_roll.desk", _("Polling desk")),
    ("voting-journal", "voting_roll.reconcile", _("Journal of the desk")),
    ("voting-reconciliation", "voting_roll.reconcile", _("Reconciliation")),
    ("voting-registrar", "voting_registrar.act", _("Credentials")),
)


def parts(election: Election, by: Any) -> list[tuple[str, str | Promise, str]]:
    """Return address, title and name of each page that somebody may open."""
    return [
        (reverse(name, args=[election.uuid]), title, name)
        for name, permission, title in _PAGES
        if has_perm(permission, by, election)
    ]
