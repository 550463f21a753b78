"""The story of an application as a person reads it: a time line, what comes next, what may change.

Times stand on the left; what was read in a message stands below it with its quote.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.cli.output import plain
from service.views import short

Row = dict[str, Any]
Line = tuple[str | None, RenderableType]

LONGEST_QUOTE = 110
"""Characters of a quote on a terminal; the data has it whole."""

_FACTS = {
    "interview.start": "interview",
    "interviewers": "with",
    "decision_by": "decision by",
    "company": "company",
    "role": "role",
}
_FATES = {
    "placed": "was put into Drafts",
    "withdrawn": "was taken out of Drafts",
    "discarded": "was deleted by you",
    "edited": "was edited by you: it is yours",
    "not_written": "was not written",
    "closed": "is over",
}


def tell(console: Console, story: Row) -> None:
    """Print one story."""
    name = story["company"] or "an unnamed employer"
    title = f"{story['id']}  {name}" + (f", {story['role']}" if story["role"] else "")
    console.print(Text(plain(f"\n{title}"), style="bold"), Text(_state(story), style="magenta"))
    for interview in story["interviews"]:
        console.print(Text(f"   {_interview(interview)}"))
    if story["reminder"]:
        console.print(Padding(Text(plain(story["reminder"]), style="bold red"), (0, 0, 0, 3)))
    _lines(console, "What happened", story["at"], [_event(each) for each in story["timeline"]])
    _lines(console, "What comes next", story["at"], [_step(each) for each in story["next"]])
    if not story["next"]:
        console.print(Text("   nothing, unless something of this happens:", style="dim"))
    console.print(Text("\nWhat would change it", style="bold"))
    for words in story["would_change"]:
        console.print(Padding(Text(f"- {plain(words)}"), (0, 0, 0, 3)))


def _state(story: Row) -> str:
    if story["outcome"]:
        return f"closed: {story['outcome']}. {story['reason']}".strip()
    if story["control"]["stopped_at"]:
        return f"stopped by you on {short(story['control']['stopped_at'])}"
    snoozed = story["control"]["snoozed_until"]
    if snoozed and datetime.fromisoformat(snoozed) > datetime.fromisoformat(story["at"]):
        return f"open, snoozed until {short(snoozed)}"
    return "open"


def _interview(interview: Row) -> str:
    start, end = (datetime.fromisoformat(interview[name]) for name in ("start", "end"))
    zone = f" ({interview['time_zone']})" if interview["time_zone"] else ""
    medium = f", {interview['medium']}" if interview["medium"] else ""
    return f"Interview {start:%a %-d %b %Y, %H:%M}-{end:%H:%M}{zone}{medium}, {interview['status']}"


def _lines(console: Console, heading: str, now: str, lines: list[Line]) -> None:
    if not lines:
        return
    year = datetime.fromisoformat(now).year
    console.print(Text(f"\n{heading}", style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column()
    for at, text in lines:
        grid.add_row(_date(at, year), text)
    console.print(Padding(grid, (0, 0, 0, 3)))


def _date(at: str | None, year: int) -> str:
    """The moment, without the year if it is this one."""
    if at is None:
        return ""
    moment = datetime.fromisoformat(at)
    shown = f"{moment:%a} {moment.day:>2} {moment:%b}"
    return f"{shown} {moment:%H:%M}" if moment.year == year else f"{shown} {moment:%Y}"


def _event(event: Row) -> Line:
    match event["what"]:
        case "they_wrote" | "you_wrote":
            return event["at"], _message(event)
        case "interview":
            return event["at"], _ended(event)
        case "letter":
            return event["at"], _letter(event)
        case _:
            by = " with a label in Gmail" if event["by"] == "label" else ""
            return event["at"], Text(f"You decided{by}: {event['words']}", style="blue")


def _message(event: Row) -> RenderableType:
    yours = event["what"] == "you_wrote"
    who = "You" if yours else plain(event["from"] or "somebody")
    text = Text(who, style="bold green" if yours else "bold")
    text.append(f' wrote "{plain(event["subject"])}"', style="not bold default")
    if event["says"]:
        text.append(f"\nIt {event['says']}.", style="not bold default")
    for fact in event["facts"]:
        if fact["fact"] == "kind":
            text.append(f" {_quoted(fact)}", style="not bold dim")
    parts: list[RenderableType] = [text, _facts(event["facts"])]
    if event["therefore"]:
        parts.append(Text(event["therefore"], style="yellow"))
    return Group(*parts)


def _facts(facts: list[Row]) -> RenderableType:
    """What is new in this message with its quote; what was told before is only named."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim", min_width=11)
    grid.add_column()
    again = []
    for fact in facts:
        label = _FACTS.get(fact["fact"], str(fact["fact"]))
        if fact["fact"] == "kind":
            continue
        if fact["repeats"]:
            again.append(label)
        else:
            value = Text(f"{plain(fact['value'])}  ")
            grid.add_row(label, value.append(_quoted(fact), style="dim"))
    if again:
        grid.add_row("", Text(f"as before: {', '.join(again)}", style="dim"))
    return grid


def _quoted(fact: Row) -> str:
    quote = " ".join(plain(fact["quote"]).split())
    if len(quote) > LONGEST_QUOTE:
        quote = quote[: LONGEST_QUOTE - 1].rstrip() + "…"
    return f'"{quote}" [{fact["rule"]}]'


def _ended(event: Row) -> Text:
    people = f" with {plain(event['with'])}" if event["with"] else ""
    medium = f" ({event['medium']})" if event["medium"] else ""
    if event["took_place"]:
        return Text(f"The interview{people}{medium} was over.")
    return Text(f"The interview{people} did not take place as planned: {event['status']}.")


def _letter(event: Row) -> Text:
    stage = event["stage"].replace("_", " ")
    to = f" to {plain(event['to'])}" if event["to"] and event["fate"] == "placed" else ""
    text = Text(f"The {stage}{to} {_FATES.get(event['fate'], event['fate'])}.", style="green")
    if event["because"]:
        text.append(f" {plain(event['because'])}", style="default")
    if event["rule"]:
        text.append(f" [{event['rule']}]", style="dim")
    return text


def _step(step: Row) -> Line:
    if step["what"] != "letter":
        return step["at"], Text(step["words"])
    text = Text(f"The {step['stage'].replace('_', ' ')}", style="bold")
    # "Opens on Mon 9 March 2026, 15:00: why." The moment stands on the left already.
    opens, _, why = plain(step["words"]).partition(": ")
    later = opens.startswith("Opens on ") and bool(why)
    words = f" opens, {why}" if later else f": {plain(step['words'])}"
    text.append(words, style="not bold default")
    if step["until"] and later:
        text.append(f" It closes on {short(step['until'])}.", style="not bold default")
    if step["rule"]:
        text.append(f" [{step['rule']}]", style="not bold dim")
    return step["at"], text
