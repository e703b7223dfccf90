"""The command `citybricks`: bricks on the command line, and the hub's server and worker."""

import sys
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number

from citybricks.faces.cli.app import main as run_command
from citybricks.faces.cli.ending import Say


def add_hub(app: App, say: Say) -> None:
    """Add the commands that start the hub."""
    port_said = Parameter(help=say("Port to listen on."), validator=Number(gte=0, lte=65_535))
    host_said = Parameter(help=say("Address to listen on."))
    at_once = Parameter(
        name=["--workers", "-n"],
        help=say("Runs done at the same time; 0 leaves them to other workers."),
        validator=Number(gte=0),
    )
    workers_said = Parameter(
        name=["--workers", "-n"],
        help=say("Runs done at the same time."),
        validator=Number(gte=1),
    )

    def serve(
        *,
        host: Annotated[str, host_said] = "127.0.0.1",
        port: Annotated[int, port_said] = 8000,
        workers: Annotated[int, at_once] = 1,
    ) -> None:
        from citybricks.hub.serve import serve as start

        start(host, port, workers)

    def work(*, workers: Annotated[int, workers_said] = 1) -> None:
        from citybricks.hub.serve import work as start

        start(workers)

    def tend() -> None:
        from citybricks.hub.serve import tend as start

        start()

    def reindex() -> None:
        from citybricks.hub.serve import reindex as start

        start()

    only_fresh_said = Parameter(
        negative=(), help=say("Do nothing where somebody is in the network already.")
    )

    def found(*, only_fresh: Annotated[bool, only_fresh_said] = False) -> None:
        from citybricks.hub.serve import found as start

        start(only_fresh=only_fresh)

    def vote_again() -> None:
        from citybricks.hub.serve import vote_again as start

        start()

    look_said = Parameter(
        help=say("E-mail address of who looks at it, as the city's epidemiologist.")
    )

    def school_again(*, look: Annotated[str, look_said] = "") -> None:
        from citybricks.hub.serve import school_again as start

        start(look)

    organiser_said = Parameter(help=say("E-mail address of who is to be organiser of them."))

    def gather_again(*, look: Annotated[str, organiser_said] = "") -> None:
        from citybricks.hub.serve import gather_again as start

        start(look)

    app.command(serve, help=say("Serve the hub on this machine, with a worker."), sort_key=5)
    app.command(work, help=say("Work through the runs that the hub has accepted."), sort_key=6)
    app.command(tend, help=say("Do what the hub owes: mails, reminders, search."), sort_key=7)
    app.command(reindex, help=say("Have everything on the hub read anew for search."), sort_key=8)
    app.command(
        found, help=say("Fill the hub with the founding network, from documents."), sort_key=9
    )
    app.command(
        vote_again,
        help=say("Hold votes of Tsukuba again, so that everybody can verify them."),
        sort_key=10,
    )
    app.command(
        school_again,
        help=say("Replay the measles of Hagelloch of 1861 through pupil health."),
        sort_key=11,
    )
    app.command(
        gather_again,
        help=say("Hold a forum, a matching fair and an expo again, as a demonstration."),
        sort_key=12,
    )


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run_command(sys.argv[1:], add_hub))


if __name__ == "__main__":
    main()
