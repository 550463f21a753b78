"""The situations in which Gmail does not give what was asked; each carries what to do next."""

from __future__ import annotations

from datetime import datetime


class GmailError(Exception):
    """Anything that went wrong between us and Gmail. `advice` says in words what to do next."""

    advice = "Try again later; if it stays, run `afterword status`."


class GrantLostError(GmailError):
    """The refresh token was revoked or has expired: only the person can heal it."""

    advice = "Run `afterword connect` to connect the account again; nothing is lost meanwhile."


class ScopeMissingError(GmailError):
    """The grant lacks a scope (a person may untick one on Google's page)."""

    advice = "Run `afterword connect` again and leave both boxes ticked."


class AccountRestsError(GmailError):
    """Gmail asked us to wait: the account rests until `retry_at` (aware, UTC)."""

    def __init__(self, message: str, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class UnavailableError(GmailError):
    """Gmail could not be reached or failed on its side, after all retries; nothing was changed."""


class DoubtfulWriteError(GmailError):
    """A write was sent and no clear answer came: it may have happened. Look before repeating."""


class HistoryExpiredError(GmailError):
    """The stored history id is too old (404): catch up by search, then take a new cursor."""


class NotFoundError(GmailError):
    """No such message, thread or draft (any more)."""


class RefusedError(GmailError):
    """Gmail understood and said no (400, 403): repeating will not help. `reason` is Gmail's."""

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason


class NotOnAllowListError(GmailError):
    """The request is none that Afterword may make; it never left the process."""

    advice = "This is a defect of Afterword: please report it."
