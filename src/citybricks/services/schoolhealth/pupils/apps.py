"""The app of pupils' records."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from rules.permissions import add_perm


class PupilsConfig(AppConfig):
    """Check-ins of pupils, under pseudonyms."""

    name = "citybricks.services.schoolhealth.pupils"
    label = "schoolhealth_pupils"
    verbose_name = _("Pupils")

    def ready(self) -> None:
        """Register checks, errands and a page; refuse to start with a database of others.

        Raises
        ------
        ImproperlyConfigured
            When the database of pupils' records is that of other rows.
        """
        import citybricks.services.schoolhealth.pupils.checks
        import citybricks.services.schoolhealth.pupils.errands
        import citybricks.services.schoolhealth.pupils.guards  # noqa: F401 - registers by import
        from citybricks.services.schoolhealth.pupils.domain import apart, scopes
        from citybricks.services.schoolhealth.schools.pages.places import Place, add

        if said := apart.complaint():
            raise ImproperlyConfigured(said)
        add_perm("schoolhealth.see_check_ins", scopes.sees_check_ins)
        add(Place("pupils-nurse", _("Check-ins"), "schoolhealth.see_check_ins", 12))
