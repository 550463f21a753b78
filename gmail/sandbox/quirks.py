"""What nobody could settle about Gmail without a live account: each a switch, so tests try both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quirks:
    """Behaviours that sources report, dispute or leave open; the defaults follow the reports."""

    draft_keeps_message_id: bool = True
    """drafts.create and drafts.update keep the Message-ID a client wrote (one report)."""

    api_send_keeps_message_id: bool = False
    """messages.send and drafts.send keep it (reported: replaced)."""

    page_send_keeps_message_id: bool = False
    """Sending from Gmail's page keeps it (nobody says)."""

    page_edit_keeps_message_id: bool = True
    """Editing in Gmail's composer keeps it (nobody says)."""

    page_edit_keeps_x_headers: bool = False
    """Editing in Gmail's composer keeps X- headers (reported: may not survive)."""

    page_edit_keeps_draft_id: bool = True
    """Editing in Gmail's composer keeps the draft's id (one report disagrees)."""

    page_edit_writes_html: bool = True
    """Gmail's composer turns a plain text into text and HTML side by side."""
