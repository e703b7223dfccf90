"""Verify the access logs: ``python -m django verify_access``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from citybricks.services.schoolhealth.pupils.domain import chain


class Command(BaseCommand):
    """Look at every entry of every city's access log."""

    help = "Verify that no entry of the access logs was changed, removed or put in."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Say what each log is, and fail when one is not whole.

        Raises
        ------
        CommandError
            When a log is not whole.
        """
        broken = []
        for city in chain.cities():
            told = chain.verify(city)
            state = "whole" if told.whole else f"broken at entry {told.broken}"
            self.stdout.write(f"{city}: {told.entries} entries, {state}, head {told.head}")
            if not told.whole:
                broken.append(city)
        if broken:
            raise CommandError(f"not whole: {', '.join(broken)}")
