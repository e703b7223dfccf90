"""The secretariat's view of papers, declarations and certificates, with history."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from citybricks.network.content.desk import Desk
from citybricks.network.content.looking import LookedAt
from citybricks.network.gatherings.proceedings.models import (
    Certificate,
    Declaration,
    Document,
    Paper,
    Signature,
    Version,
)


class Told(LookedAt, Desk):
    """Rows that are made elsewhere; here they are looked at."""


@admin.register(Paper)
class PaperAdmin(Told):
    """What remains of talks."""

    list_display = ["__str__", "doi", "is_shown", "changed"]


@admin.register(Document)
class DocumentAdmin(Told):
    """Files of talks."""

    list_display = ["name", "kind", "language", "type", "size", "sent"]
    list_filter = ["kind"]
    exclude = ["content"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        """Return the rows without their content."""
        found: QuerySet[Document] = super().get_queryset(request).defer("content")
        return found


@admin.register(Declaration)
class DeclarationAdmin(Told):
    """Declarations."""

    list_display = ["__str__", "act", "state", "launched"]
    list_filter = ["act", "state", "demonstration"]
    list_select_related = ["gathering"]


@admin.register(Version)
class VersionAdmin(Told):
    """Texts of declarations."""

    list_display = ["__str__", "number", "prevails", "digest", "written"]
    list_select_related = ["declaration"]


@admin.register(Signature)
class SignatureAdmin(Told):
    """Who signed what."""

    list_display = ["member", "version", "name", "at"]
    list_select_related = ["member", "version"]


@admin.register(Certificate)
class CertificateAdmin(Told):
    """Certificates."""

    list_display = ["code", "gathering", "honour", "name", "issued", "revoked"]
    list_filter = ["honour", "revoked", "demonstration"]
    list_select_related = ["gathering"]
