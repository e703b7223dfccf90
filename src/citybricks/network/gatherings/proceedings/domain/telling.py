"""Whom to tell what: the wordings of this app's notices, and who gets them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from citybricks.network.gatherings.proceedings.models import Certificate, Declaration, Version
from citybricks.network.notices.domain.notices import register, tell

WORDINGS = {
    "declaration.opened": _("“%(title)s” can be signed by your member"),
    "declaration.rewritten": _(
        "“%(title)s” has a new version; your member’s signature stays with the one it signed"
    ),
    "certificate.issued": _("Your certificate of “%(gathering)s” is there"),
}
"""What notices say, by kind."""

for _kind, _wording in WORDINGS.items():
    register(_kind, _wording)


def _page(declaration: Declaration) -> str:
    return reverse("proceedings-declaration", args=[declaration.gathering.slug, declaration.pk])


def _signers(members: Any) -> list[Any]:
    """Return who signs for members."""
    people = get_user_model().objects.filter(
        posts__member__in=members, posts__role__in=("officer", "admin"), is_active=True
    )
    return list(people.distinct())


def opened(declaration: Declaration, version: Version) -> None:
    """Tell who signs for the members that take part."""
    coming = declaration.gathering.participants.exclude(state="cancelled")
    members = coming.exclude(member=None).values("member")
    said = {"title": version.title.model_dump(mode="json")}
    once = f"declaration:{declaration.pk}"
    tell(_signers(members), "declaration.opened", said, _page(declaration), once=once)


def rewritten(version: Version, before: Version) -> None:
    """Tell who signs for the members that signed what is an earlier version now."""
    members = before.signatures.values("member")
    said = {"title": version.title.model_dump(mode="json")}
    tell(_signers(members), "declaration.rewritten", said, _page(version.declaration))


def issued(certificate: Certificate) -> None:
    """Tell the holder of a certificate that it is there."""
    if certificate.user is None:
        return
    gathering = certificate.gathering
    said = {"gathering": gathering.title.model_dump(mode="json")}
    url = reverse("proceedings-certificates", args=[gathering.slug])
    once = f"certificate:{certificate.pk}"
    tell([certificate.user], "certificate.issued", said, url, once=once)
