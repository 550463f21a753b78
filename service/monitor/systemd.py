"""Tells systemd that the service is ready, lives and stops (sd_notify(3), its documented protocol).

Without NOTIFY_SOCKET in the environment every word goes nowhere.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress

READY, ALIVE, STOPPING = "READY=1", "WATCHDOG=1", "STOPPING=1"

FEED_EVERY = 30
"""Seconds between two signs of life at most; docs/operations.md gives the watchdog some minutes."""


def feed_every(environ: Mapping[str, str]) -> float:
    """Seconds between two signs of life: at least twice in the time that systemd waits for one."""
    waits = environ.get("WATCHDOG_USEC", "")
    time = int(waits) / 2e6 if waits.isascii() and waits.isdigit() else 0
    return min(FEED_EVERY, time) if time else FEED_EVERY


def notify(word: str, environ: Mapping[str, str]) -> None:
    """Send one word; whoever does not listen is no reason to fail."""
    address = environ.get("NOTIFY_SOCKET")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = f"\0{address[1:]}"  # Linux's abstract names
    with (
        suppress(OSError),
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door,
    ):
        door.sendto(word.encode(), address)
