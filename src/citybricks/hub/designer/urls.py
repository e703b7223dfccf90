"""Addresses of the designer."""

from django.urls import path

from citybricks.hub.designer.pages import design, exchange, listing, trying

urlpatterns = [
    path("", listing.design_list, name="designs"),
    path("new/", design.new_design, name="design-new"),
    path("import/", exchange.import_design, name="design-import"),
    path("<uuid:number>/", design.design_page, name="design"),
    path("<uuid:number>/edit/", design.edit_design, name="design-edit"),
    path("<uuid:number>/copy/", design.copy_design, name="design-copy"),
    path("<uuid:number>/share/", design.share_design, name="design-share"),
    path("<uuid:number>/delete/", design.delete_design, name="design-delete"),
    path("<uuid:number>/run/", trying.run_design, name="design-run"),
    path("<uuid:number>/progress/", trying.design_progress, name="design-progress"),
    path("<uuid:number>/blueprint.json", exchange.design_document, name="design-document"),
    path("<uuid:number>/process.json", exchange.design_process, name="design-process"),
    path("outcomes/<uuid:number>/<path:step>/", trying.step_outcome, name="step-outcome"),
]
