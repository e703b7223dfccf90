"""Addresses of expos."""

from functools import partial

from django.urls import URLPattern, path

from citybricks.network.gatherings.expo.pages import (
    booth,
    browsing,
    contacts,
    desk,
    files,
    offering,
    people,
    showing,
    tools,
    venue,
    writing,
)

BOOTH = "booths/<ulid:number>/"

urlpatterns: list[URLPattern] = [
    path("", browsing.expo, name="expo"),
    path("booths.json", browsing.listed, name="expo-json"),
    path("booths.csv", browsing.table, name="expo-csv"),
    path("print/", browsing.printed, name="expo-print"),
    path("plan/", venue.plan, name="expo-plan"),
    path("venue/", venue.walk, name="expo-venue"),
    path("venue.json", venue.data, name="expo-venue-json"),
    path("here/", booth.here, name="expo-here"),
    path("mine/", booth.mine, name="expo-mine"),
    path("mine/forget/", booth.forget, name="expo-forget"),
    path("mine/<ulid:contact>/erase/", contacts.erase, name="expo-erase"),
    path("sent/", contacts.sent_request, name="expo-sent"),
    path("new/", writing.new, name="expo-new"),
    # --- for organisers
    path("desk/", desk.desk, name="expo-desk"),
    path("desk/halls/", desk.hall, name="expo-hall-new"),
    path("desk/halls/<slug:code>/", desk.hall, name="expo-hall"),
    path("desk/place/", desk.place, name="expo-place"),
    path("desk/placings/<int:placed>/", desk.decide, name="expo-decide"),
    path("desk/statistics/", desk.totals, name="expo-totals"),
    # --- a booth, for visitors
    path(BOOTH, booth.booth, name="expo-booth"),
    path(f"{BOOTH}favourite/", booth.favourite, name="expo-favourite"),
    path(f"{BOOTH}left/", booth.left, name="expo-left"),
    path(f"{BOOTH}contact/", contacts.contact, name="expo-contact"),
    path(f"{BOOTH}meeting/", contacts.ask_meeting, name="expo-meeting"),
    path(f"{BOOTH}pictures/<slug:digest>.webp", files.picture, name="expo-picture"),
    path(
        f"{BOOTH}small/<slug:digest>.webp",
        partial(files.picture, small=True),
        name="expo-picture-small",
    ),
    path(f"{BOOTH}videos/<slug:digest>", files.video, name="expo-video"),
    path(f"{BOOTH}captions/<int:captions>.vtt", files.captions, name="expo-captions"),
    path(f"{BOOTH}documents/<slug:digest>.pdf", files.document, name="expo-document"),
    path(f"{BOOTH}models/<slug:digest>.glb", files.model, name="expo-model"),
    path(f"{BOOTH}bricks/<int:tool>/", tools.run, name="expo-tool"),
    path(f"{BOOTH}runs/<ulid:trial>/", tools.trial, name="expo-trial"),
    # --- a booth, for its exhibitor
    path(f"{BOOTH}edit/", writing.texts, name="expo-edit"),
    path(f"{BOOTH}edit/pictures/", showing.edit_pictures, name="expo-edit-pictures"),
    path(f"{BOOTH}edit/videos/", showing.edit_videos, name="expo-edit-videos"),
    path(f"{BOOTH}edit/videos/<int:video>/", showing.add_captions, name="expo-add-captions"),
    path(f"{BOOTH}edit/documents/", showing.edit_documents, name="expo-edit-documents"),
    path(f"{BOOTH}edit/model/", showing.edit_model, name="expo-edit-model"),
    path(f"{BOOTH}edit/people/", people.edit, name="expo-edit-people"),
    path(f"{BOOTH}edit/people/<int:attendant>/", people.hours, name="expo-hours"),
    path(f"{BOOTH}edit/offers/", offering.edit, name="expo-edit-offers"),
    path(f"{BOOTH}edit/offers/choose/", offering.choose, name="expo-choose"),
    path(f"{BOOTH}edit/offers/<int:tool>/", offering.bring, name="expo-bring"),
    path(f"{BOOTH}edit/remove/", showing.remove, name="expo-remove"),
    path(f"{BOOTH}edit/preview/", writing.preview, name="expo-preview"),
    path(f"{BOOTH}move/", writing.move, name="expo-move"),
    path(f"{BOOTH}discard/", writing.discard, name="expo-discard"),
    path(f"{BOOTH}put/", desk.put, name="expo-put"),
    path(f"{BOOTH}contacts/", contacts.received, name="expo-contacts"),
    path(f"{BOOTH}contacts/<ulid:contact>/", contacts.answer, name="expo-answer"),
    path(f"{BOOTH}statistics/", desk.of_booth, name="expo-statistics"),
]
