"""Addresses of the roll."""

from django.urls import path

from citybricks.services.voting.roll import api
from citybricks.services.voting.roll.pages import desk, importing, reconciliation, roll

urlpatterns = [
    path("api/elections/<str:uuid>/codes", api.codes, name="voting-codes"),
    path("api/elections/<str:uuid>/permits", api.permit, name="voting-permits"),
    path("<str:uuid>/roll/", roll.roll, name="voting-roll"),
    path("<str:uuid>/roll/opened.csv", roll.opened, name="voting-roll-opened"),
    path("<str:uuid>/roll/remove/", roll.remove, name="voting-roll-remove"),
    path("<str:uuid>/roll/rejected.csv", roll.rejected_table, name="voting-roll-rejected"),
    path("<str:uuid>/roll/rejected/let-go/", roll.let_go, name="voting-roll-let-go"),
    path("<str:uuid>/roll/import/", importing.send, name="voting-roll-import"),
    path("<str:uuid>/roll/import/<str:token>/", importing.look, name="voting-roll-look"),
    path(
        "<str:uuid>/roll/import/<str:token>/rejected.csv",
        importing.rejected,
        name="voting-roll-look-rejected",
    ),
    path("<str:uuid>/roll/import/<str:token>/take/", importing.take, name="voting-roll-take"),
    path("<str:uuid>/polling/", desk.desk, name="voting-desk"),
    path("<str:uuid>/polling/live/", desk.live, name="voting-desk-live"),
    path("<str:uuid>/polling/journal/", desk.journal, name="voting-journal"),
    path("<str:uuid>/polling/<int:number>/mark/", desk.mark, name="voting-mark"),
    path("<str:uuid>/polling/<int:number>/token/", desk.token, name="voting-token"),
    path("<str:uuid>/reconciliation/", reconciliation.reconciliation, name="voting-reconciliation"),
]
