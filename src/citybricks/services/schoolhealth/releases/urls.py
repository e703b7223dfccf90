"""Addresses of releases: the public ones first, then the desk of a city."""

from datetime import date

from django.urls import path, re_path, register_converter

from citybricks.services.schoolhealth.releases.pages import desk, public


class DayConverter:
    """A day such as 2026-11-16."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Read it; a ValueError is no such address."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Write it."""
        return str(value)


register_converter(DayConverter, "monday")

urlpatterns = [
    path("releases/", public.releases, name="schoolhealth-releases"),
    path("releases/<str:pk>/", public.release, name="schoolhealth-release"),
    re_path(
        r"^releases/(?P<pk>[0-9A-Z]+)\.(?P<form>csv|json)$",
        public.download,
        name="schoolhealth-release-file",
    ),
    path("api/releases", public.api, name="schoolhealth-api-releases"),
    path("api/releases/<str:pk>", public.api_release, name="schoolhealth-api-release"),
    path("<slug:slug>/releases/", desk.desk, name="schoolhealth-release-desk"),
    path("<slug:slug>/releases/<monday:monday>/", desk.week, name="schoolhealth-release-week"),
]
