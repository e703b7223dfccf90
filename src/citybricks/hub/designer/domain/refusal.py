"""What an edit is refused with."""


class RefusedError(ValueError):
    """An edit cannot be made; the message says why, in the reader's language."""
