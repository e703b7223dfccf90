"""JSON of which every value has one way to be written, and bytes that are not it are refused.

Two readers of a board must never see two documents in the same bytes, so nothing is forgiven:
no white space, no repeated key, no number but a plain integer, no escape that is not needed.
"""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any] | list[Any] | str | int | bool | None

MOST_BYTES = 1 << 20
"""Size of a document, unless its reader says otherwise."""
DEPTH = 12
"""How deep lists and objects may be in each other."""
DIGITS = 15
"""Digits of a number that is not a string; the protocol writes long ones as strings."""
_BACKSLASH, _QUOTE = b'\\"'


class StrictJsonError(ValueError):
    """Bytes that are not canonical JSON.

    Parameters
    ----------
    byte
        Where it was seen, counted from 0.
    reason
        What is wrong.
    """

    def __init__(self, byte: int, reason: str) -> None:
        self.byte, self.reason = byte, reason
        super().__init__(f"byte {byte}: {reason}")


def loads(
    raw: bytes, *, most_bytes: int = MOST_BYTES, depth: int = DEPTH, digits: int = DIGITS
) -> Json:
    """Read canonical JSON.

    Parameters
    ----------
    raw
        The bytes.
    most_bytes
        Longest document.
    depth
        Deepest nesting.
    digits
        Longest number that is not a string.

    Raises
    ------
    StrictJsonError
        When the bytes are too long or too deep, are no JSON, hold a float, a long number or a key
        twice, or are written in another way than `dumps` does.
    """
    if len(raw) > most_bytes:
        raise StrictJsonError(most_bytes, f"longer than {most_bytes} bytes")
    _refuse_deep(raw, depth)
    try:
        value: Json = json.loads(
            raw.decode(),
            object_pairs_hook=_object,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=lambda text: _integer(text, digits),
        )
    except UnicodeDecodeError as error:
        raise StrictJsonError(error.start, "not UTF-8") from None
    except json.JSONDecodeError as error:
        byte = len(error.doc[: error.pos].encode())
        raise StrictJsonError(byte, f"not JSON: {error.msg}") from None
    except _RefusedError as refused:
        raise StrictJsonError(0, str(refused)) from None
    try:
        written = dumps(value)
    except UnicodeEncodeError:
        raise StrictJsonError(0, "half of a surrogate pair is no UTF-8") from None
    if written != raw:
        raise StrictJsonError(_difference(written, raw), "not in canonical form")
    return value


def dumps(value: Json) -> bytes:
    """Write a value in its canonical form: compact, keys as they come, UTF-8 without escapes."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


class _RefusedError(ValueError):
    """A value that canonical JSON does not have; where it stands is not known."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RefusedError("a key is given twice")
    return found


def _no_float(text: str) -> float:
    raise _RefusedError(f"{text[:20]} is not an integer")


def _integer(text: str, digits: int) -> int:
    if (length := len(text.removeprefix("-"))) > digits:
        raise _RefusedError(f"a number has {length} digits, at most {digits} are allowed")
    return int(text)


def _refuse_deep(raw: bytes, depth: int) -> None:
    """Refuse what nests too deep before a parser recurses into it; brackets in strings count."""
    if raw.count(b"[") + raw.count(b"{") <= depth:
        return
    level, quoted, skip = 0, False, False
    for byte, code in enumerate(raw):
        if skip:
            skip = False
        elif code == _BACKSLASH:
            skip = quoted
        elif code == _QUOTE:
            quoted = not quoted
        elif not quoted and code in b"[{":
            level += 1
            if level > depth:
                raise StrictJsonError(byte, f"nested deeper than {depth}")
        elif not quoted and code in b"]}":
            level -= 1


def _difference(one: bytes, other: bytes) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
