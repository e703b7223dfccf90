"""The app of the job queue."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """One table that is queue, status and audit at once."""

    name = "citybricks.hub.jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        """Register the permissions, and let blueprints be found that were designed here."""
        import citybricks.hub.jobs.permissions  # noqa: F401 - registers by import
        from citybricks.hub.jobs.runs import designs
        from citybricks.kernel import registry

        registry.sources.append(designs)
