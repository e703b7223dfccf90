"""A brick that can be watched, cancelled, and made to refuse."""

import hashlib
import time

from citybricks import BrickError, Outcome, brick, track


class Counted(Outcome):
    """What was counted."""

    number: int
    """How many."""


@brick(id="slow-count", version="1.0.0", city="Porto", theme="safety", users="Night watches")
def slow_count(steps: int, pause: float = 0.0, seed: int = 0) -> Counted:
    """Stars over a city, one by one.

    Says after each how far it is.

    Parameters
    ----------
    steps
        How many there are.
    pause
        Seconds between two of them; without a pause it computes instead.
    seed
        Makes the run another one.

    Raises
    ------
    BrickError
        When the sky is overcast.
    """
    if seed < 0:
        raise BrickError("seed", "the sky is overcast on night {night}", night=seed)
    for _ in track(range(steps), "counting stars"):
        if pause:
            time.sleep(pause)
        else:
            hashlib.pbkdf2_hmac("sha256", b"", b"", 10_000)
    return Counted(number=steps)
