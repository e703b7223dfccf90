"""Addresses of the lab."""

from django.urls import path

from citybricks.hub.lab.pages import brick, front, look, many, run

urlpatterns = [
    path("", front.front, name="front"),
    path("bricks/<slug:name>/", brick.brick_page, name="brick"),
    path("bricks/<slug:name>/try/", brick.try_brick, name="try"),
    path("bricks/<slug:name>/check/", brick.check_field, name="check"),
    path("bricks/<slug:name>/many/", many.many, name="many"),
    path("bricks/<slug:name>/many/cities.csv", many.many_template, name="many-template"),
    path("kept/<str:token>/", brick.kept_file, name="kept"),
    path("runs/", run.run_list, name="runs"),
    path("runs/<uuid:number>/", run.run_page, name="run"),
    path("runs/<uuid:number>/progress/", run.run_progress, name="run-progress"),
    path("runs/<uuid:number>/dismiss/", run.dismiss_run, name="run-dismiss"),
    path("runs/<uuid:number>/delete/", run.delete_run, name="run-delete"),
    path("runs/<uuid:number>/share/", run.share_run, name="run-share"),
    path("runs/<uuid:number>/log.txt", run.run_log, name="run-log"),
    path("runs/<uuid:number>/crate.zip", run.run_crate, name="run-crate"),
    path("runs/<uuid:number>/outcome.json", run.run_document, name="run-document"),
    path("runs/<uuid:number>/page.html", run.run_saved, name="run-saved"),
    path("runs/<uuid:number>/tables/<str:path>.<str:extension>", run.run_table, name="run-table"),
    path("style/", look.style_page, name="style"),
    path("assets/<str:name>", look.vega_script, name="vega"),
]
