"""A file knows what it is by its name or by what its sender says."""

import base64

import pytest

from citybricks.types import files
from citybricks.types.files import File


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("stops.csv", files.CSV),
        ("STOPS.CSV", files.CSV),
        ("stops.tsv", files.CSV),
        ("/tmp/a.b/stops.geojson", files.GEOJSON),  # noqa: S108 - only a name
        ("stops.json", files.JSON),
        ("stops.geoparquet", files.PARQUET),
        ("tianjin.epw", files.EPW),
        ("stops.ods", ".ods"),
        ("stops", "unknown"),
        ("", "unknown"),
    ],
)
def test_an_extension_stands_for_a_media_type(name: str, media: str) -> None:
    assert File.named(name, b"").media_type == media


def test_a_file_forgets_the_folder_it_came_from() -> None:
    assert File.named("/home/officer/stops.csv", b"").name == "stops.csv"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("text/csv; charset=utf-8", files.CSV),
        (" Text/CSV ", files.CSV),
        ("application/x-parquet", files.PARQUET),
        ("application/vnd.apache.parquet", files.PARQUET),
        ("", ""),
    ],
)
def test_a_media_type_is_read_without_its_parameters(said: str, meant: str) -> None:
    assert files.media_type(said) == meant


def test_content_in_base64_is_decoded_and_text_is_taken_as_it_is() -> None:
    encoded = base64.b64encode(b"PAR1").decode()
    assert File.decoded(encoded, files.PARQUET, "base64").content == b"PAR1"
    assert File.decoded("站名", files.CSV, None).content == "站名".encode()


@pytest.mark.parametrize("text", ["not base64!", "PAR", "长椅"])
def test_text_that_is_not_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64"):
        File.decoded(text, files.PARQUET, "base64")


def test_a_file_picker_offers_every_extension_of_the_media_types() -> None:
    assert files.extensions((files.PARQUET, files.CSV)) == (
        ".csv",
        ".tsv",
        ".parquet",
        ".geoparquet",
    )
