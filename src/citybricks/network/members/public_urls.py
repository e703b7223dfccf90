"""Public addresses of members: the directory and each one's page."""

from django.urls import include, path

from citybricks.network.members.pages import city, directory

urlpatterns = [
    path("", directory.members, name="members"),
    path("members.csv", directory.table, name="members-table"),
    path("members.jsonld", directory.linked, name="members-linked"),
    # these come before short names of members
    path("", include("citybricks.network.members.editing_urls")),
    path("", include("citybricks.network.members.importing_urls")),
    path("<slug:slug>/", city.member, name="member"),
    path("<slug:slug>.jsonld", city.linked, name="member-linked"),
    path("<slug:slug>.pdf", city.profile, name="member-profile"),
]
