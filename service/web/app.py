"""The page as an ASGI application: its addresses, and who may see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from service.web import application, home, letters, policy, reading
from service.web.desk import Desk
from service.web.gate import NO_SESSION, Gate, Keys, same
from service.web.pages import Pages
from service.web.site import Site

STATIC = Path(__file__).parent / "static"

Handler = Callable[[Site, Request], Response]


def web_app(desk: Desk, keys: Keys) -> Starlette:
    """The whole page for one person; `keys` are this run's secrets."""
    site = Site(desk, Pages(desk, keys))

    def get(path: str, handler: Handler) -> Route:
        return Route(path, partial(handler, site), methods=["GET"])

    def post(path: str, handler: Handler) -> Route:
        return Route(path, partial(handler, site), methods=["POST"])

    one, mail = "/applications/{id:int}", "/reading/{account}/{message}"
    return Starlette(
        routes=[
            Route("/start", partial(_start, keys), methods=["GET"]),
            get("/", home.home),
            get(one, application.show),
            post(f"{one}/notes", application.add_note),
            post(f"{one}/notes/{{note:int}}/remove", application.remove_note),
            post(f"{one}/not-mine", reading.not_interviews),
            post(f"{one}/do/{{act}}", application.decide),
            post("/undo", application.undo),
            get("/reading", reading.listed),
            get("/reading/corrections.jsonl", reading.download),
            get(mail, reading.show),
            post(mail, reading.set_right),
            get("/policy", policy.show),
            post("/policy/preview", policy.preview),
            post("/policy", policy.save),
            get("/letters", letters.show),
            post("/letters/preview", letters.preview),
            post("/letters", letters.save),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Gate, keys=keys)],
        exception_handlers={HTTPException: partial(_failed, site)},
    )


def _start(keys: Keys, request: Request) -> Response:
    """The link that the program printed: it gives the browser this run's session."""
    if not same(request.query_params.get("token", ""), keys.token):
        return PlainTextResponse(NO_SESSION, 403)
    response = RedirectResponse("/", 303)
    response.set_cookie(keys.cookie, keys.session, httponly=True, samesite="strict", path="/")
    return response


def _failed(site: Site, _request: Request, error: Exception) -> Response:
    """What is not there is told on a page of its own."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else "Something went wrong."
    return site.pages.page("failed.html", status=status, words=words)
