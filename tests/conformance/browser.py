"""A person's browser on a consent page: chooses their account, agrees, follows the redirects."""

from __future__ import annotations

import sys
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from typing import Any

TIMEOUT_SECONDS = 10


class _Forms(HTMLParser):
    """The forms of a page: each its action and its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((values.get("action", ""), {}))
        elif tag == "input" and self.found and values.get("name"):
            self.found[-1][1][values["name"]] = values.get("value", "")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects and remembers the last address."""

    last: str | None = None

    def redirect_request(self, req: Any, fp: Any, code: int, *rest: Any) -> Any:
        self.last = rest[-1]
        return super().redirect_request(req, fp, code, *rest)


def browse(url: str, account: str) -> str:
    """Open a consent page and agree as `account`; returns the address on which it ended.

    An address where nothing listens is where a consent by hand ends, and no error.
    """
    redirects = _Redirects()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), redirects)
    try:
        with opener.open(url, timeout=TIMEOUT_SECONDS) as page:
            address, body = page.geturl(), page.read().decode("utf-8", "replace")
        forms = _Forms()
        forms.feed(body)
        for action, fields in forms.found:
            if account in fields.values():
                data = urllib.parse.urlencode(fields).encode()
                target = urllib.parse.urljoin(address, action)
                with opener.open(target, data, timeout=TIMEOUT_SECONDS) as page:
                    page.read()
                    address = page.geturl()
                break
    except urllib.error.HTTPError:
        raise
    except urllib.error.URLError:
        if redirects.last is None:
            raise
        return redirects.last
    return str(address)


if __name__ == "__main__":
    browse(sys.argv[2], sys.argv[1])
