"""`make live-check`: what only a live Gmail account can tell, asked step by step.

For a person with a test account that is connected (`afterword connect`). It makes two drafts, both
addressed to the account itself, and never sends; answers come one a line.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from gmail.client import GmailClient, utc_now
from gmail.errors import GmailError
from gmail.oauth import credentials
from service.home import Home
from service.store.accounts import accounts
from tests.live.questions import Answer, LiveCheck, Tester

BEFORE = """\
This is a check of Gmail itself, with the account {account}. Take a test account.
It will
  - put two drafts into its Drafts folder, both addressed to {account};
  - ask you to edit them, and to send one of them to yourself, in Gmail;
  - look at what Gmail made of them, and take away what is left untouched.
It sends nothing itself, and touches no other mail.
"""


class Terminal:
    """The person at this terminal."""

    def __init__(self, ask: Callable[[str], str], tell: Callable[[str], object]) -> None:
        self._ask = ask
        self._tell = tell

    def do(self, step: str, words: str) -> bool:
        return self._ask(f"\n{words}\n[Enter when done, s to skip] ").strip().lower() != "s"

    def yes(self, step: str, words: str) -> bool | None:
        while True:
            reply = self._ask(f"\n{words}\n[y, n, or s to skip] ").strip().lower()[:1]
            if reply in ("y", "n", "s"):
                return {"y": True, "n": False, "s": None}[reply]

    def say(self, words: str) -> None:
        self._tell(f"{words}\n")


def check(
    home: Home, account: str | None, tester: Tester, token: str
) -> tuple[int, Sequence[Answer]]:
    """Ask first, then check; returns the exit code and the answers."""
    with home.store.read() as session:
        known = [each.email for each in accounts(session)]
    chosen = account or (known[0] if len(known) == 1 else None)
    if chosen is None or chosen not in known:
        names = ", ".join(known) or "none; run `afterword connect` first"
        tester.say(f"Name the account with --account. Connected here: {names}.")
        return 2, ()
    tester.say(BEFORE.format(account=chosen))
    if tester.yes("begin", "Go on?") is not True:
        tester.say("Nothing was done.")
        return 0, ()
    client = GmailClient(credentials(chosen, home.tokens, home.endpoint), home.endpoint)
    answers = []
    try:
        for answer in LiveCheck(client, chosen, tester, token=token, now=utc_now).run():
            answers.append(answer)
            tester.say(f"  {answer.question}: {answer.answer}")
    except GmailError as error:
        tester.say(f"It ended early: {error}. {error.advice}")
        return 1, answers
    finally:
        client.close()
    return 0, answers


def main() -> int:
    """Read the arguments, ask, and print the answers once more as a list."""
    parser = argparse.ArgumentParser(prog="python -m tests.live.check", description=__doc__)
    parser.add_argument("--account", help="the connected account to use")
    parser.add_argument("--config", type=Path, help="the config file")
    chosen = parser.parse_args()
    terminal = Terminal(input, sys.stdout.write)
    home = Home.open(chosen.config)
    code, answers = check(home, chosen.account, terminal, secrets.token_hex(4))
    if answers:
        terminal.say("\nThe answers, for docs/gmail.md:")
    for answer in answers:
        terminal.say(f"{answer.question}: {answer.answer}")
    return code


if __name__ == "__main__":
    sys.exit(main())
