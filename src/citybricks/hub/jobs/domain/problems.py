"""What went wrong with a job, in every language at once, for whoever reads it later."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from citybricks.kernel.translation import LANGUAGES

WORKER_LOST = gettext_noop(
    "worker-lost: the worker vanished {attempts} times while running this job. It may need more"
    " memory than there is."
)
TOO_LONG = gettext_noop("The run took longer than the {seconds} seconds a job may take.")
UNEXPECTED = gettext_noop(
    "The brick stopped with an unexpected {kind}. Its authors find the details in the worker's"
    " log under the number of this run."
)


def described(text: str, **values: Any) -> dict[str, list[dict[str, str]]]:
    """Put one of the texts above into every language, in the shape of `Job.problems`.

    Its ``kind`` says that the inputs are not to blame.
    """
    said = {}
    for language in LANGUAGES:
        with translation.override(language.lower()):
            message = gettext(text).format(**values)
            said[language] = [{"input": "", "message": message, "kind": "server"}]
    return said
