"""Addresses of guardians and of those who read records; all below a city.

No address names a pupil: children are numbered among those of a guardian, and short codes are on
pages alone, since addresses are logged.
"""

from django.urls import path

from citybricks.services.schoolhealth.pupils.pages import (
    checkin,
    children,
    emergencies,
    files,
    nurse,
    roster,
)

urlpatterns = [
    path("<slug:city>/checkin/", checkin.start, name="pupils-checkin"),
    path("<slug:city>/checkin/<int:number>/", checkin.child, name="pupils-checkin-child"),
    path("<slug:city>/checkin/<int:number>/done/", checkin.done, name="pupils-checkin-done"),
    path("<slug:city>/children/", children.children, name="pupils-children"),
    path("<slug:city>/children/redeem/", children.redeem, name="pupils-redeem"),
    path("<slug:city>/children/<int:number>/", children.child, name="pupils-child"),
    path("<slug:city>/children/<int:number>/consent/", children.consent, name="pupils-consent"),
    path("<slug:city>/children/<int:number>/export/", children.export, name="pupils-export"),
    path("<slug:city>/children/<int:number>/withdraw/", children.withdraw, name="pupils-withdraw"),
    path("<slug:city>/children/<int:number>/erase/", children.erase, name="pupils-erase"),
    path("<slug:city>/nurse/", nurse.desk, name="pupils-nurse"),
    path("<slug:city>/nurse/emergency/", emergencies.emergency, name="pupils-emergency"),
    path("<slug:city>/nurse/reviews/", emergencies.reviews, name="pupils-reviews"),
    path("<slug:city>/nurse/access/", emergencies.access, name="pupils-access"),
    path("<slug:city>/nurse/files/", files.files, name="pupils-files"),
    path("<slug:city>/nurse/files/<str:code>/", files.send, name="pupils-check-ins"),
    path("<slug:city>/nurse/class/<str:pk>/", nurse.morning, name="pupils-nurse-class"),
    path("<slug:city>/nurse/class/<str:pk>/lines/", nurse.lines, name="pupils-lines"),
    path("<slug:city>/nurse/class/<str:pk>/roster/", roster.roster, name="pupils-roster"),
]
