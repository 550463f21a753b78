"""Logs for whoever runs the service: numbers and kinds of events, never a subject, address or body.

Only our own three packages speak at INFO. Libraries are heard from WARNING on: some of them log
tokens and mail at lower levels.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

OURS = "gmail", "scheduler", "service"


class JsonLines(logging.Formatter):
    """One JSON object a line, for whatever collects the log; times are ISO 8601 in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def configure() -> None:
    """Log to standard error: in words on a terminal, as JSON Lines anywhere else."""
    handler = logging.StreamHandler(sys.stderr)
    words = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")
    handler.setFormatter(words if sys.stderr.isatty() else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
