"""Addresses of search."""

from django.urls import path

from citybricks.network.finding import views

urlpatterns = [path("", views.search_page, name="search")]
