"""Identifiers in addresses."""

from citybricks.services.voting.elections.models.election import BASE58


class UuidConverter:
    """The name of an election in the protocol: 14 or more characters of Base58."""

    regex = f"[{BASE58}]{{14,32}}"

    def to_python(self, value: str) -> str:
        """Read it."""
        return value

    def to_url(self, value: str) -> str:
        """Write it."""
        return value
