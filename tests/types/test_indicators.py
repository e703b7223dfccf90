"""Goals that numbers belong to."""

from citybricks.types.indicators import TARGETS


def test_there_are_169_targets() -> None:
    assert len(TARGETS) == len(set(TARGETS)) == 169
    assert {"1.b", "2.5", "3.d", "8.10", "11.a", "16.10", "16.a", "17.19"} <= set(TARGETS)
