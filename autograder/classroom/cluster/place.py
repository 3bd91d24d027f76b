"""Where a cluster is, and how its wires are kept private.

Dask runs whatever it is sent: who reaches a scheduler can run any program on its workers. So plain tcp stays on this
machine, and everything else is TLS with certificates on both sides.
"""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.errors import UserError

if TYPE_CHECKING:
    from distributed.security import Security

PORT = 8786
_HOW = "docs/scale.md has the commands that make them."


@dataclass(frozen=True, slots=True)
class Place:
    """A scheduler's address, and the files for TLS: the authority's certificate, one's own, and its key.

    A file that is empty is taken from Dask's own configuration (`distributed.comm.tls`).
    """

    address: str
    ca: str = ""
    cert: str = ""
    key: str = ""

    @property
    def encrypted(self) -> bool:
        """Whether it is reached by TLS."""
        return self.address.startswith("tls://")


def checked_place(place: Place) -> Place:
    """The same, its address with a scheme. Raises UserError for what would be open to others."""
    given = place.address.strip()
    scheme, _, rest = given.rpartition("://")
    host, port = _split(rest)
    if not host or scheme not in ("", "tcp", "tls"):
        raise UserError(f"{given!r} is no address of a cluster: write tls://HOST:PORT, or tcp://127.0.0.1:PORT.")
    if scheme != "tls" and not is_loopback(host):
        raise UserError(
            f"{given}: plain tcp is for this machine alone (127.0.0.1), for who reaches a cluster can run any program "
            f"on it. Use tls://{rest} with --tls-ca-file, --tls-cert and --tls-key; {_HOW}"
        )
    made = f"{scheme or 'tcp'}://{f'[{host}]' if ':' in host else host}:{port}"
    return Place(made, place.ca, place.cert, place.key)


def is_loopback(host: str) -> bool:
    """Whether a host's name can mean no other machine than this one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def security(place: Place) -> Security | None:
    """What Dask needs for TLS; None for plain tcp. Raises UserError where a certificate is missing or is none."""
    from distributed.security import Security

    if not place.encrypted:
        return None
    ends = ("client", "worker", "scheduler")
    given = {"tls_ca_file": place.ca}
    given |= {f"tls_{end}_cert": place.cert for end in ends} | {f"tls_{end}_key": place.key for end in ends}
    made: Any = Security(require_encryption=True, **{name: path for name, path in given.items() if path})
    missing = [
        option
        for option, path in (
            ("--tls-ca-file", made.tls_ca_file),
            ("--tls-cert", made.tls_client_cert),
            ("--tls-key", made.tls_client_key),
        )
        if not path
    ]
    if missing:
        raise UserError(
            f"{place.address}: TLS needs {', '.join(missing)} (or distributed.comm.tls in Dask's configuration). {_HOW}"
        )
    try:
        for end in ends if place.cert else ("client",):
            made.get_connection_args(end)
    except (OSError, ssl.SSLError) as error:
        files = ", ".join(map(str, (made.tls_ca_file, made.tls_client_cert, made.tls_client_key)))
        raise UserError(f"{place.address}: these certificates cannot be used ({error}): {files}. {_HOW}") from error
    return made  # type: ignore[no-any-return]


def _split(rest: str) -> tuple[str, int]:
    """Host and port; an empty host where it is neither."""
    host, colon, port = rest.rpartition(":")
    if not colon or (rest.endswith("]") and rest.startswith("[")):
        host, port = rest, str(PORT)
    if not port.isdigit() or int(port) > 65535 or "/" in host:
        return "", 0
    return host.removeprefix("[").removesuffix("]"), int(port)
