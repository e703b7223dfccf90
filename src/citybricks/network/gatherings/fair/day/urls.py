"""Addresses of the day itself, of agendas and of outcomes; within those of a fair."""

from django.urls import path

from citybricks.network.gatherings.fair.pages import agenda, cards, day, outcomes

urlpatterns = [
    path("day/", day.day, name="fair-day"),
    path("day/people/<str:number>/", day.check_in, name="fair-check-in"),
    path("day/seats/<int:number>/", day.turn_out, name="fair-turn-out"),
    path("day/meetings/<str:number>/give-up/", day.give_up, name="fair-give-up"),
    path("day/swap/", day.swap, name="fair-swap"),
    path("day/cards/", cards.cards, name="fair-cards"),
    path("agenda/", agenda.agenda, name="fair-agenda"),
    path("agenda/paper/", agenda.paper, name="fair-agenda-paper"),
    path("agenda/meetings.ics", agenda.file, name="fair-agenda-file"),
    path("agenda/meetings/<str:number>.ics", agenda.meeting_file, name="fair-meeting-file"),
    path("agenda/address/new/", agenda.renew, name="fair-feed-renew"),
    path("agenda/feed/<str:token>.ics", agenda.feed, name="fair-feed"),
    path("agendas.csv", agenda.table, name="fair-agendas-csv"),
    path("agendas/<str:number>/", agenda.of, name="fair-agenda-of"),
    path("meetings/<str:number>/outcome/", outcomes.outcome, name="fair-outcome"),
    path("outcomes/", outcomes.listed, name="fair-outcomes"),
    path("outcomes.<str:kind>", outcomes.file, name="fair-outcomes-file"),
]
