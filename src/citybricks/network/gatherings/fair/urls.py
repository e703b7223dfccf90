"""Addresses of matching fairs."""

from django.urls import include, path

from citybricks.network.gatherings.fair.pages import (
    asking,
    editing,
    importing,
    organising,
    overview,
    plan,
    proposals,
    setup,
)

urlpatterns = [
    path("", overview.overview, name="fair"),
    path("move/", overview.move, name="fair-move"),
    path("meetings/<str:number>/", overview.answer, name="fair-meeting"),
    path("setup/", setup.setup, name="fair-setup"),
    path("times/", asking.profile, name="fair-profile"),
    path("people/", asking.people, name="fair-people"),
    path("people/<str:number>/ask/", asking.ask, name="fair-ask"),
    path("requests/", asking.requests, name="fair-requests"),
    path("requests/matches/", asking.matches, name="fair-matches"),
    path("requests/<str:number>/answer/", asking.answer, name="fair-answer"),
    path("all-requests/", organising.requests, name="fair-all-requests"),
    path("all-requests/import/", importing.take_in, name="fair-import"),
    path("all-requests.csv", organising.requests_csv, name="fair-requests-csv"),
    path("nudge/", organising.nudge, name="fair-nudge"),
    path("plan/", plan.plan, name="fair-plan"),
    path("plan/begin/", plan.begin, name="fair-begin"),
    path("plan/refill/", proposals.refill, name="fair-refill"),
    path("plan/file.<str:kind>", plan.export, name="fair-export"),
    path("plan/edit/", editing.board, name="fair-edit"),
    path("plan/edit/do/", editing.do, name="fair-edit-do"),
    path("plan/edit/<str:number>/slots/", editing.slots, name="fair-slots"),
    path("plan/anew/", proposals.anew, name="fair-anew"),
    path("plan/anew/<str:number>/", proposals.proposal, name="fair-proposal"),
    path("", include("citybricks.network.gatherings.fair.day.urls")),
]
