"""Addresses of gatherings."""

from django.urls import path

from citybricks.network.gatherings.hosting.pages import (
    gatherings,
    holding,
    people,
    planning,
    registering,
    rooms,
)

urlpatterns = [
    path("", gatherings.gatherings, name="gatherings"),
    path("new/", holding.new, name="gathering-new"),
    path("<slug:slug>/", gatherings.gathering, name="gathering"),
    path("<slug:slug>/calendar.ics", gatherings.calendar_file, name="gathering-calendar"),
    path("<slug:slug>/edit/", holding.edit, name="gathering-edit"),
    path("<slug:slug>/move/", holding.move, name="gathering-move"),
    path("<slug:slug>/register/", registering.register, name="gathering-register"),
    path("<slug:slug>/cancel/", registering.cancel, name="gathering-cancel"),
    path("<slug:slug>/people/", people.participants, name="gathering-people"),
    path("<slug:slug>/people.csv", people.participants_csv, name="gathering-people-csv"),
    path("<slug:slug>/people/confirm/", people.confirm, name="gathering-confirm"),
    path("<slug:slug>/posts/", people.posts, name="gathering-posts"),
    path("<slug:slug>/posts/<int:number>/release/", people.release, name="gathering-release"),
    path("<slug:slug>/rooms/", rooms.rooms, name="gathering-rooms"),
    path("<slug:slug>/rooms/<slug:code>/remove/", rooms.remove, name="gathering-room-remove"),
    path("<slug:slug>/plannings/<str:ulid>/", planning.progress, name="gathering-planning"),
    path(
        "<slug:slug>/plannings/<str:ulid>/cancel/",
        planning.cancel,
        name="gathering-planning-cancel",
    ),
]
