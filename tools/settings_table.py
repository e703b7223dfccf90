"""Write `docs/settings.md` from the settings in `citybricks.hub.environment`."""

from pathlib import Path

from pydantic_core import PydanticUndefined, to_json

from citybricks.hub.environment import Environment

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
_HEAD = """\
# Settings

Everything that can be set, one environment variable each. The defaults serve the embedded hub on
one machine; [deployment](deployment.md) says which ones a city sets.

| variable | default | meaning |
|---|---|---|
"""


def page() -> str:
    """Return the page as it should be."""
    prefix = Environment.model_config["env_prefix"]
    rows = []
    for name, field in Environment.model_fields.items():
        default = "`~/.citybricks`"
        if field.default is not PydanticUndefined:
            default = "" if field.default == "" else f"`{_written(field.default)}`"
        rows.append(f"| `{prefix}{name.upper()}` | {default} | {field.description} |\n")
    return _HEAD + "".join(rows)


def _written(value: object) -> str:
    """Write a value as the variable has it."""
    return value if isinstance(value, str) else to_json(value).decode()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
