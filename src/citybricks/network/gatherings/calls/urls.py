"""Addresses of calls."""

from django.urls import path

from citybricks.network.gatherings.calls.pages import (
    calls,
    organising,
    proposing,
    reviewing,
    speaking,
)

urlpatterns = [
    path("", calls.calls, name="calls"),
    path("new/", calls.new, name="calls-new"),
    path("speakers/<str:token>/", speaking.answer, name="calls-speaker"),
    path("reviews/", reviewing.reviews, name="calls-reviews"),
    path("reviews/<int:number>/", reviewing.review, name="calls-review"),
    path("reviews/<int:number>/interest/", reviewing.conflict, name="calls-conflict"),
    path("proposals/<slug:ulid>/", proposing.proposal, name="calls-proposal"),
    path("proposals/<slug:ulid>/edit/", proposing.edit, name="calls-proposal-edit"),
    path("proposals/<slug:ulid>/move/", proposing.move, name="calls-proposal-move"),
    path("proposals/<slug:ulid>/discard/", proposing.discard, name="calls-proposal-discard"),
    path("proposals/<slug:ulid>/ask/", organising.ask, name="calls-ask"),
    path("<slug:ulid>/", calls.call, name="calls-call"),
    path("<slug:ulid>/edit/", calls.edit, name="calls-edit"),
    path("<slug:ulid>/propose/", proposing.propose, name="calls-propose"),
    path("<slug:ulid>/proposals/", organising.proposals, name="calls-proposals"),
    path("<slug:ulid>/share/", organising.share, name="calls-share"),
    path("<slug:ulid>/decide/", organising.decide, name="calls-decide"),
    path("<slug:ulid>/proposals.<slug:extension>", organising.export, name="calls-export"),
]
