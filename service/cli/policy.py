"""`afterword policy`: the timing rules in words, and in dates for each open application."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli import output
from service.cli.showing import name_of
from service.config import load
from service.explain.meaning import letter_facts, meaning
from service.home import Home
from service.views import short

Row = dict[str, Any]


def policy(config: Path | None, tried: Path | None, *, as_json: bool) -> None:
    """Say what the policy means; with `tried`, what the config in that file would change.

    ConfigError if that file has mistakes: nothing is compared then.
    """
    home = Home.open(config)
    instead = load(tried, environ=os.environ) if tried else None
    with home.store.read() as session:
        seen = meaning(session, home.settings, datetime.now(UTC), instead=instead)
    if output.wants_data(as_json):
        output.data({**seen, "config": str(home.config), "try": str(tried) if tried else None})
        return
    console = Console(highlight=False)
    console.print(Text(f"Config: {home.config}" + (f", compared with {tried}" if tried else "")))
    if instead:
        tell_changes(console, seen)
    else:
        tell(console, seen)


def tell(console: Console, seen: Row) -> None:
    """The rules in words, then every open application with its dates."""
    _rules(console, seen["policy"]["words"])
    for each in seen["applications"]:
        _heading(console, each)
        lines = [(_stage(letter), _words(letter)) for letter in each["letters"]]
        _grid(console, [*lines, *_closing(each)])
    if not seen["applications"]:
        console.print("\nNo application with an interview is open.")


def tell_changes(console: Console, seen: Row) -> None:
    """Only what would be otherwise: the keys, and the dates before and after."""
    if not seen["changes"]:
        console.print("\nThe two say the same of timing: nothing would change.")
        return
    console.print(Text("\nThe edit", style="bold"))
    _grid(console, [(c["key"], Text(f"{c['before']}  ->  {c['after']}")) for c in seen["changes"]])
    changed = [each for each in seen["applications"] if each["changed"]]
    for each in changed:
        _heading(console, each)
        _grid(console, _differences(each))
    same = len(seen["applications"]) - len(changed)
    stay = "application stays as it is" if same == 1 else "applications stay as they are"
    console.print(f"\n{len(changed)} would change; {same} open {stay}.")


def _rules(console: Console, words: list[Row]) -> None:
    console.print(Text("\nThe policy", style="bold"))
    _grid(console, [(each["rule"], Text(output.plain(each["means"]))) for each in words])


def _heading(console: Console, application: Row) -> None:
    talk = f", interview {short(application['interview_start'])}"
    title = output.plain(f"\n{application['id']:>3}  {name_of(application)}")
    console.print(Text("\n") + Text(title.strip("\n"), style="bold") + Text(talk, style="dim"))


def _grid(console: Console, lines: list[tuple[str, Text]]) -> None:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="cyan", min_width=14)
    grid.add_column()
    for label, text in lines:
        grid.add_row(output.plain(label), text)
    console.print(Padding(grid, (0, 0, 0, 5)))


def _stage(letter: Row) -> str:
    apart = f" to {letter['apart_for']}" if letter["apart_for"] else ""
    return f"{letter['stage'].replace('_', ' ')}{apart}"


def _words(letter: Row) -> Text:
    """When it opens and closes if that lies ahead, and the rule's reason."""
    text = Text("Lies in Drafts. " if letter["in_drafts"] else "", style="green")
    if letter["verdict"] in ("waiting", "open") and letter["opens_at"]:
        due = "Due since " if letter["verdict"] == "open" else ""
        span = f"{due}{short(letter['opens_at'])}, until {short(letter['closes_at'])}: "
        text.append(span, style="green").append(output.plain(_why(letter["reason"])))
    else:
        text.append(output.plain(letter["reason"]), style="dim")
    return text.append(f" [{letter['rule']}]", style="dim")


def _why(reason: str) -> str:
    """The reason without the moments, which stand before it: of "Opens on DAY: why." the why, and
    of "Open since DAY (why), until DAY." too."""
    found = re.fullmatch(r"Opens on .+?: (.+)\.|Open since .+? \((.+)\), until .+\.", reason)
    return (found[1] or found[2]) + "." if found else reason


def _closing(stand: Row) -> list[tuple[str, Text]]:
    if stand["outcome"]:
        return [("closed", Text(f"as {stand['outcome']}"))]
    if stand["silent_at"]:
        return [("close", Text(f"{short(stand['silent_at'])}, as silent if nothing happens."))]
    return [("close", Text("Not by itself.", style="dim"))]


def _differences(application: Row) -> list[tuple[str, Text]]:
    after = application["after"]
    lines = []
    for old, new in zip_longest(application["letters"], after["letters"]):
        if old and new and letter_facts(old) == letter_facts(new):
            continue
        lines += _pair(_stage(old or new), old and _words(old), new and _words(new))
    (label, old_end), (_, new_end) = _closing(application)[0], _closing(after)[0]
    if old_end.plain != new_end.plain:
        lines += _pair(label, old_end, new_end)
    return lines


def _pair(label: str, old: Text | None, new: Text | None) -> list[tuple[str, Text]]:
    before = Text("before  ", style="dim") + (old or Text("no such letter"))
    after = Text("after   ", style="bold yellow") + (new or Text("no such letter"))
    return [(label, before), ("", after)]
