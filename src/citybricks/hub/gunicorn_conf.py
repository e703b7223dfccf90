"""What the web server is told besides its command line."""

from functools import partial

from gunicorn.http import message
from gunicorn.workers.base import Worker

LONGEST_ADDRESS = 60_000
"""Longest request line, in bytes.

Gunicorn allows 8190 or any length; what is longer than that it answers itself, in HTML and before
the API could say which parameter is wrong.
"""


def post_worker_init(_worker: Worker) -> None:
    """Have the process ready for the first search before somebody waits for it."""
    from citybricks.network.finding.warming import warm
    from citybricks.network.members.domain.directory import Search, found

    warm(*(partial(found, Search(), language) for language in ("zh-Hans", "en")))


message.MAX_REQUEST_LINE = LONGEST_ADDRESS
limit_request_line = LONGEST_ADDRESS
