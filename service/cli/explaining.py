"""`afterword why`: why it is so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from service.cli import output
from service.cli.choosing import matching
from service.cli.telling import tell
from service.explain.story import story
from service.home import Home


def why(config: Path | None, wanted: str, *, as_json: bool) -> None:
    """Print the story of one application, by number or company."""
    home, now = Home.open(config), datetime.now(UTC)
    with home.store.read() as session:
        rows = matching(session, wanted)
        stories = [story(session, row, home.settings, now) for row in rows]
    if output.wants_data(as_json):
        for each in stories:
            output.data(each)
        return
    console = Console(highlight=False)
    for each in stories:
        tell(console, each)
