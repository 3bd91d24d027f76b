"""What each worker of a cluster can do: whether its versions are ours, and how strong a wall it can build."""

from __future__ import annotations

import asyncio
import json
import platform
import sys
from dataclasses import dataclass
from typing import Any

from autograder.classroom.cluster.facts import difference, facts
from autograder.classroom.cluster.place import Place
from autograder.classroom.cluster.session import connected


@dataclass(frozen=True, slots=True)
class Examined:
    """One worker. `differs` is empty where its engine and versions are ours, `wall` where isolation can be strict."""

    worker: str
    host: str
    threads: int
    differs: str
    wall: str

    @property
    def fit(self) -> bool:
        """Whether it can grade with `--isolation strict`."""
        return not (self.differs or self.wall)


def examine(place: Place) -> list[Examined]:
    """Every worker that is there now, by address. Raises UserError where no cluster is."""
    client = connected(place)
    try:
        threads = client.nthreads()
        said = client.run(look, on_error="return") if threads else {}
    finally:
        client.close(timeout=2)
    return [_examined(worker, threads.get(worker, 0), found) for worker, found in sorted(said.items())]


def _examined(worker: str, threads: int, found: Any) -> Examined:
    if isinstance(found, BaseException):  # it does not even know this module
        return Examined(worker, "", threads, f"{type(found).__name__}: {found}", "")
    return Examined(worker, found["host"], threads, difference(facts(), found["facts"]), found["wall"])


async def look() -> dict[str, Any]:
    """What a worker says of itself; Dask calls it there."""
    words = [sys.executable, "-m", "autograder.cli", "doctor", "--json"]
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    process = await asyncio.create_subprocess_exec(*words, **pipes)  # type: ignore[arg-type]  # no text is asked for
    said, problem = await process.communicate()
    return {"host": platform.node(), "facts": facts(), "wall": _missing(said, problem)}


def _missing(said: bytes, problem: bytes) -> str:
    """What the wall lacks there; empty where it can be strict."""
    try:
        found = json.loads(said)
    except ValueError:
        lines = problem.decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "autograder doctor said nothing"
    if found["strict"]:
        return ""
    missing = [f"{layer['name']} ({layer['found']})" for layer in found["layers"] if not layer["works"]]
    return "; ".join(missing) or str(found["worker"])
