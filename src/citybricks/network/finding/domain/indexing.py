"""Embed what can be found, a batch at a time."""


def embed_some() -> None:
    """Embed a batch of what has no vectors yet, and owe the next."""
