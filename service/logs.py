"""Logs for whoever runs the service: numbers and kinds of events, never a subject, address or body.

Only our own three packages speak at INFO. Libraries are heard from WARNING on: some of them log
tokens and mail at lower levels.
"""

from __future__ import annotations

import logging
import sys

OURS = "gmail", "scheduler", "service"


def configure() -> None:
    """Log to standard error."""
    form = "%(asctime)s %(levelname)s %(name)s %(message)s"
    logging.basicConfig(level=logging.WARNING, format=form, stream=sys.stderr)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
