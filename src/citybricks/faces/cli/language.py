"""In which language the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citybricks.faces.cli.ending import Refused, speaker
from citybricks.kernel.translation import LANGUAGES

OPTION = "--language"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def of_environment(environment: Mapping[str, str]) -> str:
    """Return the language the environment asks for: Chinese in any Chinese locale, or English."""
    locale = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return "zh-Hans" if locale.lower().startswith("zh") else "en"


def split(tokens: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the language to speak, and the tokens without the option that chose it.

    Raises
    ------
    Refused
        When the option names a language there is none of.
    """
    rest, language = [], of_environment(environment)
    given = iter(tokens)
    for token in given:
        name, equals, value = token.partition("=")
        if name != OPTION:
            rest.append(token)
            continue
        chosen = value if equals else next(given, "")
        if chosen not in LANGUAGES:
            say = speaker(language)
            allowed = ", ".join(LANGUAGES)
            message = say("must be one of {expected}, not {input}", expected=allowed, input=chosen)
            raise Refused(f"{OPTION}: {message}")
        language = chosen
    return language, rest
