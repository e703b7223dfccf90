"""Captions are WebVTT; a mistake is told with its line and what is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content import captions

GOOD = b"""\xef\xbb\xbfWEBVTT - lamps\r
\r
NOTE made by hand\r
\r
first\r
00:00.000 --> 00:02.500 line:0 align:start\r
A lamp is lit.\r
\r
01:00:00.000 --> 01:00:01.000\r
\xe7\x81\xaf\xe4\xba\xae\xe4\xba\x86\xe3\x80\x82\r
"""


def test_captions_are_read_with_their_times() -> None:
    text, cues = captions.read(GOOD)
    assert text.startswith("WEBVTT - lamps\n")
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [
        (0.0, 2.5, "A lamp is lit."),
        (3600.0, 3601.0, "灯亮了。"),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"1\n00:00:01,000 --> 00:00:02,000\nHi", "The first line is “1”"),
        (b"WEBVTT", "There is nothing in the captions"),
        (b"WEBVTT\n\n00:01 --> 00:02\nHi", "Line 3 is “00:01 --> 00:02”"),
        (b"WEBVTT\n\n00:01,000 --> 00:02,000\nHi", "00:01.000 --> 00:04.500 is needed"),
        (b"WEBVTT\n\n00:02.000 --> 00:01.000\nHi", "Line 3: a caption ends (00:01.000) before"),
        (
            b"WEBVTT\n\n00:02.000 --> 00:03.000\nHi\n\n00:01.000 --> 00:02.000\nHo",
            "Line 6: captions are in order",
        ),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000 blink:yes\nHi", "“blink:yes” is no setting"),
        (b"WEBVTT\n\nHi there\nall", "Line 4 is “all”"),
        ("WEBVTT\n\n灯".encode("gb18030"), "The captions are not in UTF-8 (byte 8)"),
        (b"WEBVTT" + bytes(300_000), "kB; at most 256 kB are allowed"),
    ],
)
def test_a_mistake_is_told_with_its_line(content: bytes, said: str) -> None:
    with pytest.raises(captions.CaptionsError, match=r"\S") as refused:
        captions.read(content)
    assert said in str(refused.value)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda it: f"WEBVTT\n\n{it}".encode()))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        _text, cues = captions.read(content)
        assert cues
    except captions.CaptionsError as error:
        assert str(error)  # noqa: PT017 - either is allowed
