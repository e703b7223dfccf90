"""Whatever is read, something sensible is told."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from citybricks.methods.waste.fill import fit
from citybricks.methods.waste.fill.ahead import ahead

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
FILLS = st.one_of(st.none(), st.integers(0, 100), st.floats(0, 100))
ROWS = st.fixed_dictionaries(
    {
        "container": st.sampled_from(["A", "B", "C"]),
        "time": st.integers(0, 24 * 200).map(
            lambda hours: pd.Timestamp(NOW) - pd.Timedelta(hours=hours)
        ),
        "fill": FILLS,
        "deposits": st.one_of(st.none(), st.integers(0, 500)),
        "emptied": st.booleans(),
        "overflowed": st.one_of(st.none(), st.booleans()),
        "faulty": st.booleans(),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=40))
def test_any_readings_give_chances_and_fills_in_order(rows: list[dict[str, Any]]) -> None:
    frame = pd.DataFrame(rows)
    model = fit(frame, "UTC", "")
    look = model.forecast(NOW, 7)
    assert np.isfinite(model.rate).all()
    assert (model.rate > 0).all()
    assert ((look.overflow >= 0) & (look.overflow <= 1)).all()
    for grows in (look.overflow, look.mean, look.demand, look.quantiles):
        assert (np.diff(grows, axis=1) >= 0).all()
    assert (np.diff(look.quantiles, axis=2) >= -1e-9).all()
    assert ((look.quantiles >= 0) & (look.quantiles <= 100)).all()
    assert ((look.mean >= 0) & (look.mean <= 100)).all()
    assert np.isfinite(look.demand).all()
    told = ahead(model, frame)
    assert ((told.chance >= -1e-9) & (told.chance <= 1 + 1e-9)).all()


@settings(max_examples=10, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_means_nothing(rows: list[dict[str, Any]], random: Any) -> None:
    frame = pd.DataFrame(rows).drop_duplicates(["container", "time"])
    mixed = frame.sample(frac=1, random_state=random.randrange(1000))
    one, other = (fit(each, "UTC", "").forecast(NOW) for each in (frame, mixed))
    np.testing.assert_array_equal(one.overflow, other.overflow)
