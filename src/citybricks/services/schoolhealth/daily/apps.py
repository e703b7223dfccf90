"""The app of daily reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DailyConfig(AppConfig):
    """What schools report each day."""

    name = "citybricks.services.schoolhealth.daily"
    label = "schoolhealth_daily"
    verbose_name = _("Daily reports of pupil health")

    def ready(self) -> None:
        """Put pages into the menu of a city, and tell people what to do today."""
        from citybricks.services.schoolhealth.daily.domain.asking import tasks
        from citybricks.services.schoolhealth.schools.domain.todo import register
        from citybricks.services.schoolhealth.schools.pages.places import Place, add

        register(tasks)
        add(
            Place("schoolhealth-entries", _("Daily reports"), "schoolhealth.see_city", 10),
            Place("schoolhealth-files", _("Files"), "schoolhealth.send_some_files", 70),
            Place("schoolhealth-quality", _("Quality"), "schoolhealth.see_whole_city", 60),
        )
