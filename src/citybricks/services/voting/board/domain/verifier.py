"""The verifier as one file that Python runs: what voters take home with the archive.

Equal code gives equal bytes on every hub, so that its digest can be compared with another city's.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import citybricks
from citybricks.methods.ballot.digests import sha256_hex

NAME = "citybricks-verify.pyz"
_START = b"#!/usr/bin/env python3\n"
_MAIN = (
    "import sys\n\n"
    "from citybricks.methods.ballot.verifying.command import main\n\n"
    'if __name__ == "__main__":\n'
    "    sys.exit(main())\n"
)
_PARTS = (
    "__init__.py",
    "methods/__init__.py",
    "methods/ballot/*.py",
    "methods/ballot/documents/*.py",
    "methods/ballot/groups/*.py",
    "methods/ballot/verifying/*.py",
)
"""Modules of `citybricks` that it is made of; they need gmpy2 and PyNaCl."""
_READABLE = 0o644 << 16


@cache
def program() -> bytes:
    """Return the file, which starts with ``python3 citybricks-verify.pyz``."""
    buffer = io.BytesIO(_START)
    buffer.seek(0, io.SEEK_END)
    with ZipFile(buffer, "a", ZIP_DEFLATED) as archive:
        for name, content in sorted(_files()):
            entry = ZipInfo(name)  # of 1980, whenever it is made
            entry.external_attr = _READABLE
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


@cache
def digest() -> str:
    """Return the SHA-256 of the file in hexadecimal digits."""
    return sha256_hex(program())


def _files() -> Iterator[tuple[str, str]]:
    yield "__main__.py", _MAIN
    package = Path(citybricks.__file__).parent
    for pattern in _PARTS:
        for path in package.glob(pattern):
            yield f"citybricks/{path.relative_to(package).as_posix()}", path.read_text()
