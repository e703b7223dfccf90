"""Names of syndromes, and diagnoses of a city's law table."""

from __future__ import annotations

from collections.abc import Mapping

from citybricks.methods.exclusion import laws
from citybricks.methods.exclusion.law import Law, UnknownDiseaseError
from citybricks.methods.exclusion.vocabulary import syndromes

_LANGUAGES = {"zh": "zh-Hans", "ja": "ja"}


def named(names: Mapping[str, str], language: str) -> str:
    """Return a name in the language of a page, in English where it is given in no other."""
    return names[_LANGUAGES.get(language[:2], "en")]


def syndrome_names(language: str) -> dict[str, str]:
    """Return the names of syndromes by code."""
    return {code: named(names, language) for code, names in syndromes().items()}


def law_of(country: str) -> Law | None:
    """Return the law table of a city, or None when there is none of its country."""
    try:
        return laws.load(country)
    except laws.UnknownCountryError:
        return None


def codes(country: str) -> frozenset[str] | None:
    """Return the diagnoses that a city's law table knows; None: there is no table."""
    law = law_of(country)
    return None if law is None else frozenset(law.diseases)


def found(country: str, code: str) -> str:
    """Return the code of a diagnosis from its code or from ICD-10; what is unknown stays."""
    law = law_of(country)
    if not code or law is None:
        return code
    try:
        return law.find(code)
    except UnknownDiseaseError:
        return code


def diagnosis_names(country: str, language: str) -> dict[str, str]:
    """Return the names of diagnoses by code."""
    law = law_of(country)
    if law is None:
        return {}
    return {code: named(row.names, language) for code, row in law.diseases.items()}
