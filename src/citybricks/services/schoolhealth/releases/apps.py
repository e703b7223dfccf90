"""The app of releases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReleasesConfig(AppConfig):
    """Tables that a city releases to everybody."""

    name = "citybricks.services.schoolhealth.releases"
    label = "schoolhealth_releases"
    verbose_name = _("Releases of pupil health")

    def ready(self) -> None:
        """Register permissions, and the page for the menu of a city."""
        import citybricks.services.schoolhealth.releases.permissions  # noqa: F401 - registers by import
        from citybricks.services.schoolhealth.schools.pages import places

        places.add(
            places.Place("schoolhealth-release-desk", _("Releases"), "schoolhealth.release", 60)
        )
