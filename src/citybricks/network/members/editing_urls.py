"""Addresses of the pages on which people apply, write for members, and review."""

from django.urls import path

from citybricks.network.members.pages import (
    applying,
    editing,
    history,
    picturing,
    reviewing,
    translating,
)

urlpatterns = [
    path("apply/", applying.apply, name="member-apply"),
    path("apply/cities/", applying.cities, name="member-apply-cities"),
    path("applications/", reviewing.applications, name="member-applications"),
    path("applications/<slug:ulid>/", reviewing.application, name="member-application"),
    path("applications/<slug:ulid>/answer/", reviewing.answer, name="member-answer"),
    path("<slug:slug>/standing/", reviewing.standing, name="member-standing"),
    path("<slug:slug>/edit/", editing.profile, name="member-edit"),
    path("<slug:slug>/edit/picture/", picturing.edit, name="member-picture-edit"),
    path("<slug:slug>/edit/picture/remove/", picturing.remove, name="member-picture-remove"),
    path("<slug:slug>/picture-<slug:digest>.webp", picturing.show, name="member-picture"),
    path(
        "<slug:slug>/small-<slug:digest>.webp",
        picturing.show,
        {"small": True},
        name="member-picture-small",
    ),
    path("<slug:slug>/translate/", translating.languages, name="member-translations"),
    path("<slug:slug>/translate/<slug:language>/", translating.translate, name="member-translate"),
    path("<slug:slug>/history/", history.history, name="member-history"),
]
for part in editing.PARTS:
    start, given = f"<slug:slug>/edit/{part.name}/", {"part": part}
    single = part.name.removesuffix("s")
    urlpatterns += [
        path(start, editing.rows, given, name=f"member-{part.name}"),
        path(f"{start}<int:number>/", editing.row, given, name=f"member-{single}"),
        path(f"{start}<int:number>/remove/", editing.remove, given, name=f"member-{single}-remove"),
    ]
