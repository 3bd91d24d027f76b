"""The worker: holds one student's modules and answers calls, in a process that can do nothing else.

Whatever the student's code does to this process, all that the grader takes from it is a frame of data.
"""

from __future__ import annotations

import ast
import builtins
import dis
import os
import random
import socket
import sys
import types
from typing import Any, NoReturn

import numpy as np

from autograder.sandbox.process.wire import (
    CALL,
    LOADED,
    MAX_HEADER,
    NO_SUCH_FUNCTION,
    NOT_DATA,
    PREFIX,
    RAISED,
    RETURNED,
    BadFrame,
    Reply,
    Request,
    frame,
    pack,
    read_request,
)
from autograder.sandbox.values import NotPlain, to_plain

MAX_TEXT = 2000
MAX_SOURCE = 256 * 1024
_IMPORT, _EXTENDED = dis.opmap["IMPORT_NAME"], dis.opmap["EXTENDED_ARG"]
_DIRECTIVE = "__future__"
"""Importing it tells the compiler something and brings nothing in, so no list has to allow it."""
_import = builtins.__import__


def seed_chance() -> None:
    """Gives `random` and `numpy.random` one state for everyone: the same submission draws the same numbers again.

    What asks the system for chance itself, as `numpy.random.default_rng()` does, still gets it.
    """
    random.seed(0)
    np.random.seed(0)


def serve(connection: socket.socket) -> NoReturn:
    """Answers requests until the grader hangs up. Never returns into the code that forked it."""
    worker = _Worker()
    try:
        while True:
            request = _receive(connection)
            if request is None:
                os._exit(0)
            connection.sendall(worker.answer(request))
    finally:
        os._exit(1)


def _receive(connection: socket.socket) -> Request | None:
    data = connection.recv(65536)
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
    start = PREFIX.size + header
    return read_request(data[PREFIX.size : start], memoryview(data)[start:])


class _Worker:
    """The loaded modules, and what each may import."""

    def __init__(self) -> None:
        self._modules: dict[str, types.ModuleType] = {}
        self._files: dict[str, str] = {}

    def answer(self, request: Request) -> bytes:
        """The frame that answers a request. Exceptions of the student's code are part of the answer."""
        buffers: list[bytes] = []
        try:
            reply = self._call(request, buffers) if request.kind == CALL else self._load(request)
        except BaseException as error:
            reply, buffers = _raised(request, error, self._files.get(request.module, request.name)), []
        try:
            return frame(reply, buffers)
        except BadFrame as error:
            return frame(Reply(request.id, NOT_DATA, texts=[f"something that cannot be sent: {error}"[:MAX_TEXT]]), [])

    def _load(self, request: Request) -> Reply:
        """Runs a file. `args` is its text, `name` its file name."""
        source, filename = request.args, request.name
        self._files[request.module] = filename
        if len(source) > MAX_SOURCE:
            raise ValueError("the file is too long")
        code = compile(source, filename, "exec", dont_inherit=True)
        if request.allowed is not None and not _imports(code).issubset([*request.allowed, _DIRECTIVE]):
            _refuse_imports(ast.parse(source, filename), request.allowed, filename)
        module = types.ModuleType(f"submission.{request.module}")
        module.__file__ = filename
        importer = _kind_import if request.allowed is None else _guarded_import(frozenset(request.allowed))
        module.__dict__["__builtins__"] = {**vars(builtins), "__import__": importer, "open": _kind_open}
        sys.modules[module.__name__] = module  # dataclasses look their module up there
        exec(code, module.__dict__)
        self._modules[request.module] = module
        return Reply(request.id, LOADED)

    def _call(self, request: Request, buffers: list[bytes]) -> Reply:
        function = getattr(self._modules.get(request.module), request.name, None)
        if not callable(function):
            return Reply(request.id, NO_SUCH_FUNCTION, texts=[request.name])
        value = function(*request.args, **(request.kwargs or {}))
        try:
            packed = pack(to_plain(value), buffers)
            kept = pack(to_plain(request.args), buffers) if request.want_arguments else None
        except NotPlain as error:
            buffers.clear()
            return Reply(request.id, NOT_DATA, texts=[str(error)[:MAX_TEXT]])
        return Reply(request.id, RETURNED, packed, kept)


def _raised(request: Request, error: BaseException, filename: str) -> Reply:
    kind = type(error)
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException as broken:
        text = f"(its text could not be made: {type(broken).__name__})"
    line = error.lineno if isinstance(error, SyntaxError) else _line_in(error, filename)
    texts = [kind.__name__[:200], _clean(text), _nearest_builtin(kind)]
    return Reply(request.id, RAISED, texts=texts, line=line if type(line) is int else None)


def _clean(text: str) -> str:
    return text[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def _line_in(error: BaseException, filename: str) -> int | None:
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _nearest_builtin(kind: type[BaseException]) -> str:
    """The nearest builtin subclass of Exception among the bases, or an empty text."""
    for base in kind.__mro__:
        if issubclass(base, Exception) and base.__module__ == "builtins":
            return base.__name__
    return ""


def _imports(code: types.CodeType) -> set[str]:
    """The top-level names of all modules that the code imports, anywhere in it. Cheaper than a walk over its tree."""
    found: set[str] = set()
    raw, argument = code.co_code, 0
    for place in range(0, len(raw), 2):
        argument = argument << 8 | raw[place + 1]
        if raw[place] == _IMPORT:
            found.add(code.co_names[argument].partition(".")[0])
        if raw[place] != _EXTENDED:
            argument = 0
    for part in code.co_consts:
        if isinstance(part, types.CodeType):
            found |= _imports(part)
    return found


def _refuse_imports(tree: ast.AST, allowed: list[str], filename: str) -> None:
    """Raises an ImportError at the line of the first import that is not allowed."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "."]
        for name in names:
            if name.partition(".")[0] not in (*allowed, _DIRECTIVE):
                error = _refusal(name, allowed)
                exec(
                    compile("\n" * (getattr(node, "lineno", 1) - 1) + "raise error", filename, "exec"), {"error": error}
                )


def _refusal(name: str, allowed: Any) -> ImportError:
    return ImportError(f"this exercise does without {name}; allowed: {', '.join(sorted(allowed)) or 'nothing'}")


def _guarded_import(allowed: frozenset[str]) -> Any:
    """An `__import__` for the student's own file: what it imports may import what it needs."""

    def guarded(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.partition(".")[0] not in (*allowed, _DIRECTIVE):
            raise _refusal(name, allowed)
        return _kind_import(name, *args, **kwargs)

    return guarded


def _kind_import(name: str, *args: Any, **kwargs: Any) -> Any:
    """An `__import__` that says plainly what it means here when a module cannot be found."""
    try:
        return _import(name, *args, **kwargs)
    except (ModuleNotFoundError, PermissionError) as error:
        missing = getattr(error, "name", None) or name
        raise ModuleNotFoundError(f"{missing} is not available while grading", name=missing) from None


def _kind_open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
    """An `open` for the student's own file: the null device, which no path leads to, is what stdout is already."""
    try:
        return open(file, mode, *args, **kwargs)
    except PermissionError:
        if file != os.devnull:
            raise
    return open(1, mode, *args, **{**kwargs, "closefd": False})


assert MAX_SOURCE <= MAX_HEADER
