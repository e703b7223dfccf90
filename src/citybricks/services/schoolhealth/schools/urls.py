"""Addresses of pupil health."""

from django.urls import path, re_path

from citybricks.services.schoolhealth.schools.pages import home, schools

urlpatterns = [
    path("", home.public, name="schoolhealth"),
    path("start/", home.start, name="schoolhealth-start"),
    path("<slug:slug>/", home.home, name="schoolhealth-city"),
    path("<slug:slug>/schools/", schools.schools, name="schoolhealth-schools"),
    path("<slug:slug>/schools/posts/", schools.staff, name="schoolhealth-posts"),
    path(
        "<slug:slug>/schools/posts/<int:number>/end/",
        schools.release,
        name="schoolhealth-post-end",
    ),
    path("<slug:slug>/schools/calendar/", schools.calendar, name="schoolhealth-calendar"),
    re_path(
        r"^(?P<slug>[-a-zA-Z0-9_]+)/schools/calendar/(?P<kind>term|off)/(?P<number>[0-9]+)/remove/$",
        schools.remove,
        name="schoolhealth-calendar-remove",
    ),
    path("<slug:slug>/schools/numbers/", schools.numbers, name="schoolhealth-numbers"),
]
