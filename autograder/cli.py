"""The command `autograder`. Each command lives in a module of its own under commands/, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from autograder import __version__
from autograder.commands.stopping import hearing_signals, one_sentence
from autograder.errors import FULL, GraderFault, UserError, trouble_with_files
from autograder.text import spell_out

# The command -> its function, or the Typer of a group, and the module in commands/ that has it. In the order of --help.
COMMANDS = {
    "new": ("new", "new"),
    "grade": ("grade", "grade"),
    "verify": ("verify", "verify"),
    "stubs": ("stubs", "stubs"),
    "mark": ("mark", "mark"),
    "release": ("release", "release"),
    "check": ("check", "check"),
    "watch": ("watch", "watch"),
    "hint": ("hint", "hint"),
    "quiz": ("quiz", "quiz"),
    "play": ("play", "play"),
    "show": ("play", "show"),
    "site": ("site", "site"),
    "report": ("report", "report"),
    "diff": ("diff", "diff"),
    "similar": ("similar", "similar"),
    "doctor": ("doctor", "doctor"),
    "import": ("importing", "import_app"),
    "nbgrader": ("nbgrader", "nbgrader"),
    "rubric": ("rubric", "rubric_app"),
    "export": ("export", "export_app"),
    "pack": ("pack", "pack_app"),
    "cluster": ("cluster", "cluster_app"),
}


class _Commands(Mapping[str, Any]):
    """The commands by name. Looking one up imports its module; their names alone import nothing."""

    def __getitem__(self, name: str) -> Any:
        module, attribute = COMMANDS[name]
        try:
            found = getattr(importlib.import_module(f"autograder.commands.{module}"), attribute)
        except ModuleNotFoundError as error:
            return _not_installed(name, error)
        if isinstance(found, typer.Typer):
            made: Any = typer.main.get_group(found)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command()(found)
            made = typer.main.get_command(alone)
        made.name = name
        return made

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _not_installed(name: str, error: ModuleNotFoundError) -> Any:
    """The command where its packages are not, as in a student's folder: it is listed, and says what it needs."""
    package = _package(error)
    alone = typer.Typer(add_completion=False)

    def needs(ctx: typer.Context) -> None:
        raise UserError(_needs(package))

    settings = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
    alone.command(name, help="For instructors; not installed here.", context_settings=settings)(needs)
    return typer.main.get_command(alone)


def _package(error: ModuleNotFoundError) -> str:
    """The package that is missing. Raises the error again where it is a module of our own, which no pip installs."""
    package = (error.name or "").partition(".")[0]
    if package in ("", "autograder", *sys.stdlib_module_names):
        raise error
    return package


def _needs(package: str) -> str:
    from autograder.distribution import distribution_name

    install = f"pip install '{distribution_name()}[instructor]'"
    return f"this command needs {package}, which is not installed: {install}"


class _LazyGroup(TyperGroup):
    """A command line that starts as fast as the one command it was asked for: the others are not imported."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = cast(Any, _Commands())

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was named; where Ctrl-C or a signal stops it, that is one sentence."""
        with one_sentence():
            return super().invoke(ctx)


app = typer.Typer(
    name="autograder",
    cls=_LazyGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Exercises in numeric Python that grade themselves."""


def main() -> None:
    """Runs a command. An error that the user can mend is one message and exit code 2; a fault of the grader is 3.

    One that a signal ends has 128 and the signal's number.
    """
    _open_what_is_closed()
    # Before NumPy is loaded. The wall has one thread as well: the same sums on any machine, and threads that wait for
    # each other cost more than they help where many small systems are solved, in several processes at once.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    spell_out(sys.stdout)
    spell_out(sys.stderr)
    with hearing_signals():
        _run()


def _run() -> None:
    try:
        app()
    except UserError as error:
        _say("error:", error)
        sys.exit(2)
    except ModuleNotFoundError as error:  # what a command imports when it is at work
        _say("error:", _needs(_package(error)))
        sys.exit(2)
    except GraderFault as fault:
        _say("the grader failed:", fault)
        sys.exit(3)
    except OSError as error:
        said = trouble_with_files(error)
        if said is None:
            raise
        _say("error:", said)
        sys.exit(3 if error.errno in FULL else 2)


def _open_what_is_closed() -> None:
    """Puts nothing in the place of an input or output that was closed, as by `2>&-` or by who started this.

    Else the next pipe that is opened gets its number, and a process that is started with it takes it for the output.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)
            if getattr(sys, name) is None:
                setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115


def _say(what: str, error: Exception | str) -> None:
    from rich.markup import escape

    from autograder.commands.common import err

    err.print(f"[red]{what}[/red] {escape(str(error))}")


if __name__ == "__main__":
    main()
