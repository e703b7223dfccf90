"""The app of notices."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """What people are told."""

    name = "citybricks.network.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Register the errands of this app; learn people's language when they sign in."""
        import citybricks.network.notices.errands  # noqa: F401 - registers by import
        from citybricks.network.notices.domain.preferences import learn_language

        user_logged_in.connect(learn_language, dispatch_uid="notices.learn_language")
