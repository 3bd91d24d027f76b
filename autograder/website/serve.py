"""A small server for this machine alone, with the types that a browser insists on."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from autograder.errors import UserError

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")  # what was built anew is seen at once
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


def server(folder: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server of the folder on this machine's own address; port 0 is any that is free. UserError where it is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise UserError(f"port {port} cannot be used ({error.strerror}). Name another with --port.") from error


def address(of: ThreadingHTTPServer) -> str:
    """Where it is to be found."""
    return f"http://127.0.0.1:{of.server_address[1]}/"
