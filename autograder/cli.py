"""The command `autograder`. Each command lives in a module of its own under commands/."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.markup import escape

from autograder import __version__
from autograder.commands.check import check
from autograder.commands.cluster import cluster_app
from autograder.commands.common import err, out
from autograder.commands.diff import diff
from autograder.commands.doctor import doctor
from autograder.commands.export import export_app
from autograder.commands.grade import grade
from autograder.commands.hint import hint
from autograder.commands.importing import import_app
from autograder.commands.mark import mark
from autograder.commands.nbgrader import nbgrader
from autograder.commands.new import new
from autograder.commands.pack import pack_app
from autograder.commands.play import play, show
from autograder.commands.quiz import quiz
from autograder.commands.release import release
from autograder.commands.report import report
from autograder.commands.rubric import rubric_app
from autograder.commands.similar import similar
from autograder.commands.site import site
from autograder.commands.stubs import stubs
from autograder.commands.verify import verify
from autograder.commands.watch import watch
from autograder.errors import GraderFault, UserError

app = typer.Typer(
    name="autograder",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        out.print(f"autograder {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Exercises in numeric Python that grade themselves."""


app.command()(new)
app.add_typer(import_app, name="import")
app.command()(grade)
app.command()(verify)
app.command()(stubs)
app.command()(mark)
app.add_typer(nbgrader, name="nbgrader")
app.add_typer(rubric_app, name="rubric")
app.command()(release)
app.command()(check)
app.command()(watch)
app.command()(hint)
app.command()(quiz)
app.command()(play)
app.command()(show)
app.command()(site)
app.command()(report)
app.add_typer(export_app, name="export")
app.add_typer(pack_app, name="pack")
app.command()(diff)
app.command()(similar)
app.command()(doctor)
app.add_typer(cluster_app, name="cluster")


def main() -> None:
    """Runs a command. An error that the user can mend is one message and exit code 2; a fault of the grader is 3."""
    try:
        app()
    except UserError as error:
        err.print(f"[red]error:[/red] {escape(str(error))}")
        sys.exit(2)
    except GraderFault as fault:
        err.print(f"[red]the grader failed:[/red] {escape(str(fault))}")
        sys.exit(3)


if __name__ == "__main__":
    main()
