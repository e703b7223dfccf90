"""Addresses of the hub."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from citybricks.hub.health import health

urlpatterns = [
    path("", include("citybricks.hub.lab.urls")),
    path("ogc/", include("citybricks.hub.ogc.urls")),
    path("account/", include("allauth.urls")),
    path("member/", include("citybricks.network.members.urls")),
    path("language/", set_language, name="set_language"),
    path("secretariat/", admin.site.urls),
    path("health", health, name="health"),
]
