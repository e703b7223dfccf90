"""A column that holds a `Text`."""

from __future__ import annotations

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.expressions import Expression

from citybricks.network.content.text import Text


class _AsJSON(DjangoJSONEncoder):
    """Writes a `Text` as the JSON it is kept as."""

    def default(self, o: Any) -> Any:
        return o.model_dump(mode="json") if isinstance(o, Text) else super().default(o)


class TextColumn(models.JSONField):
    """A `Text` as JSON: original and translations in one column, so that reading joins nothing."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", Text)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def from_db_value(
        self, value: str | None, expression: Expression, connection: Any
    ) -> Text | None:
        """Read it."""
        read = super().from_db_value(value, expression, connection)
        return None if read is None else as_text(read)

    def to_python(self, value: Any) -> Text:
        """Read it from what a form or a fixture gives."""
        return as_text(value)

    def get_prep_value(self, value: Any) -> Any:
        """Write it."""
        if isinstance(value, Text | dict | str):
            value = as_text(value).model_dump(mode="json")
        return super().get_prep_value(value)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Check it as the JSON it is kept as."""
        super().validate(as_text(value).model_dump(mode="json"), model_instance)

    def formfield(self, **options: Any) -> Any:
        """Return a field of a form that shows it as JSON."""
        return super().formfield(**{"encoder": _AsJSON, **options})

    def value_to_string(self, obj: models.Model) -> Any:
        """Write it for a fixture."""
        return as_text(self.value_from_object(obj)).model_dump(mode="json")


def as_text(value: Any) -> Text:
    """Return a `Text` from itself, its JSON, or a string, which counts as English.

    Raises
    ------
    pydantic.ValidationError
        When it is none of them.
    """
    if isinstance(value, Text):
        return value
    if isinstance(value, str):
        return Text(text=value)
    return Text.model_validate(value or {})
