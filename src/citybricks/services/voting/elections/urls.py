"""Addresses of elections."""

from django.urls import path, register_converter

from citybricks.services.voting.elections.converters import UuidConverter
from citybricks.services.voting.elections.pages import (
    asking,
    desk,
    people,
    results,
    showing,
    tasks,
    writing,
)

register_converter(UuidConverter, "election")

urlpatterns = [
    path("", showing.elections, name="elections"),
    path("new/", writing.new, name="election-new"),
    path("<election:uuid>/", showing.election, name="election"),
    path("<election:uuid>/results/", results.results, name="election-results"),
    path("<election:uuid>/desk/", desk.desk, name="election-desk"),
    path("<election:uuid>/desk/edit/", writing.edit, name="election-edit"),
    path("<election:uuid>/desk/questions/new/", asking.new, name="election-question-new"),
    path("<election:uuid>/desk/questions/<int:number>/", asking.edit, name="election-question"),
    path(
        "<election:uuid>/desk/questions/<int:number>/remove/",
        asking.remove,
        name="election-question-remove",
    ),
    path(
        "<election:uuid>/desk/questions/<int:number>/up/",
        asking.move,
        name="election-question-up",
    ),
    path("<election:uuid>/desk/trustees/", people.trustees, name="election-trustees"),
    path("<election:uuid>/desk/trustees/needed/", people.threshold, name="election-threshold"),
    path(
        "<election:uuid>/desk/trustees/<int:number>/token/",
        people.renew,
        name="election-trustee-token",
    ),
    path(
        "<election:uuid>/desk/trustees/<int:number>/dismiss/",
        people.dismiss,
        name="election-trustee-dismiss",
    ),
    path("<election:uuid>/desk/officials/", people.office, name="election-officials"),
    path(
        "<election:uuid>/desk/officials/<int:number>/release/",
        people.release,
        name="election-official-release",
    ),
    path("<election:uuid>/desk/agree/", desk.agree, name="election-agree"),
    path("<election:uuid>/desk/step/<slug:action>/", desk.step, name="election-step"),
    path("<election:uuid>/desk/history/", desk.history, name="election-history"),
    path(
        "api/elections/<election:uuid>/trustees/<int:number>/task",
        tasks.task,
        name="trustee-task",
    ),
    path(
        "api/elections/<election:uuid>/trustees/<int:number>/answer",
        tasks.answer,
        name="trustee-answer",
    ),
]
