"""Addresses of the pages on which people apply, write for members, and review."""

from django.urls import path

from citybricks.network.members.pages import applying, reviewing

urlpatterns = [
    path("apply/", applying.apply, name="member-apply"),
    path("apply/cities/", applying.cities, name="member-apply-cities"),
    path("applications/", reviewing.applications, name="member-applications"),
    path("applications/<slug:ulid>/", reviewing.application, name="member-application"),
    path("applications/<slug:ulid>/answer/", reviewing.answer, name="member-answer"),
    path("<slug:slug>/standing/", reviewing.standing, name="member-standing"),
]
