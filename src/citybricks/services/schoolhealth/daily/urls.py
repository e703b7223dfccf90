"""Addresses of daily reports.

The converter of identifiers is registered with the exchange's addresses.
"""

from django.urls import path

from citybricks.services.schoolhealth.daily.pages import entry, files, quality

urlpatterns = [
    path("<slug:slug>/entry/", entry.schools, name="schoolhealth-entries"),
    path("<slug:slug>/entry/<str:code>/", entry.school, name="schoolhealth-entry-school"),
    path("<slug:slug>/entry/<str:code>/<str:day>/", entry.entry, name="schoolhealth-entry"),
    path("<slug:slug>/files/", files.files, name="schoolhealth-files"),
    path("<slug:slug>/files/<ulid:pk>/", files.file, name="schoolhealth-file"),
    path("<slug:slug>/files/<ulid:pk>/content", files.content, name="schoolhealth-file-content"),
    path("<slug:slug>/api/reports/<slug:source>", files.send, name="schoolhealth-send"),
    path("<slug:slug>/quality/", quality.quality, name="schoolhealth-quality"),
]
