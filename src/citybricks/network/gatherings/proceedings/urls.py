"""Addresses of proceedings."""

from django.urls import path

from citybricks.network.gatherings.proceedings.pages import certificates, declarations, papers

urlpatterns = [
    path("", papers.proceedings, name="proceedings"),
    path("proceedings.jsonld", papers.linked, name="proceedings-linked"),
    path("talks/<slug:ulid>/", papers.talk, name="proceedings-talk"),
    path("talks/<slug:ulid>/edit/", papers.edit, name="proceedings-talk-edit"),
    path("talks/<slug:ulid>/send/", papers.send, name="proceedings-send"),
    path("talks/<slug:ulid>/files/<int:number>/remove/", papers.remove, name="proceedings-remove"),
    path("talks/<slug:ulid>/<slug:digest>", papers.document, name="proceedings-document"),
    path("declarations/new/", declarations.new, name="proceedings-declaration-new"),
    path("declarations/<slug:ulid>/", declarations.declaration, name="proceedings-declaration"),
    path("declarations/<slug:ulid>/edit/", declarations.edit, name="proceedings-declaration-edit"),
    path("declarations/<slug:ulid>/move/", declarations.move, name="proceedings-declaration-move"),
    path("declarations/<slug:ulid>/sign/", declarations.sign, name="proceedings-sign"),
    path(
        "declarations/<slug:ulid>/declaration.json",
        declarations.exported,
        name="proceedings-declaration-json",
    ),
    path(
        "declarations/<slug:ulid>/signed-<int:number>.json",
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
