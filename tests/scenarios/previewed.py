"""A scenario through `preview`: the whole mailbox as a folder of old mail, on a simulated clock."""

from __future__ import annotations

from pathlib import Path

from service.config import load
from service.preview.report import preview_mail
from tests.scenarios.cast import ALEX, ALIAS
from tests.scenarios.post import ACTS, STAND_IN, Post
from tests.scenarios.tale import Scenario
from tests.scenarios.told import Told


def previewed(scenario: Scenario, folder: Path) -> Told:
    """What preview says of it. The letters that the person sent stand in it as old mail."""
    post, mail = Post(scenario), folder / "mail"
    mail.mkdir()
    for number, event in enumerate(scenario.events):
        if STAND_IN.fullmatch(event.does) or not ACTS.fullmatch(event.does):
            (mail / f"{number:03}.eml").write_bytes(post.letter(event).raw)
    config = folder / "config.toml"
    config.write_text(scenario.settings, encoding="utf-8")
    preview = preview_mail(
        [mail],
        None,
        me=[ALEX, ALIAS],
        settings=load(config, environ={"AFTERWORD_HOME": str(folder)}),
        at=scenario.start,
        until=scenario.end,
    )
    assert preview.problems == ()
    return Told(preview.document, {})
