"""The app of catalogue, forms and runs."""

from django.apps import AppConfig


class LabConfig(AppConfig):
    """The lab."""

    name = "citybricks.hub.lab"
