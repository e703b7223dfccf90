"""The job queue under load: jobs per second, every outcome once, dismissal.

``python -m benchmarks.jobs [speed|kills|dismissal] [--on sqlite|postgresql]``; by default
everything, on both databases.

* speed: jobs that do nothing, by several workers.
* kills: workers and their processes are killed at random while they work, and PostgreSQL is
  restarted now and then; a trigger in the database counts every change of a job that had ended.
* dismissal: how long a dismissed job goes on using the processor.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure
from citybricks.hub.lifeline import die_with_parent
from tools import postgres
from tools.processes import cpu_seconds, runners

ROOT = Path(__file__).parents[1]
SITE = ROOT / "tests/hub/jobs/site"
FASTEST = 40
"""Jobs a second that three workers do on SQLite, at least."""
SLOWEST_STOP = 1.0
"""Seconds after which a dismissed job uses the processor no more."""
LEASE = 2.0
PATIENCE = 600.0

Restart = Callable[[], bool]
"""Restarts the database server; says whether there is one."""
_MARKS = {
    "sqlite": """
        CREATE TABLE changed_after_end (job text);
        CREATE TRIGGER changed AFTER UPDATE ON jobs_job
        WHEN OLD.status IN ('successful', 'failed', 'dismissed')
        BEGIN INSERT INTO changed_after_end VALUES (OLD.id); END;
    """,
    "postgresql": """
        CREATE TABLE changed_after_end (job text);
        CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN INSERT INTO changed_after_end VALUES (OLD.id); RETURN NEW; END$$;
        CREATE TRIGGER changed AFTER UPDATE ON jobs_job FOR EACH ROW
        WHEN (OLD.status IN ('successful', 'failed', 'dismissed'))
        EXECUTE FUNCTION note_change();
    """,
}


@contextmanager
def hub(database_url: str) -> Iterator[None]:
    """Set Django up on a hub that is gone afterwards; once in a process."""
    with tempfile.TemporaryDirectory(prefix="citybricks-bench-") as home:
        os.environ |= {
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(SITE)]),
            "CITYBRICKS_HOME": home,
            "CITYBRICKS_DATABASE_URL": database_url,
            "CITYBRICKS_LEASE_SECONDS": str(LEASE),
            "CITYBRICKS_VISITOR_QUOTA": "1000000",
        }
        sys.path.append(str(SITE))
        from citybricks.hub.serve import prepare

        prepare()
        yield


class Workers:
    """Workers in processes of their own."""

    def __init__(self, count: int) -> None:
        self.processes = [self._start() for _ in range(count)]

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "citybricks", "work", "--workers", "1"]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL, preexec_fn=die_with_parent)  # noqa: PLW1509 - no threads

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker and start another, or kill the process in which one runs bricks."""
        at = chance.randrange(len(self.processes))
        victim = self.processes[at]
        children = runners(victim.pid)
        if children and chance.random() < 1 / 3:
            os.kill(children[0], signal.SIGKILL)
        else:
            victim.kill()
            victim.wait()
            self.processes[at] = self._start()

    def send(self, what: signal.Signals) -> None:
        """Send all a signal."""
        for process in self.processes:
            process.send_signal(what)

    def stop(self) -> None:
        """Tell all to stop and wait until they have."""
        self.send(signal.SIGTERM)
        for process in self.processes:
            process.wait()


def submit(name: str, **inputs: Any) -> Any:
    """Accept a run."""
    from citybricks.hub.jobs.domain.acceptance import Request, Requester, accept
    from citybricks.kernel.registry import find

    brick = find(name)
    by = Requester(visitor="benchmark")
    return accept(brick, brick.inputs(**inputs), by=by, request=Request())


def until(seen: Callable[[], Any]) -> None:
    """Wait for something to be true."""
    give_up = time.monotonic() + PATIENCE
    while not seen():
        if time.monotonic() > give_up:
            raise SystemExit("it did not happen")
        time.sleep(0.02)


def unfinished() -> int:
    """Return how many jobs wait or run."""
    from citybricks.hub.jobs.models import UNFINISHED, Job

    return Job.objects.filter(status__in=UNFINISHED).count()


def speed(jobs: int, workers: int, _restart: Restart) -> list[Figure]:
    """Count the jobs that warm workers do in a second, from the first start to the last end."""
    from django.db.models import Max, Min

    from citybricks.hub.jobs.models import Job

    team = Workers(workers)
    for seed in range(3 * workers):
        submit("count-up", steps=20, pause=0.05, seed=seed)
    until(lambda: Job.objects.values("worker").distinct().count() == workers and not unfinished())
    team.send(signal.SIGSTOP)  # they hold still while the jobs are put before them
    known = [submit("count-up", steps=1, seed=1_000 + seed).pk for seed in range(jobs)]
    team.send(signal.SIGCONT)
    until(lambda: not unfinished())
    team.stop()
    done = Job.objects.filter(pk__in=known, status="successful")
    seen = done.aggregate(first=Min("started"), last=Max("ended"))
    rate = done.count() / (seen["last"] - seen["first"]).total_seconds()
    name, once = f"jobs: done by {workers} workers", f"{jobs} jobs that do nothing"
    return [Figure(name=name, value=rate, unit="1/s", at_least=FASTEST, note=once)]


def kills(jobs: int, workers: int, restart: Restart) -> list[Figure]:
    """Count what became of jobs whose workers were killed at random."""
    from django.conf import settings
    from django.db import connection

    from citybricks.hub.jobs.models import Job

    with connection.cursor() as cursor:
        execute = getattr(cursor, "executescript", cursor.execute)
        execute(_MARKS[connection.vendor])
    for seed in range(jobs):
        submit("count-up", steps=4, pause=0.03, seed=seed)
    started = time.monotonic()
    disturbed = _disturb(Workers(workers), jobs, restart)
    seconds = time.monotonic() - started
    ended = Job.history.exclude(status__in=("accepted", "running")).values_list("id", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM changed_after_end")
        changed = cursor.fetchone()[0]
    once = {
        "successful": Job.objects.filter(status="successful").count(),
        "ended once": list(Counter(ended).values()).count(1),
        "outcomes in the store": len(list(Path(settings.STORE).rglob("outcome.json"))),
    }
    attempts = sum(Job.objects.values_list("attempt", flat=True))
    disturbed = f"{workers} workers, {disturbed} in {seconds:.0f} s"
    exact = {"unit": "", "at_least": jobs, "at_most": jobs, "note": disturbed}
    return [
        *(Figure(name=f"jobs: {what}", value=number, **exact) for what, number in once.items()),
        Figure(name="jobs: changed after their end", value=changed, unit="", at_most=0),
        Figure(name="jobs: attempts", value=attempts, unit="", at_least=jobs, note=disturbed),
    ]


def _disturb(team: Workers, jobs: int, restart: Restart) -> str:
    """Kill after every few jobs until none is left, and say what was done."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    until(lambda: unfinished() < jobs)
    killed = restarts = 0
    next_kill, give_up = jobs, time.monotonic() + PATIENCE
    while (left := unfinished()) and time.monotonic() < give_up:
        if left <= next_kill:
            team.kill_one(chance)
            killed += 1
            restarts += killed % 5 == 0 and restart()
            next_kill = left - chance.randrange(2, 12)
        time.sleep(0.02)
    team.stop()
    return f"{killed} kills and {restarts} restarts of the database"


def dismissal(jobs: int, workers: int, _restart: Restart) -> list[Figure]:
    """Measure how long dismissed jobs go on computing, the worst of `jobs`."""
    from citybricks.hub.jobs.domain import queue

    team, figures = Workers(workers), []
    for name, (field, amount, kind) in ENDLESS.items():
        worst = 0.0
        for more in range(jobs):
            job = submit(name, **{field: amount - more})
            until(lambda job=job: job.refresh_from_db() or job.status == "running")
            time.sleep(0.5)
            queue.dismiss(job)
            worst = max(worst, _computing(team))
        said = f"a brick {kind}, worst of {jobs}"
        stopped = {"value": worst, "unit": "s", "at_most": SLOWEST_STOP, "note": said}
        figures.append(Figure(name=f"jobs: {name} computes after dismissal", **stopped))
    team.stop()
    return figures


def _computing(team: Workers) -> float:
    """Return for how long from now on processes that run bricks use the processor."""
    now = time.monotonic()
    watched = {pid: cpu_seconds(pid) for each in team.processes for pid in runners(each.pid)}
    last = now
    while time.monotonic() < now + 2 * SLOWEST_STOP:
        time.sleep(0.02)
        for pid, used in watched.items():
            if cpu_seconds(pid) > used:
                watched[pid], last = cpu_seconds(pid), time.monotonic()
    return last - now


ENDLESS = {
    "spin": ("steps", 10**9, "that tracks"),
    "hash-deaf": ("rounds", 2 * 10**9, "in C code"),
    "sum-deaf": ("terms", 10**12, "in C code that stops every other thread"),
}
MEASURES: dict[str, tuple[Callable[[int, int, Restart], list[Figure]], int, int]] = {
    "speed": (speed, 300, 3),
    "kills": (kills, 500, 4),
    "dismissal": (dismissal, 5, 1),
}


def measure(name: str, database: str, jobs: int | None, workers: int | None) -> None:
    """Measure one thing on a new hub and print it; once in a process."""
    work, usual_jobs, usual_workers = MEASURES[name]
    with postgres.server() if database == "postgresql" else nullcontext() as server:
        if server is not None:
            server.run("createdb", "-h", str(server.folder), "-U", "postgres", "hub")
        with hub(server.url("hub") if server else ""):
            from django.db import connection

            def restart() -> bool:
                connection.close()
                if server is not None:
                    server.stop()
                    server.start()
                return server is not None

            for figure in work(jobs or usual_jobs, workers or usual_workers, restart):
                replace(figure, name=f"{figure.name} ({database})").tell()
            connection.close()


def main() -> None:
    """Measure what was asked for, each thing in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", nargs="?", choices=MEASURES)
    parser.add_argument("--on", choices=_MARKS, help="the database; both by default")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    if given.name and given.on:
        measure(given.name, given.on, given.jobs, given.workers)
        return
    installed = [each for each in _MARKS if each == "sqlite" or postgres.programs()]
    for name in [given.name] if given.name else MEASURES:
        for database in [given.on] if given.on else installed:
            command = [sys.executable, "-m", "benchmarks.jobs", name, "--on", database]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
