"""Addresses of signals, in a city's part of pupil health.

The converter of identifiers is registered with the exchange's addresses.
"""

from django.urls import path, re_path

from citybricks.services.schoolhealth.signals.pages import (
    cards,
    dashboard,
    indicators,
    signal,
    worklist,
)

urlpatterns = [
    path("<slug:slug>/dashboard/", dashboard.dashboard, name="schoolhealth-dashboard"),
    path("<slug:slug>/dashboard/curve.csv", dashboard.download, name="schoolhealth-dashboard-csv"),
    path("<slug:slug>/class-cards/<ulid:pk>/", cards.card, name="schoolhealth-class-card"),
    path("<slug:slug>/class-cards/<ulid:pk>/notice/", cards.notice, name="schoolhealth-notice"),
    path(
        "<slug:slug>/class-cards/<ulid:pk>/notice.json",
        cards.notice_json,
        name="schoolhealth-notice-json",
    ),
    path(
        "<slug:slug>/class-cards/<ulid:pk>/notice.pdf",
        cards.notice_pdf,
        name="schoolhealth-notice-pdf",
    ),
    path("<slug:slug>/alarms/", indicators.alarms, name="schoolhealth-alarms"),
    path("<slug:slug>/indicators/", indicators.indicators, name="schoolhealth-indicators"),
    re_path(
        r"^(?P<slug>[-a-zA-Z0-9_]+)/indicators/indicators\.(?P<extension>csv|json)$",
        indicators.download,
        name="schoolhealth-indicators-file",
    ),
    path("<slug:slug>/signals/", worklist.worklist, name="schoolhealth-signals"),
    path("<slug:slug>/signals/look/", worklist.look, name="schoolhealth-look"),
    path("<slug:slug>/signals/<ulid:pk>/", signal.signal, name="schoolhealth-signal"),
    path("<slug:slug>/signals/<ulid:pk>/again/", signal.again, name="schoolhealth-signal-again"),
    path(
        "<slug:slug>/signals/<ulid:pk>/totals.csv", signal.lines, name="schoolhealth-signal-lines"
    ),
    path(
        "<slug:slug>/signals/<ulid:pk>/do/<slug:action>/",
        signal.act,
        name="schoolhealth-signal-act",
    ),
]
