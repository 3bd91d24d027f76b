"""The zygote: a warm interpreter that forks one worker a session.

It is exec'd, never forked from the grader, so nothing of the grader is in its memory. It talks to the launcher over one
socket: `F` with a descriptor makes a worker, `W` waits for one that has ended.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from autograder.sandbox.imports import lay_in_builtins
from autograder.sandbox.process import pages
from autograder.sandbox.process.control import CONTROL, FORK, FORKED, READY, WAIT, WAITED
from autograder.sandbox.process.laid_out import lay_out_files
from autograder.sandbox.process.rehearsal import rehearse
from autograder.sandbox.process.worker import seed_chance, serve
from autograder.sandbox.ready import end_where_more_is_asked_for
from autograder.sandbox.wall.cage import Cage


def main(lean: bool, also: Sequence[str], layers: Sequence[str], filters: str) -> None:
    """Warms up, drops what it may not keep, then serves the launcher until it hangs up.

    Of `also` it imports what is installed, and all that `from name import *` would: SciPy's parts, for example.
    A `lean` one has what was brought before this was imported, and no more.
    """
    rehearse()
    files: Mapping[str, bytes] = {}
    if lean:
        end_where_more_is_asked_for()
    else:
        with contextlib.suppress(Exception):  # for `from numpy import *`, which asks for parts that NumPy imports late
            __import__("numpy", fromlist=["*"])
        from autograder.sandbox.process.libraries import make_ready  # with it come 30 mappings, which a fork copies

        files = make_ready(also)
    seed_chance()
    lay_in_builtins()
    lay_out_files(files)
    control = socket.socket(fileno=CONTROL)
    gc.collect()
    pages.gather()
    cage = Cage.prepare(layers, [bytes.fromhex(code) for code in _names(filters)])
    gc.freeze()  # what is frozen is not touched by a collection in a child, so its pages stay shared
    gc.disable()
    control.send(READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, FORK.size, 1)
        if not message:
            return
        if message[:1] == b"F":
            _fork(control, cage, files, message, descriptors[0])
        else:
            _wait(control, message)


def _fork(control: socket.socket, cage: Cage, files: Mapping[str, bytes], message: bytes, descriptor: int) -> None:
    _, memory, seconds = FORK.unpack(message)
    try:
        pid = os.fork()
    except OSError as error:
        os.close(descriptor)
        control.send(FORKED.pack(-(error.errno or 1), 0))
        return
    if pid == 0:
        _become_worker(control, cage, files, descriptor, memory, seconds)
    os.close(descriptor)
    handle = os.pidfd_open(pid)
    socket.send_fds(control, [FORKED.pack(0, pid)], [handle])
    os.close(handle)


def _become_worker(
    control: socket.socket, cage: Cage, files: Mapping[str, bytes], descriptor: int, memory: int, seconds: int
) -> NoReturn:
    try:
        # Whatever fails before READY is the grader's fault, and the launcher says so.
        os.dup2(1, 2)  # the pipe for the zygote's start-up errors is closed by now: a print to stderr would fail
        os.dup2(descriptor, CONTROL)  # from here on the object is the socket to the grader: another one would cost
        kept = CONTROL if cage.rules is None else cage.rules
        os.closerange(CONTROL + 1, kept)
        os.closerange(kept + 1, 1024)
        cage.enter(memory, seconds)
        control.send(READY)
        serve(control, files, memory)
    finally:
        os._exit(70)


def _wait(control: socket.socket, message: bytes) -> None:
    _, pid = WAIT.unpack_from(message)
    try:
        _, status, used = os.wait4(pid, 0)
        seconds = used.ru_utime + used.ru_stime
    except ChildProcessError:
        status, seconds = 0, 0.0
    control.send(WAITED.pack(status, seconds))


def start() -> None:
    """The zygote's entry. On its command line: the control descriptor, which kind it is, modules, layers, filters."""
    given, kind, _, also, layers, filters = sys.argv[1:7]
    if int(given) != CONTROL:
        os.dup2(int(given), CONTROL)
        os.close(int(given))
    main(kind == "lean", _names(also), _names(layers), filters)


def _names(joined: str) -> list[str]:
    return [name for name in joined.split(",") if name]
