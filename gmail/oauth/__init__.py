"""Connect an account once, keep its token safe, and say clearly when it has been revoked."""

from gmail.oauth.flow import PendingConsent, begin_by_hand, connect, finish_by_hand
from gmail.oauth.grant import (
    COMPOSE,
    LEAST_SCOPES,
    MODIFY,
    READONLY,
    ClientSecrets,
    Grant,
    check_scopes,
)
from gmail.oauth.keys import AccountKeys, Disconnection, credentials, disconnect

__all__ = [
    "COMPOSE",
    "LEAST_SCOPES",
    "MODIFY",
    "READONLY",
    "AccountKeys",
    "ClientSecrets",
    "Disconnection",
    "Grant",
    "PendingConsent",
    "begin_by_hand",
    "check_scopes",
    "connect",
    "credentials",
    "disconnect",
    "finish_by_hand",
]
