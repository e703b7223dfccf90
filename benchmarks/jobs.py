"""The job queue under load: jobs per second, every outcome once, dismissal.

``python -m benchmarks.jobs [speed|kills|dismissal] [--on sqlite|postgresql]`` prints a line for
each measurement and ends with all of them as one JSON object; by default it measures everything
on both databases.

* speed: jobs that do nothing, by several workers.
* kills: workers and their processes are killed at random while they work, and PostgreSQL is
  restarted now and then; a trigger in the database counts every change of a job that had ended.
* dismissal: how long a dismissed job goes on using the processor.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

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
            os.kill(children[0], 9)
        else:
            victim.kill()
            victim.wait()
            self.processes[at] = self._start()

    def stop(self) -> None:
        """Tell all to stop and wait until they have."""
        for process in self.processes:
            process.terminate()
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


def speed(jobs: int, workers: int, _restart: Restart) -> dict[str, Any]:
    """Count the jobs that warm workers do in a second, from the first start to the last end."""
    from django.db.models import Max, Min

    from citybricks.hub.jobs.models import Job

    team = Workers(workers)
    for seed in range(3 * workers):
        submit("count-up", steps=20, pause=0.05, seed=seed)
    until(lambda: Job.objects.values("worker").distinct().count() == workers and not unfinished())
    for process in team.processes:
        process.send_signal(19)  # they hold still while the jobs are put before them
    known = [submit("count-up", steps=1, seed=1_000 + seed).pk for seed in range(jobs)]
    for process in team.processes:
        process.send_signal(18)
    until(lambda: not unfinished())
    team.stop()
    done = Job.objects.filter(pk__in=known, status="successful", attempt=1)
    seen = done.aggregate(first=Min("started"), last=Max("ended"))
    seconds = (seen["last"] - seen["first"]).total_seconds()
    return {"jobs": done.count(), "workers": workers, "jobs_per_second": round(jobs / seconds, 1)}


def kills(jobs: int, workers: int, restart: Restart) -> dict[str, Any]:
    """Count what became of jobs whose workers were killed at random."""
    from django.conf import settings
    from django.db import connection

    from citybricks.hub.jobs.models import Job

    with connection.cursor() as cursor:
        execute = getattr(cursor, "executescript", cursor.execute)
        execute(_MARKS[connection.vendor])
    chance, started = random.Random(1), time.monotonic()  # noqa: S311 - not for secrets
    killed = restarts = 0
    known = [submit("count-up", steps=4, pause=0.03, seed=seed).pk for seed in range(jobs)]
    team = Workers(workers)
    until(lambda: Job.objects.filter(status="running").exists())
    next_kill = jobs
    while (left := unfinished()) and time.monotonic() - started < PATIENCE:
        if left <= next_kill:
            team.kill_one(chance)
            killed += 1
            restarts += killed % 5 == 0 and restart()
            next_kill = left - chance.randrange(2, 12)
        time.sleep(0.02)
    team.stop()
    ended = Job.history.exclude(status__in=("accepted", "running")).values_list("id", flat=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM changed_after_end")
        changed = cursor.fetchone()[0]
    stored = len(list(Path(settings.STORE).rglob("outcome.json")))
    attempts = Job.objects.values_list("attempt", flat=True)
    return {
        "jobs": jobs,
        "workers": workers,
        "kills": killed,
        "database_restarts": restarts,
        "attempts": sum(attempts),
        "successful": Job.objects.filter(pk__in=known, status="successful").count(),
        "failed": Job.objects.filter(status="failed").count(),
        "ended_once": list(Counter(ended).values()).count(1),
        "changed_after_end": changed,
        "outcomes_stored": stored,
        "seconds": round(time.monotonic() - started, 1),
    }


def dismissal(jobs: int, workers: int, _restart: Restart) -> dict[str, Any]:
    """Measure how long dismissed jobs go on computing, worst of `jobs` each."""
    from citybricks.hub.jobs.domain import queue
    from citybricks.hub.jobs.models import Job

    team, worst = Workers(workers), {}
    kinds = {"spin": {"steps": 10**9}, "hash-deaf": {"rounds": 2 * 10**9}}
    for name, inputs in {**kinds, "sum-deaf": {"terms": 10**12}}.items():
        worst[name] = 0.0
        for more in range(jobs):
            job = submit(name, **{key: value - more for key, value in inputs.items()})
            until(lambda job=job: Job.objects.filter(pk=job.pk, status="running").exists())
            time.sleep(0.5)
            queue.dismiss(job)
            worst[name] = max(worst[name], _computing(team))
    team.stop()
    return {f"{name}_seconds": round(seconds, 2) for name, seconds in worst.items()}


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


MEASURES: dict[str, tuple[Callable[[int, int, Restart], dict[str, Any]], int, int]] = {
    "speed": (speed, 300, 3),
    "kills": (kills, 500, 4),
    "dismissal": (dismissal, 5, 1),
}


def failing(name: str, seen: dict[str, Any]) -> list[str]:
    """Name the figures that are not what they have to be."""
    if "kills" in name:
        once = ("successful", "ended_once", "outcomes_stored")
        wrong = [each for each in once if seen[each] != seen["jobs"]]
        return wrong + ["changed_after_end"] * bool(seen["changed_after_end"])
    if "dismissal" in name:
        return [each for each, value in seen.items() if "_s" in each and value > SLOWEST_STOP]
    return ["jobs_per_second"] if seen["jobs_per_second"] < FASTEST else []


def measure(name: str, database: str, jobs: int, workers: int) -> dict[str, Any]:
    """Measure one thing on a new hub; once in a process."""
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

            seen = MEASURES[name][0](jobs, workers, restart)
            connection.close()
    return {"database": database, **seen}


def measure_apart(name: str, database: str) -> dict[str, Any]:
    """Measure one thing in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.jobs", name, "--on", database]
    ran = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    seen: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return seen


def main() -> None:
    """Measure what was asked for and print it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("name", nargs="?", choices=MEASURES)
    parser.add_argument("--on", choices=_MARKS, help="the database; both by default")
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    if given.name and given.on:
        _, jobs, workers = MEASURES[given.name]
        jobs, workers = given.jobs or jobs, given.workers or workers
        seen = measure(given.name, given.on, jobs, workers)
        print(json.dumps(seen))
        sys.exit(", ".join(failing(given.name, seen)) or 0)
    results = {}
    for name in [given.name] if given.name else MEASURES:
        for database in [given.on] if given.on else _MARKS:
            seen = results[f"jobs.{name}.{database}"] = measure_apart(name, database)
            print(name, *(f"{figure}={value}" for figure, value in seen.items()), flush=True)
    print(json.dumps(results))
    wrong = [f"{key}: {each}" for key, seen in results.items() for each in failing(key, seen)]
    sys.exit("\n".join(wrong) or 0)


if __name__ == "__main__":
    main()
