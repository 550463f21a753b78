"""Errors in the words of Google's APIs: the body, the status and the headers of a refusal.

The shapes follow Google's JSON error format (https://cloud.google.com/apis/design/errors) with the
older `errors` list that Gmail still adds; texts are those of real answers quoted in public reports.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}

BACKEND_TEXTS = {
    500: "Internal error encountered.",
    502: "Bad Gateway",
    503: "The service is currently unavailable.",
}


@dataclass
class ApiError(Exception):
    """A refusal: HTTP status, Google's `reason`, the text, and headers beyond the usual ones."""

    status: int
    reason: str
    message: str
    detail: str | None = None
    domain: str = "global"
    headers: dict[str, str] = field(default_factory=dict)
    location: str | None = None
    extra: list[dict[str, Any]] = field(default_factory=list)

    def body(self) -> dict[str, Any]:
        """The JSON document that goes with the status."""
        item = {
            "message": self.detail or self.message,
            "domain": self.domain,
            "reason": self.reason,
        }
        if self.location:
            item |= {"location": self.location, "locationType": "header"}
        error: dict[str, Any] = {
            "code": self.status,
            "message": self.message,
            "errors": [item],
        }
        if self.reason == "failedPrecondition":
            error["status"] = "FAILED_PRECONDITION"
        elif word := STATUS_WORDS.get(self.status):
            error["status"] = word
        if self.extra:
            error["details"] = self.extra
        return {"error": error}


def not_found() -> ApiError:
    """No such thing; also Gmail's answer to a history id that has expired."""
    return ApiError(404, "notFound", "Requested entity was not found.")


def bad_request(message: str, reason: str = "invalidArgument") -> ApiError:
    """The request makes no sense; repeating it will not help."""
    return ApiError(400, reason, message)


def login_required() -> ApiError:
    """No access token came with the request."""
    return ApiError(
        401,
        "required",
        "Request is missing required authentication credential. Expected OAuth 2 access token, "
        "login cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project.",
        detail="Login Required.",
        headers={"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'},
        location="Authorization",
    )


def bad_token() -> ApiError:
    """The access token is unknown, has expired or was revoked."""
    return ApiError(
        401,
        "authError",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
        "cookie or other valid authentication credential. See "
        "https://developers.google.com/identity/sign-in/web/devconsole-project.",
        detail="Invalid Credentials",
        headers={
            "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        },
        location="Authorization",
    )


def scope_missing(method_id: str, scopes: list[str]) -> ApiError:
    """The token is good, but does not cover this method."""
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        "domain": "googleapis.com",
        "metadata": {"method": method_id, "service": "gmail.googleapis.com"},
    }
    challenge = (
        'Bearer realm="https://accounts.google.com/", error="insufficient_scope", '
        f'scope="{" ".join(scopes)}"'
    )
    return ApiError(
        403,
        "insufficientPermissions",
        "Request had insufficient authentication scopes.",
        detail="Insufficient Permission",
        headers={"WWW-Authenticate": challenge},
        extra=[info],
    )


def backend_error(status: int = 503, reason: str = "backendError") -> ApiError:
    """Google's side failed."""
    return ApiError(status, reason, BACKEND_TEXTS.get(status, "Backend Error"))
