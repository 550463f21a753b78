"""The commands, their words and their options; each does its work in a module of its own.

Nothing heavy is imported here: `afterword --help` must answer at once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from service.cli.guard import told

app = typer.Typer(
    name="afterword",
    help="The word after the interview: follow-up letters in your Gmail Drafts. It never sends.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

LOOK, DECIDE, SET_UP = "Look", "Decide", "Set up and run"
DATA, TRY = "Your data", "Try things out"
"""The groups of `afterword --help`."""

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", envvar="AFTERWORD_CONFIG", help="The config file.", show_default=False
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print data; also without it where there is no terminal.")
]

JsonAsked = Annotated[bool, typer.Option("--json", help="Print what was done as data.")]
"""For commands that talk with the person or stay: words, unless data is asked for."""


def _known(incomplete: str) -> list[tuple[str, str]]:
    """For the shell's Tab; whatever is wrong is told when the command itself is run."""
    from service.cli import completing

    try:
        return completing.applications(incomplete)
    except Exception:
        return []


def _one_of(*words: str) -> Callable[[str], list[str]]:
    return lambda incomplete: [word for word in words if word.startswith(incomplete)]


Which = Annotated[
    str,
    typer.Argument(help="Its number in `status`, or its company.", autocompletion=_known),
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"afterword {version('afterword')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
    ] = False,
) -> None:
    """The word after the interview: follow-up letters in your Gmail Drafts. It never sends."""


@app.command(rich_help_panel=SET_UP)
@told
def init(
    config: Config = None,
    mode: Annotated[
        str | None,
        typer.Option(help="preview: only show what would be drafted; draft: place letters."),
    ] = None,
    json: JsonAsked = False,
) -> None:
    """Write your first config, with what this machine and your account already tell."""
    from service.cli import beginning

    beginning.init(config, mode, as_json=json)


@app.command(rich_help_panel=SET_UP)
@told
def connect(
    config: Config = None,
    secrets: Annotated[
        Path | None, typer.Option(help="The OAuth client file that you downloaded from Google.")
    ] = None,
    by_hand: Annotated[
        bool, typer.Option("--by-hand", help="For a server: paste the redirected address here.")
    ] = False,
    port: Annotated[int, typer.Option(help="The loopback port; 0 finds a free one.")] = 0,
    json: JsonAsked = False,
) -> None:
    """Connect a Gmail account, once. Asks for reading mail and writing drafts, nothing else."""
    from service.cli import connecting

    connecting.connect(config, secrets, by_hand=by_hand, port=port, as_json=json)


@app.command(rich_help_panel=SET_UP)
@told
def disconnect(
    account: Annotated[str | None, typer.Argument(help="The address; may be left out.")] = None,
    config: Config = None,
    json: JsonAsked = False,
) -> None:
    """Revoke the access at Google and forget the token. What was read stays until you delete it."""
    from service.cli import connecting

    connecting.disconnect(config, account, as_json=json)


@app.command(rich_help_panel=SET_UP)
@told
def run(
    config: Config = None,
    once: Annotated[
        bool, typer.Option("--once", help="One pass over the mailbox, then end.")
    ] = False,
    web: Annotated[bool, typer.Option("--web", help="With the local page beside it.")] = False,
    json: JsonAsked = False,
) -> None:
    """The service: reads the mailbox, and puts a letter into Drafts when its window opens."""
    from service.cli import running

    running.run(config, once=once, web=web, as_json=json)


@app.command(rich_help_panel=LOOK)
@told
def status(config: Config = None, json: AsJson = False) -> None:
    """What is ready to send, what waits until when, and what needs you."""
    from service.cli import showing

    showing.status(config, as_json=json)


@app.command(rich_help_panel=LOOK)
@told
def why(
    application: Which,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """The story of an application: each fact with its evidence, what comes next, and why."""
    from service.cli import explaining

    explaining.why(config, application, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def stop(application: Which, config: Config = None, json: AsJson = False) -> None:
    """No more letters for an application; an untouched draft is taken back."""
    from service.cli import controlling

    controlling.stop(config, application, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def resume(application: Which, config: Config = None, json: AsJson = False) -> None:
    """Letters again, after `stop`, `snooze` or `done`."""
    from service.cli import controlling

    controlling.resume(config, application, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def snooze(
    application: Which,
    until: Annotated[
        list[str], typer.Argument(help='A day or moment, or a length: "3d", "1 week", "friday".')
    ],
    config: Config = None,
    json: AsJson = False,
) -> None:
    """No letter before then; the time does not count, and the window moves along."""
    from service.cli import controlling

    controlling.snooze(config, application, until, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def skip(
    application: Which,
    stage: Annotated[
        str | None,
        typer.Argument(
            help="thank_you, status_check or final_check; else the next in line.",
            autocompletion=_one_of("thank_you", "status_check", "final_check"),
        ),
    ] = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """One letter is not written; the ones after it still are."""
    from service.cli import controlling

    controlling.skip(config, application, stage, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def done(
    application: Which,
    outcome: Annotated[
        str | None,
        typer.Option(
            help="How it ended: offer, rejected or withdrawn.",
            autocompletion=_one_of("offer", "rejected", "withdrawn"),
        ),
    ] = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """You have closed this application yourself."""
    from service.cli import controlling

    controlling.done(config, application, outcome, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def undo(config: Config = None, json: AsJson = False) -> None:
    """Take back the last `stop`, `resume`, `snooze`, `skip` or `done`; again, the one before."""
    from service.cli import controlling

    controlling.undo(config, as_json=json)


@app.command(rich_help_panel=LOOK)
@told
def policy(
    tried: Annotated[
        Path | None,
        typer.Option("--try", help="An edited config: what would it change?", metavar="FILE"),
    ] = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """What the timing rules mean, in words and in dates, for each open application."""
    from service.cli import policy as showing_policy

    showing_policy.policy(config, tried, as_json=json)


@app.command(rich_help_panel=DECIDE)
@told
def note(
    application: Which,
    text: Annotated[
        str | None, typer.Argument(help="What was talked about; without it the notes are listed.")
    ] = None,
    remove: Annotated[int | None, typer.Option(help="Forget the note of this number.")] = None,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Say in a line or two what an interview was about; the letters to come work it in."""
    from service.cli import noting

    noting.note(config, application, text, remove=remove, as_json=json)


@app.command(rich_help_panel=LOOK)
@told
def letter(
    stage: Annotated[
        str,
        typer.Option(
            help="thank_you, status_check or final_check.",
            autocompletion=_one_of("thank_you", "status_check", "final_check"),
        ),
    ] = "thank_you",
    language: Annotated[str, typer.Option(help="en, de, fr, es or nl.")] = "en",
    example: Annotated[
        bool, typer.Option("--example", help="To an invented interviewer.", show_default=False)
    ] = False,
    number: Annotated[int, typer.Option(help="Another number, other wordings.")] = 1,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """See what your templates make of an invented interview, in your name."""
    from service.cli import lettering

    lettering.letter(config, stage, language, number, example=example, as_json=json)


@app.command(rich_help_panel=TRY)
@told
def read(
    paths: Annotated[list[str], typer.Argument(help=".eml files, folders, mbox files, or -.")],
    me: Annotated[list[str] | None, typer.Option(help="Your own address; may be repeated.")] = None,
    tz: Annotated[str | None, typer.Option(help="Your time zone, such as Europe/Berlin.")] = None,
    json: AsJson = False,
) -> None:
    """What the reader sees in these messages, one JSON object a message."""
    from service.cli import reading

    reading.read(paths, me=me or [], tz=tz, as_json=json)


@app.command(rich_help_panel=TRY)
@told
def preview(
    mbox: Annotated[str, typer.Argument(help="An mbox file (Google Takeout), a folder, or -.")],
    me: Annotated[list[str], typer.Option(help="Your own address; may be repeated.")],
    config: Config = None,
    at: Annotated[str | None, typer.Option(help="Begin at this moment (ISO 8601).")] = None,
    until: Annotated[str | None, typer.Option(help="End at this moment; now if left out.")] = None,
    json: AsJson = False,
) -> None:
    """What would Afterword have done with this mailbox? No account is touched."""
    from service.cli import previewing

    previewing.preview(mbox, me, config, at=at, until=until, as_json=json)


@app.command(rich_help_panel=LOOK)
@told
def web(
    config: Config = None,
    port: Annotated[int, typer.Option(help="The loopback port; 0 finds a free one.")] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open it in your browser.")
    ] = True,
    json: JsonAsked = False,
) -> None:
    """Your page in the browser: what is ready, why, the timing and the letters. Loopback only."""
    from service.cli import serving

    serving.web(config, port=port, browser=browser, as_json=json)


@app.command(rich_help_panel=SET_UP)
@told
def doctor(config: Config = None, json: AsJson = False) -> None:
    """Is everything as the service needs it? Says how to mend what is not."""
    from service.cli import examining

    examining.doctor(config, as_json=json)


@app.command(rich_help_panel=DATA)
@told
def export(
    config: Config = None,
    ics: Annotated[bool, typer.Option("--ics", help="Interviews and windows, iCalendar.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="One line a follow-up.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Everything; also if none is said.")] = False,
    out: Annotated[Path | None, typer.Option(help="A file instead of standard output.")] = None,
) -> None:
    """Your data, for other programs."""
    from service.cli import keeping

    keeping.export(config, keeping.chosen_form(ics=ics, csv=csv, json=json), out)


@app.command(rich_help_panel=DATA)
@told
def forget(
    application: Which,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: Config = None,
    json: AsJson = False,
) -> None:
    """Remove all that is known of an application; the mail itself stays."""
    from service.cli import keeping

    keeping.remove(config, application, sure=yes, as_json=json)


@app.command(rich_help_panel=TRY)
@told
def sandbox(
    mbox: Annotated[Path, typer.Option(help="The mail that is in the mailbox.")],
    me: Annotated[str | None, typer.Option(help="The address of its owner.")] = None,
    port: Annotated[int, typer.Option(help="The loopback port; 0 finds a free one.")] = 0,
    json: JsonAsked = False,
) -> None:
    """A Gmail server on loopback, to try things on. Never used by the service itself."""
    from service.cli import serving

    serving.sandbox(mbox, me, port=port, as_json=json)


@app.command(rich_help_panel=TRY)
@told
def demo(json: AsJson = False) -> None:
    """The whole job on an embedded Gmail: four weeks in a minute. Touches nothing of yours."""
    from service.demo import play

    play.main(as_json=json)
