"""Addresses of programmes."""

from django.urls import URLPattern, path

from citybricks.network.gatherings.programme.pages import (
    desk,
    exports,
    importing,
    planning,
    printing,
    programme,
    things,
    writing,
)

urlpatterns = [
    path("", programme.grid, name="programme-grid"),
    path("list/", programme.as_list, name="programme-list"),
    path("now/", programme.now, name="programme-now"),
    path("mine/", programme.mine, name="programme-mine"),
    path("star/", things.favourite, name="programme-favourite"),
    path("sessions/<str:ulid>/", things.session, name="programme-session"),
    path("sessions/<str:ulid>/session.ics", exports.session_ics, name="programme-session-ics"),
    path("talks/<str:ulid>/", things.talk, name="programme-talk"),
    path("talks/<str:ulid>/talk.ics", exports.talk_ics, name="programme-talk-ics"),
    path("speakers/", things.speakers, name="programme-speakers"),
    path("speakers/<int:number>/", things.speaker, name="programme-speaker"),
    path("print/", printing.programme, name="programme-print"),
    path("rooms/", printing.rooms, name="programme-rooms"),
    path("schedule.xml", exports.schedule_xml, name="programme-xml"),
    path("schedule.json", exports.schedule_json, name="programme-json"),
    path("feed.json", exports.feed, name="programme-feed"),
    path("programme.jsonld", exports.linked, name="programme-linked"),
    path("programme.ics", exports.programme_ics, name="programme-ics"),
    path("favourites/<str:token>.ics", exports.favourites_ics, name="programme-favourites"),
    path("organise/", desk.desk, name="programme-desk"),
    path("organise/feasible/", desk.feasible, name="programme-feasible"),
    path("organise/move/", desk.move, name="programme-move"),
    path("organise/clashes/", planning.clashes, name="programme-clashes"),
    path("organise/plan/", planning.plan, name="programme-plan"),
    path("organise/plan/<str:ulid>/", planning.decide, name="programme-decide"),
    path("organise/publish/", planning.publish, name="programme-publish"),
    path("organise/import/", importing.take_in, name="programme-import"),
    path("organise/tracks/", writing.tracks, name="programme-tracks"),
    path("organise/blocks/", writing.blocks, name="programme-blocks"),
    path("organise/people/", writing.people, name="programme-people"),
    path("organise/talks/", writing.talks, name="programme-talks"),
]


def _written(kind: str) -> list[URLPattern]:
    """Return the addresses of what organisers write of a kind."""
    given = {"kind": kind}
    number = "str:key" if kind in {"session", "talk"} else "int:key"
    place = f"organise/{kind}"
    return [
        path(f"{place}/new/", writing.new, given, name=f"programme-{kind}-new"),
        path(f"{place}/<{number}>/", writing.edit, given, name=f"programme-{kind}-edit"),
    ]


def _removed(kind: str) -> URLPattern:
    place = f"organise/{kind}/<int:key>/remove/"
    return path(place, writing.remove, {"kind": kind}, name=f"programme-{kind}-remove")


for _kind in writing.KINDS:
    urlpatterns += _written(_kind)
urlpatterns += [_removed(_kind) for _kind in ("track", "block", "speaker")]
