"""The worker: holds one student's modules and answers calls, in a process that can do nothing else.

Whatever the student's code does to this process, all that the grader takes from it is a frame of data.
"""

from __future__ import annotations

import os
import random
import socket
import sys
import types
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from autograder.sandbox.bounds import MAX_HEADER
from autograder.sandbox.datafiles import DataFiles
from autograder.sandbox.described import describe
from autograder.sandbox.figures import put_away
from autograder.sandbox.handles import Handle, Lent, Shelf
from autograder.sandbox.imports import student_builtins
from autograder.sandbox.lending import stand_in
from autograder.sandbox.loading import INSTEAD, line_in, nearest_builtin, told, why_not_run
from autograder.sandbox.names import names_of
from autograder.sandbox.operations import AS_DATA, classes_called, find
from autograder.sandbox.outcomes import Raised, Returned
from autograder.sandbox.process.laid_out import shown_files
from autograder.sandbox.process.leftovers import cleared
from autograder.sandbox.process.packing import BadFrame, pack
from autograder.sandbox.process.texts import MAX_TEXT, clean
from autograder.sandbox.process.wire import (
    ANSWER,
    CALLBACK,
    COMPUTES,
    FORGET,
    LOAD,
    LOADED,
    MAX_TOGETHER,
    NO_SUCH_FUNCTION,
    NOT_DATA,
    NOT_PURE,
    PREFIX,
    RAISED,
    RETURNED,
    Reply,
    Request,
    TooLarge,
    frame,
    read_request,
)
from autograder.sandbox.pure import is_pure, keeps_nothing
from autograder.sandbox.ready import NOT_READY
from autograder.sandbox.reckoning import UNDER
from autograder.sandbox.restore import restored
from autograder.sandbox.values import NotPlain, Plain, reduced

MAX_WHAT = 100
MAX_SOURCE = 256 * 1024
MAX_LINE = 1 << 20
"""An error can claim to be in any line."""


def seed_chance() -> None:
    """Gives `random` and `numpy.random` one state for everyone: the same submission draws the same numbers again.

    What asks the system for chance itself, as `numpy.random.default_rng()` does, still gets it.
    """
    random.seed(0)
    np.random.seed(0)


def serve(connection: socket.socket, files: Mapping[str, bytes] | None = None, memory: int = 0) -> NoReturn:
    """Answers requests until the grader hangs up. Never returns into the code that forked it.

    `files` are those that libraries open, by their paths; `memory` are the bytes that programs may take, where that is
    limited.
    """
    line = Line(connection)
    worker = Worker(line, files, memory)
    try:
        while True:
            request = line.receive()
            if request is None:
                os._exit(0)
            line.send(worker.answer(request))
    finally:
        os._exit(1)


class Line:
    """The worker's end of the socket. What answers a question that others follow waits, and is sent with theirs."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._rest = b""
        self._waiting: list[bytes] = []
        self._size = 0

    def receive(self) -> Request | None:
        """The next question; None where the grader has hung up."""
        connection = self._connection
        data = self._rest or connection.recv(65536)
        if not data:
            return None
        while len(data) < PREFIX.size:
            data += connection.recv(65536)
        header, payload = PREFIX.unpack_from(data)
        whole = PREFIX.size + header + payload
        if len(data) < whole:
            parts = bytearray(data)
            while len(parts) < whole:
                parts += connection.recv(min(1 << 20, whole - len(parts)))
            data = bytes(parts)
        self._rest = data[whole:]
        start = PREFIX.size + header
        return read_request(data[PREFIX.size : start], memoryview(data)[start:whole])

    def send(self, answer: bytes) -> None:
        """Sends an answer, or keeps it while there are questions."""
        if not self._rest and not self._waiting:
            self._connection.sendall(answer)
            return
        self._waiting.append(answer)
        self._size += len(answer)
        if not self._rest or self._size > MAX_TOGETHER:
            self._connection.sendall(b"".join(self._waiting))
            self._waiting, self._size = [], 0


class Worker:
    """The loaded modules, what each may import, and the objects that a check asks about.

    Functions of the check's are asked over the `line`.
    """

    def __init__(self, line: Line | None = None, libraries: Mapping[str, bytes] | None = None, memory: int = 0) -> None:
        self._line = line
        self._memory = memory
        self._libraries = libraries or {}
        self._shelf = Shelf()
        self._check = 0
        self._open: list[int] = []
        self._modules: dict[str, types.ModuleType] = {}
        self._files: dict[str, str] = {}
        self._shown: DataFiles | None = None
        self._turn = ""

    def answer(self, request: Request) -> bytes:
        """The frame that answers a request. Exceptions of the student's code are part of the answer."""
        buffers: list[bytes] = []
        try:
            reply = self._do(request, buffers)
        except BaseException as error:
            reply, buffers = _raised(request, error, self._files.get(request.module, request.name)), []
        try:
            return frame(reply, buffers)
        except TooLarge as error:
            return frame(Reply(request.id, NOT_DATA, texts=[str(error)]), [])
        except BadFrame as error:
            return frame(Reply(request.id, NOT_DATA, texts=[f"something that cannot be sent: {error}"[:MAX_TEXT]]), [])

    def _do(self, request: Request, buffers: list[bytes]) -> Reply:
        if request.kind == LOAD:
            loaded = self._load(request)
            put_away()
            return loaded
        if request.kind == FORGET:
            self._check += 1
            self._shelf.clear()
            return Reply(request.id, RETURNED)
        self._turn_to(request.module)
        self._open.append(request.id)
        try:
            return self._call(request, buffers)
        finally:
            self._open.pop()
            put_away()

    def _load(self, request: Request) -> Reply:
        """Runs a file. `args` is its text, `name` its file name, `kwargs` the bytes of the files that it can read."""
        source, filename = request.args, request.name
        self._turn_to(request.module)
        self._files[request.module] = filename
        if len(source) > MAX_SOURCE:
            raise ValueError("the file is too long")
        code = compile(source, filename, "exec", dont_inherit=True)
        pure = request.ahead and is_pure(code)
        if request.ahead and not pure:
            if request.after:
                return Reply(request.id, NOT_PURE)
            self._say(Reply(request.id, NOT_PURE))
        if self._shown is None or not request.after:  # of several programs none has files
            self._shown = shown_files(request.kwargs or {}, self._libraries)
        module = types.ModuleType(f"submission.{request.module}")
        module.__file__ = filename
        module.__dict__["__builtins__"] = student_builtins(
            source, filename, request.allowed, open=self._shown.open, **INSTEAD
        )
        sys.argv = [filename]  # as at home: the words that started this process are none of the file's
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        np.seterr(**UNDER)
        exec(code, module.__dict__)
        self._modules[request.module] = module
        return Reply(request.id, COMPUTES if pure and keeps_nothing(module.__dict__) else LOADED)

    def _turn_to(self, module: str) -> None:
        """Clears up after another program that had its turn; ends where something of it stays."""
        if self._turn not in (module, "") and not cleared(self._memory):
            os._exit(NOT_READY)
        self._turn = module

    def _say(self, reply: Reply) -> None:
        if self._line is not None:
            self._line.send(frame(reply, []))

    def _call(self, request: Request, buffers: list[bytes]) -> Reply:
        module = self._modules.get(request.module)
        function = find(module, request.name)
        if function is None:
            return Reply(request.id, NO_SUCH_FUNCTION, texts=[request.name])
        self._shelf.note(classes_called(module, request.name))
        args, kwargs = request.args, request.kwargs or {}
        if request.special:
            args, kwargs = restored(args, self._find), restored(kwargs, self._find)
        np.seterr(**UNDER)
        value = function(*args, **kwargs)
        keep, stays = (None, None) if request.name in AS_DATA else (self._keep, self._shelf.stays)
        try:
            packed = pack(reduced(value, keep, stays)[0], buffers)
            kept = pack(reduced(args, self._keep, self._shelf.stays)[0], buffers) if request.want_arguments else None
        except NotPlain as error:
            buffers.clear()
            return Reply(request.id, NOT_DATA, texts=[str(error)[:MAX_TEXT]])
        return Reply(request.id, RETURNED, packed, kept, list(names_of(value)))

    def _keep(self, value: object) -> Handle:
        return self._shelf.keep(value, clean(describe(value))[:MAX_WHAT])

    def _find(self, part: Handle | Lent) -> Any:
        if isinstance(part, Handle):
            return self._shelf.find(part)
        number, check = part.number, self._check
        return stand_in(
            part.name,
            lambda args, kwargs: self._ask(number, args, kwargs),
            lambda: bool(self._open) and self._check == check,
        )

    def _ask(self, number: int, args: tuple[Plain, ...], kwargs: dict[str, Plain]) -> Returned | Raised:
        """What the check's function answers. Until then the grader may ask something itself."""
        buffers: list[bytes] = []
        packed = pack(args, buffers), pack(kwargs, buffers)
        try:
            question = frame(Reply(self._open[-1], CALLBACK, *packed, line=number), buffers)
        except BadFrame as error:
            return Raised("ValueError", f"too much for a function of the check's: {error}", "ValueError")
        line = self._line
        assert line is not None
        line.send(question)
        while True:
            request = line.receive()
            if request is None:
                os._exit(0)
            if request.kind == ANSWER:
                return Raised(request.name, request.args, request.name) if request.name else Returned(request.args)
            line.send(self.answer(request))


def _raised(request: Request, error: BaseException, filename: str) -> Reply:
    kind = type(error)
    try:
        text, line = why_not_run(error, request.args, filename) if request.kind == LOAD else (told(error), None)
    except BaseException as broken:
        text, line = f"(its text could not be made: {type(broken).__name__})", None
    line = line_in(error, filename) if line is None else line
    texts = [kind.__name__[:200], clean(text), nearest_builtin(kind) or ""]
    return Reply(request.id, RAISED, texts=texts, line=line if type(line) is int and 0 < line < MAX_LINE else None)


assert MAX_SOURCE <= MAX_HEADER
