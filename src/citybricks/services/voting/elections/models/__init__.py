"""Rows: elections, who runs them, and their trustees."""

from citybricks.services.voting.elections.models.election import Election, new_uuid
from citybricks.services.voting.elections.models.official import Agreement, Official
from citybricks.services.voting.elections.models.trustee import Answer, Trustee

__all__ = ["Agreement", "Answer", "Election", "Official", "Trustee", "new_uuid"]
