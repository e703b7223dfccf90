"""The app of daily reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DailyConfig(AppConfig):
    """What schools report each day."""

    name = "citybricks.services.schoolhealth.daily"
    label = "schoolhealth_daily"
    verbose_name = _("Daily reports of pupil health")
