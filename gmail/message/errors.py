"""The one thing that reading a message can fail with."""

from __future__ import annotations


class UnreadableMessageError(ValueError):
    """There is nothing to read: no bytes, or nothing but blanks. `advice` says what to do next."""

    advice = "Check that the file is a mail message saved whole (an .eml file or an mbox)."
