"""The app of a city's schools."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolsConfig(AppConfig):
    """Schools of cities that run pupil health."""

    name = "citybricks.services.schoolhealth.schools"
    label = "schoolhealth"
    verbose_name = _("Pupil health")

    def ready(self) -> None:
        """Register permissions."""
        import citybricks.services.schoolhealth.schools.permissions  # noqa: F401 - registers by import
