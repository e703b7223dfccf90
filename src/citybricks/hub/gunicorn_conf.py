"""What the web server is told besides its command line."""

from gunicorn.http import message

LONGEST_ADDRESS = 60_000
"""Longest request line, in bytes.

Gunicorn allows 8190 or any length; what is longer than that it answers itself, in HTML and before
the API could say which parameter is wrong.
"""

message.MAX_REQUEST_LINE = LONGEST_ADDRESS
limit_request_line = LONGEST_ADDRESS
