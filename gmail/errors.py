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

    advice = "Run `afterword connect` again and leave all boxes ticked."


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


class UnreadableError(GmailError):
    """Gmail's answer about one message made no sense; the others are not concerned."""


class ConsentError(GmailError):
    """The person's consent did not come about; no account was connected."""

    advice = "Run `afterword connect` again."


class ConsentDeniedError(ConsentError):
    """The person (or their organisation) said no on Google's page. `reason` is Google's word."""

    advice = "Run `afterword connect` again and choose Continue on Google's page."

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason


class ConsentTimeoutError(ConsentError):
    """Nobody answered on Google's page in time."""

    advice = (
        "Run `afterword connect` again; if the browser is on another machine, "
        "use `afterword connect --by-hand`."
    )


class WrongPasteError(ConsentError):
    """What was pasted is not the address to which Google sent the browser after this consent."""

    advice = (
        "After consenting, copy the whole address from the browser's address bar: "
        "it starts with http://127.0.0.1 and holds `code=`."
    )


class ClientSecretsError(GmailError):
    """The OAuth client's file is missing, broken, or of the wrong kind."""

    advice = (
        "In Google Cloud's console under APIs & Services, Credentials, create an OAuth client of "
        "type Desktop app, download its JSON, and give that file."
    )


class TokenStoreError(GmailError):
    """The token could not be kept or read on this machine."""

    advice = "Unlock the system keyring, or give the data folder back to your user, and try again."
