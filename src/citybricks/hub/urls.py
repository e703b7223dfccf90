"""Addresses of the hub."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from citybricks.hub.health import health

# the secretariat signs in as everybody does: with lock-out, verified address and second factor
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as allauth documents it

urlpatterns = [
    path("", include("citybricks.hub.lab.urls")),
    path("designs/", include("citybricks.hub.designer.urls")),
    path("ogc/", include("citybricks.hub.ogc.urls")),
    path("account/", include("allauth.urls")),
    path("member/", include("citybricks.network.members.urls")),
    path("members/", include("citybricks.network.members.public_urls")),
    path("exchange/", include("citybricks.network.exchange.urls")),
    path("records/", include("citybricks.network.exchange.records_urls")),
    path("api/", include("citybricks.hub.api.urls")),
    path("search/", include("citybricks.network.finding.urls")),
    path("gatherings/", include("citybricks.network.gatherings.urls")),
    path("notices/", include("citybricks.network.notices.urls")),
    path("voting/", include("citybricks.services.voting.booth.urls")),
    path("voting/witness/", include("citybricks.services.voting.witness.urls")),
    path("voting/", include("citybricks.services.voting.board.urls")),
    path("voting/", include("citybricks.services.voting.roll.urls")),
    path("voting/", include("citybricks.services.voting.registrar.urls")),
    path("voting/", include("citybricks.services.voting.elections.urls")),
    path("schoolhealth/", include("citybricks.services.schoolhealth.releases.urls")),
    path("schoolhealth/", include("citybricks.services.schoolhealth.pupils.urls")),
    path("schoolhealth/", include("citybricks.services.schoolhealth.signals.urls")),
    path("schoolhealth/", include("citybricks.services.schoolhealth.daily.urls")),
    path("schoolhealth/", include("citybricks.services.schoolhealth.schools.urls")),
    path("language/", set_language, name="set_language"),
    path("secretariat/", admin.site.urls),
    path("health", health, name="health"),
]
