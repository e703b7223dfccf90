"""Which database a row is in: records of pupils are in their own, all others are not."""

from __future__ import annotations

from citybricks.services.apart import ApartRouter

LABEL, DATABASE = "schoolhealth_pupils", "pupils"


class PupilsRouter(ApartRouter):
    """Sends the models of pupils to their database."""

    label, alias = LABEL, DATABASE
