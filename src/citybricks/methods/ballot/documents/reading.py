"""Values of a JSON document with the way to each, read strictly: a refusal names the place."""

from __future__ import annotations

import re
from typing import Any

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.strict_json import StrictJsonError

_LONGEST = 40
"""Characters of a wrong value that a message repeats."""
_NOT_BRACKETS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^]["{}]++', re.DOTALL)
_DIGITS = 700
"""More than any exponent has."""
_CHINESE = {
    "longer than": "文件过长",
    "nested deeper": "嵌套过深",
    "not UTF-8": "不是 UTF-8",
    "not JSON": "不是 JSON",
    "given twice": "有键重复",
    "not an integer": "有数字不是整数",
    "digits": "有数字过长",
    "not in canonical form": "写法不规范",
}
"""Reasons of `strict_json`, by what stands in them in English."""
_HASH = 64
"""Hexadecimal digits of a SHA-256."""
_HEXADECIMAL = frozenset("0123456789abcdef")


class DocumentError(ValueError):
    """A document of another shape than the protocol gives it.

    Parameters
    ----------
    where
        The way to the value, such as ``answers[0].choices[1].alpha``; empty for the whole.
    en, zh
        What is wrong, in English and in simplified Chinese.
    """

    def __init__(self, where: str, en: str, zh: str) -> None:
        self.where, self.en, self.zh = where, en, zh
        super().__init__(f"{where}: {en}" if where else en)


class UnsupportedError(DocumentError):
    """A document of a protocol, a group or a kind of question that is not known here."""


class Node:
    """A value in a document.

    Parameters
    ----------
    value
        As JSON gives it.
    parent, key
        Where it stands.
    """

    __slots__ = ("key", "parent", "value")

    def __init__(self, value: Any, parent: Node | None = None, key: str | int = "") -> None:
        self.value, self.parent, self.key = value, parent, key

    @property
    def where(self) -> str:
        """The way from the whole document to this value."""
        if self.parent is None:
            return str(self.key)
        before = self.parent.where
        if isinstance(self.key, int):
            return f"{before}[{self.key}]"
        return f"{before}.{self.key}" if before else self.key

    def error(self, en: str, zh: str) -> DocumentError:
        """Return a refusal of this value."""
        return DocumentError(self.where, en, zh)

    def fields(self, *names: str) -> dict[str, Node]:
        """Return the fields of an object; names that end in ``?`` may be missing.

        Raises
        ------
        DocumentError
            When it is no object, a field is missing or unknown, or they stand in another order.
        """
        if not isinstance(self.value, dict):
            raise self.error("not an object", "不是对象")
        plain = [name.rstrip("?") for name in names]
        expected = [
            one for one, name in zip(plain, names, strict=True) if one == name or one in self.value
        ]
        if list(self.value) != expected:
            raise self._wrong_fields(plain, expected)
        return {name: Node(self.value[name], self, name) for name in expected}

    def _wrong_fields(self, known: list[str], expected: list[str]) -> DocumentError:
        found = list(self.value)
        for name in found:
            if name not in known:
                said = name[:_LONGEST]
                return self.error(f"unknown field {said!r}", f"未知字段 {said!r}")
        for name in expected:
            if name not in found:
                return self.error(f"field {name!r} is missing", f"缺少字段 {name!r}")
        order = ", ".join(expected)
        return self.error(f"fields are not in the order {order}", f"字段顺序应为 {order}")

    def items(self, count: int | None = None) -> list[Node]:
        """Return the items of a list.

        Raises
        ------
        DocumentError
            When it is no list, or has not `count` items.
        """
        if not isinstance(self.value, list):
            raise self.error("not a list", "不是列表")
        if count is not None and len(self.value) != count:
            given = len(self.value)
            raise self.error(f"{given} items, should be {count}", f"有 {given} 项，应为 {count} 项")
        return [Node(value, self, at) for at, value in enumerate(self.value)]

    def text(self) -> str:
        """Return a string."""
        if not isinstance(self.value, str):
            raise self.error("not a string", "不是字符串")
        return self.value

    def truth(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.error("neither true nor false", "既不是 true 也不是 false")
        return self.value

    def integer(self, least: int = 0) -> int:
        """Return a number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error("not an integer", "不是整数")
        if self.value < least:
            raise self.error(f"{self.value} is less than {least}", f"{self.value} 小于 {least}")
        return self.value

    def hash(self) -> str:
        """Return 64 lower-case hexadecimal digits."""
        text = self.text()
        if len(text) != _HASH or not _HEXADECIMAL.issuperset(text):
            raise self.error("not a SHA-256 in hexadecimal", "不是十六进制的 SHA-256")
        return text

    def octets(self) -> bytes:
        """Return the bytes that an even number of lower-case hexadecimal digits stand for."""
        text = self.text()
        if len(text) % 2 or not _HEXADECIMAL.issuperset(text):
            raise self.error("not in lower-case hexadecimal digits", "不是小写十六进制数字")
        return bytes.fromhex(text)

    def element(self, group: Group) -> Element:
        """Return an element; whether it is a member of the group is not looked at."""
        try:
            return group.read(self.text())
        except ValueError as error:
            if isinstance(error, DocumentError):
                raise
            raise self.error(
                f"not an element of {group.name} in canonical form",
                f"不是 {group.name} 元素的规范写法",
            ) from None

    def exponent(self, group: Group) -> int:
        """Return a number from 0 to the order of the group, as a string of decimal digits."""
        text = self.text()
        plain = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
        if plain and len(text) <= _DIGITS and (number := int(text)) < group.order:
            return number
        name = group.name
        raise self.error(f"not a canonical exponent of {name}", f"不是 {name} 指数的规范写法")


def read(raw: bytes, what: str = "", *, most_bytes: int, depth: int = 8) -> Node:
    """Return the root of a canonical JSON document.

    Parameters
    ----------
    raw
        The bytes.
    what
        How messages call the document.
    most_bytes, depth
        What is refused before it is read.

    Raises
    ------
    DocumentError
        When the bytes are no canonical JSON.
    """
    try:
        if len(raw) <= most_bytes:
            _refuse_deep(raw, depth)
        # the depth is known by now; to count it byte by byte would take longer than all else
        return Node(strict_json.loads(raw, most_bytes=most_bytes, depth=len(raw)), None, what)
    except StrictJsonError as error:
        said = next((zh for en, zh in _CHINESE.items() if en in error.reason), error.reason)
        raise DocumentError(
            what,
            f"not canonical JSON: {error}",
            f"不是规范的 JSON：第 {error.byte} 字节：{said}",
        ) from None


def _refuse_deep(raw: bytes, depth: int) -> None:
    """Refuse what nests too deep before a parser recurses into it."""
    level = 0
    for bracket in _NOT_BRACKETS.sub(b"", raw):
        level += 1 if bracket in b"[{" else -1
        if level > depth:
            raise StrictJsonError(0, f"nested deeper than {depth}")
