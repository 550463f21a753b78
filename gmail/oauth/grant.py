"""What the person granted, and the OAuth client it was granted to: values and their stored form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from gmail.errors import ClientSecretsError, GrantLostError, ScopeMissingError

READONLY = "https://www.googleapis.com/auth/gmail.readonly"
COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
MODIFY = "https://www.googleapis.com/auth/gmail.modify"
_EVERYTHING = "https://mail.google.com/"

LEAST_SCOPES = (READONLY, COMPOSE)
"""Enough to read and to draft."""

_COVERED_BY = {READONLY: {MODIFY, _EVERYTHING}, COMPOSE: {MODIFY, _EVERYTHING}}


@dataclass(frozen=True, slots=True)
class ClientSecrets:
    """The OAuth client of type Desktop app that the person made in their own Google project.

    The client secret of a desktop app is no secret (https://www.rfc-editor.org/rfc/rfc8252
    section 8.5), yet it is kept out of reprs.
    """

    client_id: str
    client_secret: str = field(repr=False)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the JSON that Google's console offers for download.

        Raises ClientSecretsError, which names the file and what to do.
        """
        try:
            return cls.from_json(path.read_text(encoding="utf-8-sig"), name=str(path))
        except OSError as fault:
            raise ClientSecretsError(f"{path} cannot be read: {fault.strerror}") from fault
        except UnicodeDecodeError as fault:
            raise ClientSecretsError(f"{path} is no text file") from fault

    @classmethod
    def from_json(cls, text: str, name: str = "the client file") -> Self:
        """Read the downloaded JSON; `name` stands for it in errors."""
        try:
            document = json.loads(text)
        except ValueError as fault:
            raise ClientSecretsError(f"{name} is not JSON") from fault
        if isinstance(document, dict) and "web" in document:
            raise ClientSecretsError(f"{name} is of a Web application, which cannot be used here")
        if isinstance(document, dict) and document.get("type") == "service_account":
            raise ClientSecretsError(f"{name} is a service account's key, not an OAuth client's")
        installed = document.get("installed") if isinstance(document, dict) else None
        if not isinstance(installed, dict):
            raise ClientSecretsError(f"{name} is not the JSON of an OAuth client")
        values = [installed.get("client_id"), installed.get("client_secret")]
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise ClientSecretsError(f"{name} lacks client_id or client_secret")
        return cls(str(values[0]).strip(), str(values[1]).strip())


@dataclass(frozen=True, slots=True)
class Grant:
    """One account's consent. `scopes` are those really granted; `expires_at` is UTC.

    `from_google` says whose it is: a grant of Google's is never shown to another server.
    """

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_token: str = field(repr=False)
    expires_at: datetime
    scopes: tuple[str, ...]
    from_google: bool

    def to_json(self) -> str:
        """The form to keep in a TokenStore."""
        document = asdict(self) | {"schema": 1, "expires_at": self.expires_at.isoformat()}
        return json.dumps(document)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote. Raises GrantLostError where it is nothing of the kind."""
        try:
            document = json.loads(text)
            document.pop("schema")
            document["expires_at"] = datetime.fromisoformat(document["expires_at"]).astimezone(UTC)
            document["scopes"] = tuple(document["scopes"])
            return cls(**document)
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            raise GrantLostError("the stored token is damaged") from fault

    @classmethod
    def from_authorized_user(cls, document: Mapping[str, Any], *, from_google: bool) -> Self:
        """Read Google's "authorized_user" JSON; its access token counts as expired.

        Raises GrantLostError where something is missing.
        """
        try:
            return cls(
                client_id=str(document["client_id"]),
                client_secret=str(document["client_secret"]),
                refresh_token=str(document["refresh_token"]),
                access_token=str(document.get("token") or ""),
                expires_at=datetime.fromtimestamp(0, UTC),
                scopes=tuple(str(scope) for scope in document["scopes"]),
                from_google=from_google,
            )
        except (KeyError, TypeError) as fault:
            raise GrantLostError("the stored token is damaged") from fault

    def allows(self, scope: str) -> bool:
        """Whether the grant covers `scope`, by itself or by a wider one."""
        return bool({scope, *_COVERED_BY.get(scope, {_EVERYTHING})} & set(self.scopes))


def check_scopes(grant: Grant, wanted: Iterable[str]) -> None:
    """Raise ScopeMissingError where the person left a box unticked."""
    missing = [scope.rpartition("/")[2] for scope in wanted if not grant.allows(scope)]
    if missing:
        raise ScopeMissingError(f"Google did not grant {' and '.join(missing)}")
