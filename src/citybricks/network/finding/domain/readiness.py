"""Whether this process still reads models, dictionaries and the pool, so that nobody waits."""

from __future__ import annotations

from threading import Event

_getting_ready = Event()


def begin() -> None:
    """Note that they are being read: until then, words as they are written have to do."""
    _getting_ready.set()


def end() -> None:
    """Note that they are there, or that whoever needs them has to wait."""
    _getting_ready.clear()


def is_getting_ready() -> bool:
    """Whether meanings cannot be compared yet without waiting."""
    return _getting_ready.is_set()
