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
    path("proposals/<str:ulid>/", proposing.proposal, name="calls-proposal"),
    path("proposals/<str:ulid>/edit/", proposing.edit, name="calls-proposal-edit"),
    path("proposals/<str:ulid>/move/", proposing.move, name="calls-proposal-move"),
    path("proposals/<str:ulid>/discard/", proposing.discard, name="calls-proposal-discard"),
    path("proposals/<str:ulid>/ask/", organising.ask, name="calls-ask"),
    path("<str:ulid>/", calls.call, name="calls-call"),
    path("<str:ulid>/edit/", calls.edit, name="calls-edit"),
    path("<str:ulid>/propose/", proposing.propose, name="calls-propose"),
    path("<str:ulid>/proposals/", organising.proposals, name="calls-proposals"),
    path("<str:ulid>/share/", organising.share, name="calls-share"),
    path("<str:ulid>/decide/", organising.decide, name="calls-decide"),
    path("<str:ulid>/proposals.<str:extension>", organising.export, name="calls-export"),
]
