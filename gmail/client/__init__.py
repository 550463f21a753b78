"""The one door to the Gmail API: allow-list, quota meter, retries, error types."""

from gmail.client.client import GmailClient, utc_now
from gmail.client.door import Keys
from gmail.client.values import (
    DraftPage,
    DraftRef,
    HistoryPage,
    Label,
    LabelChange,
    MessageRef,
    Profile,
    RawDraft,
    RawMessage,
    RefPage,
    SendAs,
    Thread,
)

__all__ = [
    "DraftPage",
    "DraftRef",
    "GmailClient",
    "HistoryPage",
    "Keys",
    "Label",
    "LabelChange",
    "MessageRef",
    "Profile",
    "RawDraft",
    "RawMessage",
    "RefPage",
    "SendAs",
    "Thread",
    "utc_now",
]
