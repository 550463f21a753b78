"""Who may use the page: one person, from this machine, through the link the program printed.

- Host must be this server's own: another name that leads to loopback (DNS rebinding) is refused.
- Every page needs the session cookie (HttpOnly, SameSite=Strict) that the start link sets.
- What changes something must come from our own pages: Origin, and a token in each form.
- Pages run no script and load no style but ours, are framed by nobody and tell nobody where the
  person came from. `same-origin` is the strictest Referrer-Policy that still lets a form carry its
  Origin (Fetch standard, "append a request Origin header": `no-referrer` makes it "null").
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_FORM = 512 * 1024
"""Bytes of a form; a template of one's own is a few thousand."""

MOST_FIELDS = 200

OPEN_TO_ALL = ("/start", "/static/")
"""Paths that need no session: they show nothing of the person's."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

NO_SESSION = (
    "This page is yours alone. Open it by the link that `afterword web` printed when it started; "
    "the link changes with each start.\n"
)
FOREIGN = (
    "Refused: this did not come from Afterword's own page. Go back, reload it, and try again.\n"
)


def _random() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets of one run of the server, and the port (TCP, on loopback) it listens on."""

    port: int
    token: str = field(default_factory=_random, repr=False)
    session: str = field(default_factory=_random, repr=False)
    form: str = field(default_factory=_random, repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie(self) -> str:
        """Cookies do not tell ports apart, so that the port stands in the name."""
        return f"afterword_{self.port}"

    @property
    def start_link(self) -> str:
        return f"http://{self.hosts[0]}/start?token={self.token}"


def same(given: str, secret: str) -> bool:
    """Whether they are equal, in a time that does not tell how much of it is."""
    return secrets.compare_digest(given.encode(), secret.encode())


class Gate:
    """Lets through what may pass; a form arrives as `request.state.form`, a plain dict."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web socket is spoken here; the server closes it
        headers = Headers(scope=scope)
        body = await _body(receive) if scope["method"] == "POST" else b""
        refusal = self._refusal(scope, headers, body)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        await self._app(scope, receive, _with_headers(send))

    def _refusal(
        self, scope: Scope, headers: Headers, body: bytes | None
    ) -> PlainTextResponse | None:
        """Why this may not pass, or None."""
        if headers.get("host", "") not in self._keys.hosts:
            return PlainTextResponse("This server has another name.\n", 421)
        if scope["path"].startswith(OPEN_TO_ALL) and scope["method"] != "POST":
            return None
        if not same(self._cookie(headers), self._keys.session):
            return PlainTextResponse(NO_SESSION, 403)
        if scope["method"] in ("GET", "HEAD"):
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Only GET and POST.\n", 405)
        if body is None:
            return PlainTextResponse("That is too long.\n", 413)
        return self._form_refusal(scope, headers, body)

    def _form_refusal(
        self, scope: Scope, headers: Headers, body: bytes
    ) -> PlainTextResponse | None:
        if headers.get("origin") != f"http://{headers['host']}":
            return PlainTextResponse(FOREIGN, 403)
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return PlainTextResponse(FOREIGN, 403)
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            return PlainTextResponse("Forms only.\n", 415)
        try:
            pairs = parse_qsl(
                body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
            )
        except (ValueError, UnicodeDecodeError):
            return PlainTextResponse("That form cannot be read.\n", 400)
        form = {name: text.replace("\r\n", "\n") for name, text in pairs}
        if not same(form.pop("form_key", ""), self._keys.form):
            return PlainTextResponse(FOREIGN, 403)
        scope.setdefault("state", {})["form"] = form
        return None

    def _cookie(self, headers: Headers) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._keys.cookie)
        except CookieError:
            return ""
        return found.value if found else ""


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None if it is longer than any form of ours."""
    parts: list[bytes] = []
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
        if sum(map(len, parts)) > LONGEST_FORM:
            return None
    return b"".join(parts)


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, text in HEADERS.items():
                headers[name] = text
        await send(message)

    return wrapped
