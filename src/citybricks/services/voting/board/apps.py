"""The app of the bulletin board."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardConfig(AppConfig):
    """Public boards of elections."""

    name = "citybricks.services.voting.board"
    label = "voting_board"
    verbose_name = _("Bulletin boards")

    def ready(self) -> None:
        """Register permissions and errands."""
        import citybricks.services.voting.board.errands
        import citybricks.services.voting.board.permissions  # noqa: F401 - registers by import
