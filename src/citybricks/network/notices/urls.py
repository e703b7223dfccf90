"""Addresses of notices."""

from django.urls import path

from citybricks.network.notices import views

urlpatterns = [
    path("", views.notice_list, name="notices"),
    path("read/", views.read_all, name="notices-read"),
    path("preferences/", views.preferences, name="notices-preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="notices-unsubscribe"),
    path("<int:number>/", views.open_notice, name="notice"),
]
