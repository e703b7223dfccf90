"""Two lamps, as JSON and as a file."""

from django.core.files.uploadedfile import SimpleUploadedFile

LAMPS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"watts": watts, "kind": kind},
            "geometry": {"type": "Point", "coordinates": [117.2, latitude]},
        }
        for watts, kind, latitude in ((30.0, "LED", 39.1), (70.0, "sodium", 39.2))
    ],
}
READINGS = [{"hour": 20, "load": 1.0}, {"hour": 2, "load": 0.5}]
CSV_LAMPS = "longitude,latitude,watts,kind\n117.2,39.1,30,LED\n117.3,39.2,70,sodium\n"


def upload(text: str, name: str = "lamps.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    """Make a file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode(encoding))
