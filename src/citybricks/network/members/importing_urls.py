"""Addresses of the pages on which members are taken over from a table."""

from django.urls import path

from citybricks.network.members.pages import importing

urlpatterns = [
    path("import/", importing.send, name="members-import"),
    path("import/template.csv", importing.empty, name="members-import-template"),
    path("import/<str:token>/", importing.look, name="members-import-look"),
]
