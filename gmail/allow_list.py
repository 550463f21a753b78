"""The complete list of what Afterword may ask of Gmail. Sending is not on it.

Every request line is checked here before a byte leaves the process, and so is every request inside
a batch. What is not named is refused: methods, paths, query parameters and headers. That also
closes the side roads of Google's front end: X-HTTP-Method-Override, `$httpMethod`, `/upload/`
(https://cloud.google.com/apis/docs/system-parameters).

Units are those of https://developers.google.com/workspace/gmail/api/reference/quota since May 2026.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from gmail.errors import NotOnAllowListError

_ID = r"[A-Za-z0-9_-]{1,128}"
_ME = r"gmail/v1/users/me"
_COMMON_QUERY = frozenset({"alt", "fields", "prettyPrint"})
_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "mime-version",
        "user-agent",
        "x-goog-api-client",
    }
)


_OWN_LABEL = re.compile(r"Label_[A-Za-z0-9_-]{1,120}")
_LABEL_KEYS = {
    "labels.create": frozenset({"name"}),
    "threads.modify": frozenset({"addLabelIds", "removeLabelIds"}),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One allowed call. `path` is a pattern for the whole path below the server's root.

    `units` is its cost. `repeatable` says whether a second try after a lost answer does no harm.
    """

    name: str
    method: str
    path: str
    units: int
    query: frozenset[str] = frozenset()
    repeatable: bool = True
    opt_in: bool = False


def _read(name: str, path: str, units: int, *query: str) -> Rule:
    return Rule(name, "GET", path, units, frozenset(query))


def _write(name: str, method: str, path: str, units: int, *, opt_in: bool = False) -> Rule:
    return Rule(name, method, path, units, repeatable=False, opt_in=opt_in)


RULES: tuple[Rule, ...] = (
    _read("getProfile", f"{_ME}/profile", 1),
    _read(
        "history.list",
        f"{_ME}/history",
        2,
        "startHistoryId",
        "pageToken",
        "maxResults",
        "labelId",
        "historyTypes",
    ),
    _read(
        "messages.list",
        f"{_ME}/messages",
        5,
        "q",
        "pageToken",
        "maxResults",
        "labelIds",
        "includeSpamTrash",
    ),
    _read("messages.get", f"{_ME}/messages/{_ID}", 20, "format", "metadataHeaders"),
    # Attachment ids are long.
    _read("attachments.get", f"{_ME}/messages/{_ID}/attachments/[A-Za-z0-9_-]+", 20),
    _read(
        "threads.list",
        f"{_ME}/threads",
        10,
        "q",
        "pageToken",
        "maxResults",
        "labelIds",
        "includeSpamTrash",
    ),
    _read("threads.get", f"{_ME}/threads/{_ID}", 40, "format", "metadataHeaders"),
    _read("drafts.list", f"{_ME}/drafts", 5, "q", "pageToken", "maxResults", "includeSpamTrash"),
    _read("drafts.get", f"{_ME}/drafts/{_ID}", 20, "format"),
    _write("drafts.create", "POST", f"{_ME}/drafts", 10),
    _write("drafts.update", "PUT", f"{_ME}/drafts/(?!send$){_ID}", 15),
    _write("drafts.delete", "DELETE", f"{_ME}/drafts/(?!send$){_ID}", 10),
    _read("labels.list", f"{_ME}/labels", 1),
    _read("labels.get", f"{_ME}/labels/{_ID}", 1),
    _read("sendAs.list", f"{_ME}/settings/sendAs", 1),
    _write("labels.create", "POST", f"{_ME}/labels", 5, opt_in=True),
    _write("threads.modify", "POST", f"{_ME}/threads/{_ID}/modify", 10, opt_in=True),
    # Puts a message into the person's own mailbox, as IMAP APPEND does; nothing is sent.
    _write("messages.insert", "POST", f"{_ME}/messages", 25, opt_in=True),
)

MOST_IN_A_BATCH = 25
"""Calls in one batch: larger ones trip Gmail's limit on concurrent requests."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that passed. For a batch, `units` is the sum of its parts."""

    name: str
    units: int
    repeatable: bool


class AllowList:
    """Checks requests to one server. `modify` opens the calls that need gmail.modify."""

    def __init__(self, root: str, *, modify: bool = False) -> None:
        self._root = root
        self._host = root.split("/", 3)[2]
        self._rules = tuple(rule for rule in RULES if modify or not rule.opt_in)

    def check(
        self, method: str, uri: str, headers: Mapping[str, str], body: str | bytes | None
    ) -> Call:
        """The call that this request is; raises NotOnAllowListError where it is none of them."""
        path, query = self._below_root(uri)
        _check_headers(headers)
        if method == "POST" and path == "batch" and not query:
            return self._check_batch(headers, body)
        rule = self._rule_for(method, path, query)
        if rule.name == "messages.insert":
            _check_inserted(body)
        elif rule.opt_in:
            _check_labels(rule, body)
        if rule.method == "GET" and body:
            raise NotOnAllowListError(f"{rule.name} came with a body")
        if body and _content_type(headers) not in ("", "application/json"):
            raise NotOnAllowListError(f"{rule.name} came with a body other than JSON")
        return Call(rule.name, rule.units, rule.repeatable)

    def _below_root(self, uri: str) -> tuple[str, str]:
        if not uri.startswith(self._root):
            raise NotOnAllowListError("the request goes to another server")
        path, _, query = uri[len(self._root) :].partition("?")
        if not query.isprintable() or not query.isascii() or " " in query or "#" in query:
            raise NotOnAllowListError("the request's query holds what no query may hold")
        return path, query

    def _rule_for(self, method: str, path: str, query: str) -> Rule:
        for rule in self._rules:
            if rule.method == method and re.fullmatch(rule.path, path):
                _check_query(rule, query)
                return rule
        # The path may hold ids, so it is not repeated here.
        raise NotOnAllowListError(f"a {method[:10]!r} request is not on the list of allowed calls")

    def _check_batch(self, headers: Mapping[str, str], body: str | bytes | None) -> Call:
        text = body.decode("utf-8", "strict") if isinstance(body, bytes) else (body or "")
        parts = batch_parts(_boundary(headers), text)
        if len(parts) > MOST_IN_A_BATCH:
            raise NotOnAllowListError(f"a batch of {len(parts)} is too large")
        units = 0
        for part in parts:
            if not part.target.startswith("/"):
                raise NotOnAllowListError("a request inside a batch names a server")
            inner = self._rule_for(part.method, self._inner_path(part.target), part.query)
            _check_headers(part.headers)
            if part.headers.get("host", self._host) != self._host:
                raise NotOnAllowListError("a request inside a batch goes to another server")
            if inner.method != "GET":
                raise NotOnAllowListError("only reading may be batched")
            units += inner.units
        return Call("batch", units, repeatable=True)

    def _inner_path(self, target: str) -> str:
        base = "/" + self._root.split("/", 3)[3]
        if not target.startswith(base):
            raise NotOnAllowListError("a request inside a batch leaves the API's paths")
        return target[len(base) :]


def _check_query(rule: Rule, query: str) -> None:
    names = {name for name, _ in parse_qsl(query, keep_blank_values=True)}
    if unknown := names - rule.query - _COMMON_QUERY:
        raise NotOnAllowListError(f"{rule.name} may not have the parameters {sorted(unknown)}")
    if any(value != "json" for name, value in parse_qsl(query) if name == "alt"):
        raise NotOnAllowListError(f"{rule.name} may only be answered with JSON")


def _check_headers(headers: Mapping[str, str]) -> None:
    if unknown := {name.lower() for name in headers} - _HEADERS:
        raise NotOnAllowListError(f"the request has headers it may not have: {sorted(unknown)}")


def _check_labels(rule: Rule, body: str | bytes | None) -> None:
    """Only labels of the person's are moved, so that no mail leaves the inbox, is marked read or
    goes to the trash; and what is made is a label of that name and nothing more.

    Gmail's own labels have names for ids ("INBOX"), the person's begin with "Label_".
    """
    try:
        document = json.loads(body or b"{}")
        keys = set(document)
        ids = [*document.get("addLabelIds", ()), *document.get("removeLabelIds", ())]
        known = keys <= _LABEL_KEYS[rule.name] and all(_OWN_LABEL.fullmatch(id_) for id_ in ids)
    except (ValueError, TypeError, KeyError, AttributeError):
        known = False
    if not known:
        raise NotOnAllowListError(f"{rule.name} would move more than labels of the person's")


def _check_inserted(body: str | bytes | None) -> None:
    """What is inserted is new mail in the inbox, and nothing else."""
    try:
        document = json.loads(body or b"{}")
        known = set(document) == {"raw", "labelIds"}
        known = known and set(document["labelIds"]) == {"INBOX", "UNREAD"}
    except (ValueError, TypeError, KeyError, AttributeError):
        known = False
    if not known:
        raise NotOnAllowListError("messages.insert would do more than put mail into the inbox")


def _content_type(headers: Mapping[str, str]) -> str:
    for name, value in headers.items():
        if name.lower() == "content-type":
            return value.partition(";")[0].strip().lower()
    return ""


def _boundary(headers: Mapping[str, str]) -> str:
    for name, value in headers.items():
        if name.lower() == "content-type":
            found = re.fullmatch(r'multipart/mixed; boundary="([0-9A-Za-z=_.-]{10,70})"', value)
            if found:
                return found[1]
    raise NotOnAllowListError("a batch of a form we do not write")


@dataclass(frozen=True, slots=True)
class BatchPart:
    """One request inside a batch: its line and its headers (names lower-cased)."""

    method: str
    target: str
    query: str
    headers: Mapping[str, str]


_PART_HEADERS = frozenset(
    {"content-type", "mime-version", "content-transfer-encoding", "content-id"}
)
_REQUEST_LINE = re.compile(r"([A-Z]+) ([!-~]+) HTTP/1\.1")


def batch_parts(boundary: str, body: str) -> list[BatchPart]:
    """The requests inside a batch body, in order.

    Only the exact form that googleapiclient writes is understood, line by line: a lenient parser
    could see another request than the server does. Raises NotOnAllowListError for anything else.
    """
    delimiter = re.compile(rf"^--{re.escape(boundary)}", re.MULTILINE)
    head, *pieces = delimiter.split(body.replace("\r\n", "\n"))
    if head.strip() or len(pieces) < 2 or pieces[-1].strip() != "--":
        raise NotOnAllowListError("a batch of a form we do not write")
    return [_batch_part(piece) for piece in pieces[:-1]]


def _batch_part(piece: str) -> BatchPart:
    outer, _, rest = piece.removeprefix("\n").partition("\n\n")
    fields = _fields(outer.split("\n"))
    if set(fields) - _PART_HEADERS or fields.get("content-type") != "application/http":
        raise NotOnAllowListError("a batch of a form we do not write")
    line, _, inner = rest.partition("\n")
    found = _REQUEST_LINE.fullmatch(line)
    headers, _, content = inner.partition("\n\n")
    if not found or content.strip():
        raise NotOnAllowListError("a batch of a form we do not write")
    target, _, query = found[2].partition("?")
    return BatchPart(found[1], target, query, _fields(headers.split("\n")))


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(": ")
        if not colon or not re.fullmatch(r"[A-Za-z-]+", name) or name.lower() in fields:
            raise NotOnAllowListError("a batch of a form we do not write")
        fields[name.lower()] = value
    return fields
