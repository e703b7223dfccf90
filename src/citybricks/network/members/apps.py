"""The app of members and their people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Members of the network and the people who act for them."""

    name = "citybricks.network.members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Register permissions and the wordings of notices."""
        import citybricks.network.members.domain.telling
        import citybricks.network.members.permissions  # noqa: F401 - registers by import
