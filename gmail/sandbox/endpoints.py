"""Gmail's endpoints as Google publishes them: read from the discovery document of the client."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Endpoint:
    """One method of the API: where it is, what it needs, and whether by the upload path."""

    method_id: str
    http_method: str
    pattern: re.Pattern[str]
    scopes: frozenset[str]
    upload: bool = False


@cache
def endpoints() -> tuple[Endpoint, ...]:
    """All methods of Gmail v1, those with an upload path twice."""
    source = files("googleapiclient.discovery_cache") / "documents" / "gmail.v1.json"
    document = json.loads(source.read_text(encoding="utf-8"))
    return tuple(_endpoints(document["resources"]["users"]))


def find_endpoint(http_method: str, path: str) -> tuple[Endpoint, dict[str, str]] | None:
    """The method behind a request and the values in its path, or None."""
    for endpoint in endpoints():
        if endpoint.http_method == http_method and (match := endpoint.pattern.fullmatch(path)):
            return endpoint, match.groupdict()
    return None


def _endpoints(resource: dict[str, Any]) -> Iterator[Endpoint]:
    for method in resource.get("methods", {}).values():
        yield _endpoint(method, f"/{method['path']}", upload=False)
        protocols = method.get("mediaUpload", {}).get("protocols", {})
        if "simple" in protocols:
            yield _endpoint(method, protocols["simple"]["path"], upload=True)
    for below in resource.get("resources", {}).values():
        yield from _endpoints(below)


def _endpoint(method: dict[str, Any], path: str, *, upload: bool) -> Endpoint:
    pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
    scopes = frozenset(method["scopes"])
    return Endpoint(method["id"], method["httpMethod"], re.compile(pattern), scopes, upload)
