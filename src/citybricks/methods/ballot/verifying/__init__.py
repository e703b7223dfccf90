"""The verifier: what anybody can check of an election, from its archive alone.

Nothing here is shared with what makes ballots, keys, shuffles and decryptions.
"""

from citybricks.methods.ballot.verifying.cache import Cache
from citybricks.methods.ballot.verifying.checks import CHECKS, Check, Refused
from citybricks.methods.ballot.verifying.report import Report, Row
from citybricks.methods.ballot.verifying.setup import Setup
from citybricks.methods.ballot.verifying.verification import verify

__all__ = ["CHECKS", "Cache", "Check", "Refused", "Report", "Row", "Setup", "verify"]
