"""autograder cluster: a scheduler, workers, and what each worker can do."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder.commands.common import Json, need_packages, out, print_json
from autograder.errors import UserError
from autograder.text import show_text

if TYPE_CHECKING:
    from autograder.classroom.cluster.place import Place

TlsCa = Annotated[Path | None, typer.Option("--tls-ca-file", help="TLS: the certificate of the cluster's authority.")]
TlsCert = Annotated[Path | None, typer.Option("--tls-cert", help="TLS: this machine's own certificate.")]
TlsKey = Annotated[Path | None, typer.Option("--tls-key", help="TLS: the key of that certificate.")]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="tls://HOST:PORT, or tcp://127.0.0.1:PORT.")]

cluster_app = typer.Typer(no_args_is_help=True, help="Many machines: start a scheduler and workers, look at them.")


def place(address: str, ca: Path | None, cert: Path | None, key: Path | None) -> Place:
    """Where the cluster is. Raises UserError for an address that would be open to others, or without certificates."""
    need_packages("distributed", extra="cluster")
    from autograder.classroom.cluster.place import Place, checked_place, security

    made = checked_place(Place(address, *(str(file or "") for file in (ca, cert, key))))
    security(made)
    return made


@cluster_app.command("doctor")
def doctor_command(
    address: Address,
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
    as_json: Json = False,
) -> None:
    """Say of each worker whether its versions are those here, and how strong its wall is. Exit 0 if all are fit."""
    need_packages("msgspec")
    where = place(address, tls_ca, tls_cert, tls_key)
    from autograder.classroom.cluster.doctor import examine

    found = examine(where)
    if as_json:
        print_json([asdict(one) for one in found])
    else:
        for one in found:
            threads = "1 thread" if one.threads == 1 else f"{one.threads} threads"
            out.print(f"{one.worker} on {show_text(one.host)}, {threads}", markup=False)
            out.print(f"  versions: {show_text(one.differs) or 'as here'}", markup=False)
            out.print(f"  wall: {show_text(one.wall) or 'strict isolation is possible'}", markup=False)
        fit = sum(one.fit for one in found)
        workers = "1 worker" if len(found) == 1 else f"{len(found)} workers"
        out.print(f"{workers}, {fit} fit to grade with strict isolation.", markup=False)
    raise typer.Exit(0 if found and all(one.fit for one in found) else 1)


@cluster_app.command("scheduler")
def scheduler_command(
    host: Annotated[str, typer.Option(help="The address at which this machine listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8786,
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
) -> None:
    """Start a scheduler. Beyond this machine it speaks TLS only."""
    from autograder.classroom.cluster.place import is_loopback

    encrypted = tls_ca is not None or not is_loopback(host)
    shown = f"[{host}]" if ":" in host else host
    where = place(f"{'tls' if encrypted else 'tcp'}://{shown}:{port}", tls_ca, tls_cert, tls_key)
    words = ["--host", host, "--port", str(port), "--protocol", "tls" if encrypted else "tcp"]
    # Without a dashboard Dask still opens a port for HTTP: on this machine alone, wherever that is free.
    words += ["--no-dashboard", "--no-show", "--dashboard-address", "127.0.0.1:0"]
    _become("scheduler", [*words, *_tls(where)])


@cluster_app.command("worker")
def worker_command(
    address: Address,
    processes: Annotated[int | None, typer.Option(min=1, help="Grading processes. Default: one a core.")] = None,
    host: Annotated[str, typer.Option(help="The address at which this machine can be reached by the others.")] = "",
    ports: Annotated[str, typer.Option(help="The ports to listen at, like 9000:9015. Default: any.")] = "",
    tls_ca: TlsCa = None,
    tls_cert: TlsCert = None,
    tls_key: TlsKey = None,
) -> None:
    """Join a cluster with this machine's cores."""
    need_packages("msgspec")
    where = place(address, tls_ca, tls_cert, tls_key)
    own = host or ("" if where.encrypted else "127.0.0.1")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    words = ["--nworkers", str(processes or cores), "--nthreads", "1", "--no-dashboard"]
    words += ["--dashboard-address", "127.0.0.1:0", "--death-timeout", "60"]
    words += ["--protocol", "tls" if where.encrypted else "tcp"]
    words += (["--host", own] if own else []) + (["--worker-port", ports] if ports else [])
    _become("worker", [where.address, *words, *_tls(where)])


def _tls(where: Place) -> list[str]:
    """Dask's own options; what was not given Dask takes from its own configuration."""
    options = {"--tls-ca-file": where.ca, "--tls-cert": where.cert, "--tls-key": where.key}
    return [word for option in options.items() if option[1] for word in option]


def _become(what: str, words: list[str]) -> None:
    """Dask's own command in place of this process, so that it gets the signals that are meant for it."""
    from autograder.classroom.cluster.quiet import as_environment

    program = [sys.executable, "-m", "dask", what, *words]
    try:
        os.execve(sys.executable, program, {**as_environment(), **os.environ})
    except OSError as error:
        raise UserError(f"{sys.executable}: cannot be started ({error.strerror or error}).") from error
