"""A person's browser without its engine: cookies, forms as the page has them, no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import requests

from service.web.desk import Desk
from service.web.gate import Keys
from service.web.serve import serving
from tests.story.world import World

SECONDS = 20


class Visitor:
    """Somebody at this server. `headers` go with each request, as a browser sends them."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.address = f"http://127.0.0.1:{keys.port}"
        self.http = requests.Session()
        self.http.trust_env = False

    def starts(self) -> requests.Response:
        """They open the link that the program printed."""
        return self.http.get(self.keys.start_link, timeout=SECONDS)

    def get(self, path: str, **headers: str) -> requests.Response:
        return self.http.get(
            self.address + path, headers=headers, timeout=SECONDS, allow_redirects=False
        )

    def post(
        self, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> requests.Response:
        """A form of ours as it is sent; a header given as "" is left out."""
        sent: dict[str, str] = {"Origin": self.address} | headers
        body = {"form_key": self.keys.form} | (fields or {})
        return self.http.post(
            self.address + path,
            data=body,
            headers={name.replace("_", "-"): text for name, text in sent.items() if text},
            timeout=SECONDS,
            allow_redirects=False,
        )

    def after(self, answer: requests.Response) -> str:
        """The page that a form leads to, as text."""
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["Location"]).text


def words(page: str) -> str:
    """A page's text without its markup."""
    bare = re.sub(r"<[^>]*>", " ", re.sub(r"<svg.*?</svg>", " ", page, flags=re.DOTALL))
    return " ".join(unescape(bare).split())


def desk_of(world: World) -> Desk:
    home = world.home
    return Desk(home.store, world.config, home.settings, world.clock.now, world.environ)


@contextmanager
def visiting(world: World) -> Iterator[Visitor]:
    """Their own page, opened by its link."""
    with serving(desk_of(world)) as keys:
        visitor = Visitor(keys)
        assert visitor.starts().status_code == 200
        with visitor.http:
            yield visitor


def message_path(page: Visitor) -> str:
    """The newest message of *What it read*."""
    found = re.search(r'href="(/reading/alex[^"]+)"', page.get("/reading").text)
    assert found
    return found[1]
