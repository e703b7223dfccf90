"""Identifiers in addresses."""


class UlidConverter:
    """A ULID: 26 characters of Crockford's base 32."""

    regex = "[0-7][0-9A-HJKMNP-TV-Z]{25}"

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return value
