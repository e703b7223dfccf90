"""Rows that are added and read, never changed or deleted."""

from __future__ import annotations

from typing import Any, Never

from django.db import models


class AppendOnlyError(TypeError):
    """A row that is only added would have been changed or deleted."""


class AppendOnlyRows(models.QuerySet[Any]):
    """Rows that are added and read."""

    def update(self, **values: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(
            f"{self.model.__name__} rows stay as they were written: {sorted(values)}"
        )

    def delete(self) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"{self.model.__name__} rows stay")

    def bulk_update(self, *args: Any, **options: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(f"{self.model.__name__} rows stay: {len(args)} {sorted(options)}")


class AppendOnly(models.Model):
    """A row that is written once."""

    objects = AppendOnlyRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write it, once.

        Raises
        ------
        AppendOnlyError
            When it was written before.
        """
        if not self._state.adding:
            raise AppendOnlyError(f"{type(self).__name__} {self.pk} stays as it was written")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError(
            f"{type(self).__name__} {self.pk} stays: {len(args)} {sorted(options)}"
        )
