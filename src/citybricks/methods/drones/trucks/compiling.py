"""How the inner loops are compiled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function that makes no arrays.

    It then does not count who else holds the arrays it is given, which would take ten times as
    long as what the short functions of an inner loop do.
    """
    options = {"cache": True, "_nrt": False}
    return cast(F, njit(**options)(function))  # type: ignore[call-overload]
