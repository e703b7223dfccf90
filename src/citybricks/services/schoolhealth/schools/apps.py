"""The app of a city's schools."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    """Schools of cities that run pupil health."""

    name = "citybricks.services.schoolhealth.schools"
    label = "schoolhealth"
    verbose_name = _("Pupil health")

    def ready(self) -> None:
        """Register permissions, and pages for the menu of a city."""
        import citybricks.services.schoolhealth.schools.permissions  # noqa: F401 - registers by import
        from citybricks.services.schoolhealth.schools.pages.places import Place, add

        add(
            Place("schoolhealth-city", _("Today"), "schoolhealth.see_city", 0),
            Place("schoolhealth-schools", _("Schools"), "schoolhealth.administer", 90),
        )
