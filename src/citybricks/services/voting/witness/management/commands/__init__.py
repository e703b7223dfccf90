"""Commands of witnesses."""
