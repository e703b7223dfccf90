"""Files of talks: what they are is looked at, and they do nothing by themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citybricks.network.content import captions
from citybricks.network.gatherings.proceedings.domain import files
from citybricks.network.gatherings.proceedings.models import Document
from tests.network.gatherings.proceedings.remaining import MP4, VTT, Remaining, pdf

BACK = b"WEBVTT\n\n00:02.000 --> 00:03.000\nx\n\n00:01.000 --> 00:04.000\ny"
JOINED = b"WEBVTT\n\n00:01.000 --> 00:03.000\nx\n00:03.000 --> 00:04.000\ny"


def test_slides_are_kept_and_sent_so_that_no_browser_runs_them(remaining: Remaining) -> None:
    assert remaining.send("slides", pdf()).status_code == 302
    document = Document.objects.get()
    assert (document.type, document.name[-18:]) == ("application/pdf", "slides-zh-Hans.pdf")
    url = remaining.url(f"talks/{remaining.talk.pk}/{document.digest}")
    answer = remaining.scene.client("visitor").get(url)
    assert answer.content == pdf() or answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    part = remaining.scene.client("visitor").get(url, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"%PDF")
    assert part.headers["Content-Range"] == f"bytes 0-3/{document.size}"


@pytest.mark.parametrize(
    ("kind", "content", "said"),
    [
        ("slides", b"GIF89a", "The file is no PDF"),
        ("slides", b"%PDF-1.7 broken", "broken or ends too early"),
        ("slides", pdf(script="app.alert(1)"), "which does something by itself"),
        ("slides", pdf(attachment="MZ"), "EmbeddedFile"),
        ("slides", pdf(password="x"), "locked by a password"),
        ("slides", pdf(launch="a.exe"), "Launch"),
        ("video", b"RIFF....AVI ", "MP4 and WebM are allowed"),
        ("captions", b"1\n00:00:01,000 --> 00:00:02,000\nSRT", "which begins with WEBVTT"),
        ("captions", b"WEBVTT\n\n", "There is nothing in the captions"),
        ("captions", b"WEBVTT\n\n00:02.000 --> 00:01.000\nx", "ends (00:01.000) before it begins"),
        ("captions", BACK, "begins before the one above"),
        ("captions", b"WEBVTT\n\n00:99.000 --> 00:03.000\nx", "Line 3 is “00:99.000"),
        ("captions", b"WEBVTT\n\n00:01.000 --> 00:03.000\n", "no words follow"),
        ("captions", JOINED, "an empty line is missing"),
        ("captions", b"WEBVTT\n\n\xff\xfe", "not in UTF-8 (byte"),
        ("poster", b"x", "poster is not one of the available choices"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_said(
    remaining: Remaining, kind: str, content: bytes, said: str
) -> None:
    answer = remaining.send(kind, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Document.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(files.UnfitFileError, match=r"21\.0 MB; at most 20 MB"):
        files.check_size("slides", 21 * files.MB)


def test_a_video_is_shown_once_it_has_captions(remaining: Remaining) -> None:
    visitor, url = remaining.scene.client("visitor"), remaining.url(f"talks/{remaining.talk.pk}/")
    remaining.send("video", MP4)
    assert "<video" not in visitor.get(url).content.decode()
    remaining.send("captions", VTT.encode())
    page = visitor.get(url).content.decode()
    assert "<video" in page
    assert 'srclang="zh-Hans"' in page


def test_a_file_is_put_in_place_of_the_one_of_its_kind_and_language(remaining: Remaining) -> None:
    for language in ("zh-Hans", "en", "en"):
        remaining.send("captions", VTT.encode(), language=language)
    assert set(Document.objects.values_list("language", flat=True)) == {"zh-Hans", "en"}
    assert Document.history.count() == 3


@given(st.binary(max_size=200))
def test_whatever_is_sent_as_captions_is_taken_or_refused(content: bytes) -> None:
    try:
        text = captions.read(b"WEBVTT\n\n" + content)[0]
    except captions.CaptionsError:
        return
    assert text.startswith("WEBVTT")
    assert "-->" in text


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=8).map(sorted),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_times_that_do_not_run_back_are_taken(starts: list[int], end: str) -> None:
    cues = [f"{_clock(one)} --> {_clock(one + 1)}{end}x{end}" for one in starts]
    text = f"WEBVTT said{end}{end}NOTE no cue{end}{end}" + end.join(cues)
    assert captions.read(text.encode())[0].count("-->") == len(starts)


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"
