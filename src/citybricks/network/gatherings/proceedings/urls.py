"""Addresses of proceedings."""

from django.urls import path

from citybricks.network.gatherings.proceedings.pages import certificates, declarations, papers

urlpatterns = [
    path("", papers.proceedings, name="proceedings"),
    path("proceedings.jsonld", papers.linked, name="proceedings-linked"),
    path("talks/<str:ulid>/", papers.talk, name="proceedings-talk"),
    path("talks/<str:ulid>/edit/", papers.edit, name="proceedings-talk-edit"),
    path("talks/<str:ulid>/send/", papers.send, name="proceedings-send"),
    path("talks/<str:ulid>/files/<int:number>/remove/", papers.remove, name="proceedings-remove"),
    path("talks/<str:ulid>/<str:digest>", papers.document, name="proceedings-document"),
    path("declarations/new/", declarations.new, name="proceedings-declaration-new"),
    path("declarations/<str:ulid>/", declarations.declaration, name="proceedings-declaration"),
    path("declarations/<str:ulid>/edit/", declarations.edit, name="proceedings-declaration-edit"),
    path("declarations/<str:ulid>/move/", declarations.move, name="proceedings-declaration-move"),
    path("declarations/<str:ulid>/sign/", declarations.sign, name="proceedings-sign"),
    path(
        "declarations/<str:ulid>/declaration.json",
        declarations.exported,
        name="proceedings-declaration-json",
    ),
    path(
        "declarations/<str:ulid>/signed-<int:number>.json",
        declarations.signed_text,
        name="proceedings-signed",
    ),
    path("certificates/", certificates.certificates, name="proceedings-certificates"),
    path("certificates/<str:code>/", certificates.certificate, name="proceedings-certificate"),
    path("certificates/<str:code>/pdf/", certificates.pdf, name="proceedings-certificate-pdf"),
    path(
        "certificates/<str:code>/revoke/",
        certificates.revoke,
        name="proceedings-certificate-revoke",
    ),
]
