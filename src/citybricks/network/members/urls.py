"""Addresses of members' pages."""

from django.urls import path

from citybricks.network.members import views

urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/tokens/", views.issue, name="token-issue"),
    path("me/tokens/<int:number>/revoke/", views.revoke, name="token-revoke"),
    path("<slug:slug>/staff/", views.staff, name="staff"),
    path("<slug:slug>/staff/<int:number>/release/", views.release_staff, name="staff-release"),
]
