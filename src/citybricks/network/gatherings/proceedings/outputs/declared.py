"""A declaration with its versions and who signed them, as JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from citybricks.network.gatherings.proceedings.domain import declaring
from citybricks.network.gatherings.proceedings.models import Declaration


def record(declaration: Declaration) -> dict[str, Any]:
    """Return a declaration; every digest can be computed again from the text at ``signed``."""
    slug = declaration.gathering.slug
    signatures = declaring.signatures_of(declaration)
    versions = []
    for version in declaration.versions.all():
        path = reverse("proceedings-signed", args=[slug, declaration.pk, version.number])
        versions.append(
            {
                "number": version.number,
                "title": version.title.versions(),
                "preamble": version.preamble.versions(),
                "clauses": version.clauses,
                "prevails": version.prevails or None,
                "sha256": version.digest,
                "signed": str(settings.ENVIRONMENT.origin) + path,
                "signatures": [
                    {
                        "member": one.member.slug,
                        "names": one.member.names,
                        "name": one.name,
                        "office": one.office,
                        "at": one.at.isoformat(),
                        "sha256": one.digest,
                    }
                    for one in signatures
                    if one.version_id == version.pk
                ],
            }
        )
    return {
        "id": declaration.pk,
        "gathering": slug,
        "act": declaration.act,
        "state": declaration.state,
        "launched": declaration.launched.isoformat() if declaration.launched else None,
        "demonstration": declaration.demonstration,
        "versions": versions,
    }
