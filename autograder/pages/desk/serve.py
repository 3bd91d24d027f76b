"""The desk on this machine's own address, for as long as the command runs."""

from __future__ import annotations

import contextlib
import secrets
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from autograder.classroom.desk import MarkingDesk
from autograder.errors import UserError
from autograder.pages.desk.app import make_app

ADDRESS = "127.0.0.1"


def serve(desk: MarkingDesk, port: int, opened: Callable[[str], None]) -> None:
    """Serves until it is interrupted; `opened` hears of the address, with its token, once it can be reached.

    Port 0 is any that is free. Raises UserError where the port is taken.
    """
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((ADDRESS, port))
        except OSError as error:
            raise UserError(f"port {port} cannot be had ({error.strerror}). Name another with --port.") from error
        door.listen()
        number, token = door.getsockname()[1], secrets.token_urlsafe(24)
        config = uvicorn.Config(
            make_app(desk, token, number), log_level="warning", access_log=False, server_header=False, ws="none"
        )
        opened(f"http://{ADDRESS}:{number}/?token={token}")
        server = uvicorn.Server(config)
        # How the desk is closed; the server raises it once it has ended.
        with contextlib.suppress(KeyboardInterrupt), _closed_with_its_terminal(server):
            server.run(sockets=[door])


@contextlib.contextmanager
def _closed_with_its_terminal(server: uvicorn.Server) -> Iterator[None]:
    """Has SIGHUP end the server as it ends itself on Ctrl-C and SIGTERM: what it is asked just then is answered.

    Whoever listens for the signal hears of it afterwards; where it is ignored or nobody listens, that stays.
    """
    hangup = getattr(signal, "SIGHUP", None)
    usual = None if hangup is None else signal.getsignal(hangup)
    if hangup is None or not callable(usual):
        yield
        return
    heard = []

    def close(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        server.handle_exit(number, frame)

    signal.signal(hangup, close)
    try:
        yield
    finally:
        signal.signal(hangup, usual)
    if heard:
        signal.raise_signal(hangup)
