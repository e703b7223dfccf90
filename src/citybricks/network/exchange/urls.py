"""Addresses of offers and needs."""

from django.urls import path, register_converter

from citybricks.network.exchange.converters import UlidConverter
from citybricks.network.exchange.pages import desk, importing, interests, listings, matches, writing

register_converter(UlidConverter, "ulid")

urlpatterns = [
    path("", listings.listings, name="listings"),
    path("feed.atom", listings.feed, name="listing-feed"),
    path("offers-and-needs.csv", listings.table, name="listing-table"),
    path("new/", writing.new, name="listing-new"),
    path("import/", importing.take_in, name="listing-import"),
    path("mine/", desk.mine, name="listing-mine"),
    path("checks/", desk.checks, name="listing-checks"),
    path("interests/", interests.interests, name="listing-interests"),
    path("interests/<ulid:ulid>/answer/", interests.answer, name="listing-answer"),
    path("<ulid:ulid>/", listings.listing, name="listing"),
    path("<ulid:ulid>/listing.jsonld", listings.linked, name="listing-linked"),
    path("<ulid:ulid>/edit/", writing.edit, name="listing-edit"),
    path("<ulid:ulid>/translate/", writing.translate, name="listing-translate"),
    path("<ulid:ulid>/move/", writing.move, name="listing-move"),
    path("<ulid:ulid>/discard/", writing.discard, name="listing-discard"),
    path("<ulid:ulid>/interest/", interests.express, name="listing-express"),
    path("<ulid:ulid>/matches/", matches.matches, name="listing-matches"),
    path("<ulid:ulid>/matches/feedback/", matches.say, name="listing-feedback"),
    path("<ulid:ulid>/history/", desk.history, name="listing-history"),
]
