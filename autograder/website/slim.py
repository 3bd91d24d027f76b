"""A copy of Pyodide without what a page never runs: a shorter visit, and nothing that works there is gone.

Left out of NumPy: type stubs, C headers and libraries, and its own tests. Left out of
Python's library: what needs sockets, other processes or a terminal, which a page has not, and tables of old encodings
that are not there behind the wall either.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from autograder.author.wheel import zip_bytes
from autograder.sandbox.imports import PRELOAD

_NOT_OF_NUMPY = re.compile(r"\.(pyi|h|a|c|pc|pxd|pyx|ini|build)$|/(tests|include|_pyinstaller)/")
_NOT_OF_PYTHON = re.compile(
    r"^(multiprocessing|xmlrpc|wsgiref|xml/dom|xml/sax|__phello__)/"
    r"|^(aifc|antigravity|cgi|cgitb|chunk|cProfile|crypt|ftplib|imaplib|imghdr|mailbox|mailcap|modulefinder|netrc"
    r"|nntplib|nturl2path|pipes|poplib|profile|pty|smtplib|sndhdr|socketserver|sunau|telnetlib|tty|uu|webbrowser|xdrlib"
    r"|zipapp|__hello__)\.py$"
    r"|^http/(server|cookiejar|cookies)\.py$|^logging/(config|handlers)\.py$|^asyncio/windows_\w+\.py$"
    r"|^concurrent/futures/process\.py$"
    r"|^encodings/(cp\w+|mac_\w+|big5\w*|gb\w+|hz|johab|koi8_\w+|kz1048|ptcp154|shift_jis\w*|tis_620"
    r"|euc_\w+|iso2022_\w+|iso8859_\w+|hp_roman8|palmos)\.py$"
)
_KEPT = frozenset(f"{name.replace('.', '/')}.py" for name in PRELOAD)


def slimmed(files: dict[str, bytes], wheel: str, lock: str, library: str) -> dict[str, bytes]:
    """The same files: NumPy's wheel and Python's library smaller, and the lock naming the wheels that are there now."""
    made = dict(files)
    made[wheel] = _without(files[wheel], _NOT_OF_NUMPY.search)
    made[library] = _without(files[library], lambda name: name not in _KEPT and _NOT_OF_PYTHON.search(name))
    made[lock] = _lock(files, wheel, lock, hashlib.sha256(made[wheel]).hexdigest())
    return made


def _without(archive: bytes, is_left_out: Callable[[str], object]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/") and not is_left_out(name)]
        return zip_bytes({PurePosixPath(name).as_posix(): opened.read(name) for name in names})


def _lock(files: dict[str, bytes], wheel: str, lock: str, digest: str) -> bytes:
    """Pyodide's own list of packages, as far as they are copied."""
    data = json.loads(files[lock])
    packages = {name: row for name, row in data["packages"].items() if row["file_name"] in files}
    packages["numpy"] |= {"file_name": wheel, "sha256": digest}
    return json.dumps(data | {"packages": packages}, sort_keys=True).encode()
