"""One pass of the service at a given moment, in a process that may be killed: see World."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from gmail.tokens import FileTokens
from service.app import App
from service.home import Home
from service.wiring import gmail_mailbox
from tests.story.clock import StandingClock

if __name__ == "__main__":
    found = Home.open(Path(sys.argv[1]), os.environ)
    tokens = FileTokens(Path(os.environ["AFTERWORD_HOME"]) / "tokens")
    home = Home(found.config, found.settings, found.store, lambda: tokens, found.endpoint)
    clock = StandingClock(datetime.fromisoformat(sys.argv[2]))
    App(home.store, home.settings, clock, lambda account: gmail_mailbox(home, account)).run_once()
