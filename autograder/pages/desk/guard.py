"""Who may talk to the desk: this machine's browser, on the page that the desk itself has served, and nobody else.

Any page in the world can make a browser send requests to 127.0.0.1, and a name that somebody else owns can be made to
point there. So the Host must be the desk's own address (which a rebound name is not), a request that comes from another
page is refused by its Origin and Sec-Fetch-Site, and each one carries a token that only this run knows: in the link
once, in a cookie for the page, and in a header, which no foreign page can add, for whatever reads or changes marks.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-desk-token"
MOST = 256 * 1024
"""Bytes of a request's body."""
_WHERE = "Open the address that `autograder mark` has printed."


class Guard:
    """Stands before an ASGI application that is reached at 127.0.0.1:`port`."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.cookie = f"desk_{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # a socket has no business here
            raise RuntimeError(f"the desk speaks HTTP only, not {scope['type']}")
        headers = Headers(scope=scope)
        if refused := self._refuses(scope, headers):
            await PlainTextResponse(f"Refused: {refused}", 403, _SAFE)(scope, receive, send)
            return
        if scope["path"] == "/" and self._is_token(QueryParams(scope["query_string"]).get("token", "")):
            # The token leaves the address bar, and with it the history.
            answer = RedirectResponse("/", 303, _SAFE)
            answer.set_cookie(self.cookie, self._token, httponly=True, samesite="strict")
            await answer(scope, receive, send)
            return
        if not self._knows(scope, headers):
            await PlainTextResponse(f"Refused: there is no token. {_WHERE}", 403, _SAFE)(scope, receive, send)
            return
        await self._app(scope, receive, _safely(send))

    def _refuses(self, scope: Scope, headers: Headers) -> str:
        """Why a request is none of the desk's own page; empty where nothing speaks against it."""
        if headers.get("host", "") not in self._hosts:
            return f"this is not the desk's address. {_WHERE}"
        origin = headers.get("origin")
        if origin is not None and origin.removeprefix("http://") != headers["host"]:
            return "the request comes from another page."
        site = headers.get("sec-fetch-site")
        # A link or a click in the terminal is "none"; only the page itself may do more than open it.
        if site not in (None, "same-origin", "none"):
            return "the request comes from another site."
        if scope["method"] not in ("GET", "POST"):
            return "only GET and POST are answered."
        if int(headers.get("content-length", "0") or 0) > MOST:
            return "the request is too large."
        return ""

    def _knows(self, scope: Scope, headers: Headers) -> bool:
        if scope["path"] == "/":
            return self._is_token(_cookie(headers, self.cookie))
        return self._is_token(headers.get(HEADER, ""))

    def _is_token(self, given: str) -> bool:
        return secrets.compare_digest(given.encode("utf-8", "replace"), self._token.encode("ascii"))


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value


_SAFE = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}


def _safely(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = [(name.encode("ascii"), value.encode("ascii")) for name, value in _SAFE.items()]
            message = {**message, "headers": [*message.get("headers", []), *own]}
        await send(message)

    return sent
