"""One-day-ahead fill of the public bins of Wyndham, Victoria, beside simple forecasts.

What is told of a day is learnt from days before it: rates anew every four weeks, the latest reading
and whether the sensor repeats itself until the day before. *Own past* is the split by time. *New
bins* is the split by bin: those of a fold have no reading before the test begins, and what is known
of them at first is what the other bins show. The 80 % interval is told in two ways: by the share of
chance (Czado, Gneiting and Held 2009), as half of the readings are the lowest of six values, and
closed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

from benchmarks.figure import Figure
from citybricks.methods.waste.fill import fit, scoring
from citybricks.methods.waste.fill.ahead import Ahead, ahead

DATA = Path(os.environ.get("CITYBRICKS_DATA", Path(__file__).parents[2] / "shared" / "data"))
FILE = DATA / "logistics" / "waste" / "fill_wyndham" / "fill.csv"
ZONE, COUNTRY = "Australia/Melbourne", "AU"
CUT = pd.Timestamp("2020-03-01", tz=ZONE)
REFIT = pd.Timedelta(days=28)
FOLDS = 4
AIM = 2.70
"""Root mean squared error, of fullness 0 to 10."""
OWN, ALL = "per-bin conditional mean", "conditional mean of all bins"


def readings() -> pd.DataFrame:
    """Return the readings: tenths as percent, of two on a day the later in the file."""
    rows = pd.read_csv(FILE, dtype={"Bin ID": str})
    time = pd.to_datetime(rows["timestamp"], format="%d-%m-%Y").dt.tz_localize(ZONE)
    frame = pd.DataFrame(
        {"container": rows["Bin ID"], "time": time, "fill": 10.0 * rows["Fullness"]}
    )
    return frame.drop_duplicates(["container", "time"], keep="last").reset_index(drop=True)


def walked(frame: pd.DataFrame) -> tuple[np.ndarray, Ahead]:
    """Return what is told of each reading since the cut, learnt before its four weeks.

    The bin of each reading comes with it.
    """
    names: list[np.ndarray] = []
    parts: list[Ahead] = []
    begin = CUT
    while begin <= frame["time"].max():
        end = begin + REFIT
        model = fit(frame[frame["time"] < begin], ZONE, COUNTRY)
        since = (begin.tz_localize(None) - pd.Timestamp(0)) / pd.Timedelta(days=1)
        parts.append(ahead(model, frame[frame["time"] < end], since))
        names.append(np.array(model.containers)[parts[-1].container])
        begin = end
    return np.concatenate(names), joined(parts)


def joined(parts: list[Ahead]) -> Ahead:
    """Return several tellings as one."""
    return Ahead(
        np.concatenate([each.container for each in parts]),
        np.concatenate([each.time for each in parts]),
        np.concatenate([each.before for each in parts]),
        np.concatenate([each.read for each in parts]),
        parts[0].values,
        np.concatenate([each.chance for each in parts]),
    )


def folds(frame: pd.DataFrame) -> Iterator[Ahead]:
    """Tell the bins of each fold without their past before the test."""
    bins = np.array(sorted(frame["container"].unique()))
    for at in range(FOLDS):
        new = bins[at::FOLDS]
        hidden = frame["container"].isin(new) & (frame["time"] < CUT)
        silent = pd.DataFrame(
            {"container": new, "time": CUT - pd.Timedelta(days=1), "fill": np.nan}
        )
        names, told = walked(pd.concat([frame[~hidden], silent], ignore_index=True))
        rows = np.isin(names, new)
        yield Ahead(
            told.container[rows],
            told.time[rows],
            told.before[rows],
            told.read[rows],
            told.values,
            told.chance[rows],
        )


@dataclass(frozen=True)
class Peers:
    """Simple forecasts: root mean squared errors by name, in tenths."""

    errors: dict[str, float]
    persistence_crps: float


def peers(frame: pd.DataFrame) -> Peers:
    """Return the errors of simple forecasts that know each bin's past before the cut."""
    rows = frame.sort_values(["container", "time"]).assign(
        fill=frame["fill"] / 10, weekday=frame["time"].dt.day_of_week
    )
    rows["before"] = rows.groupby("container")["fill"].shift()
    rows = rows[rows["before"].notna()]
    train, test = rows[rows["time"] < CUT], rows[rows["time"] >= CUT]
    mean = looked_up(train, test, ["container"])
    told = {
        "persistence": test["before"],
        "mean of the bin": mean,
        "weekday mean of the bin": looked_up(train, test, ["container", "weekday"]),
        OWN: looked_up(train, test, ["container", "before"]),
        ALL: looked_up(train, test, ["before"]),
    }
    errors = {
        name: float(np.sqrt(np.mean((values.fillna(mean) - test["fill"]) ** 2)))
        for name, values in told.items()
    }
    return Peers(errors, float((test["before"] - test["fill"]).abs().mean()))


def looked_up(train: pd.DataFrame, test: pd.DataFrame, by: list[str]) -> pd.Series:
    """Return the mean of what was like each row of the test."""
    means = train.groupby(by)["fill"].mean().rename("told").reset_index()
    return test.merge(means, on=by, how="left")["told"].set_axis(test.index)


def tell(name: str, work: Callable[[], Ahead], simple: Peers, peer: str) -> None:
    """Print the figures of one split."""
    start = process_time()
    found = work()
    taken = process_time() - start
    error, score = scoring.rmse(found) / 10, scoring.crps(found) / 10
    best = simple.errors[peer]
    Figure(
        name=f"{name}: root mean squared error one day ahead, of 10",
        value=error,
        unit="",
        at_most=AIM,
        peer=peer,
        peer_value=best,
        note=f"ratio {error / best:.3f}; {len(found.read)} readings; {taken:.1f} CPU s",
    ).tell()
    Figure(
        name=f"{name}: in the 80 % interval",
        value=100 * scoring.coverage(found),
        unit="%",
        at_least=77,
        at_most=83,
        note=f"closed interval {100 * scoring.closed_coverage(found):.1f} %",
    ).tell()
    Figure(
        name=f"{name}: CRPS",
        value=score,
        unit="",
        at_most=0.9 * simple.persistence_crps,
        peer="persistence",
        peer_value=simple.persistence_crps,
        note=f"ratio {score / simple.persistence_crps:.3f}",
    ).tell()


def main() -> None:
    """Print what is measured."""
    if not FILE.is_file():
        raise SystemExit(f"{FILE} is not here; CITYBRICKS_DATA says where the data folder is")
    frame = readings()
    simple = peers(frame)
    for name, error in simple.errors.items():
        Figure(name=f"{name} (peer)", value=error, unit="").tell()
    tell("own past", lambda: walked(frame)[1], simple, OWN)
    tell("new bins", lambda: joined(list(folds(frame))), simple, ALL)


if __name__ == "__main__":
    main()
