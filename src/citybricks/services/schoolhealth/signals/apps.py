"""The app of signals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignalsConfig(AppConfig):
    """Signals of outbreaks, and what people do about them."""

    name = "citybricks.services.schoolhealth.signals"
    label = "schoolhealth_signals"
    verbose_name = _("Signals at schools")

    def ready(self) -> None:
        """Register permissions, errands and notices."""
        import citybricks.services.schoolhealth.signals.domain.duties
        import citybricks.services.schoolhealth.signals.domain.telling
        import citybricks.services.schoolhealth.signals.errands
        import citybricks.services.schoolhealth.signals.permissions  # noqa: F401 - registers by import
        from citybricks.services.schoolhealth.schools.pages import places

        places.add(
            places.Place("schoolhealth-signals", _("Signals"), "schoolhealth.see_city", 20),
            places.Place("schoolhealth-dashboard", _("Dashboard"), "schoolhealth.see_city", 21),
            places.Place(
                "schoolhealth-indicators", _("Indicators"), "schoolhealth.see_whole_city", 22
            ),
            places.Place(
                "schoolhealth-alarms", _("Alarm quality"), "schoolhealth.see_whole_city", 23
            ),
        )
