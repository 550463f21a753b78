"""`afterword connect` asks for labels only where the config wants them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from gmail.oauth import LEAST_SCOPES, MODIFY
from gmail.sandbox import Sandbox
from gmail.sandbox.oauth import Consent, ConsentRequest
from tests.service.cli.test_cli import _consent
from tests.story.letters_in import ALEX, at


def connected(
    home: Path, config: str, ticked: tuple[str, ...] | None = None
) -> tuple[tuple[str, ...], subprocess.CompletedProcess[bytes]]:
    """The scopes that were asked for, and how the command went."""
    asked: list[tuple[str, ...]] = []

    def answer(request: ConsentRequest) -> Consent:
        asked.append(request.scopes)
        return Consent(scopes=ticked)

    (home / "config.toml").write_text(config, encoding="utf-8")
    with Sandbox(lambda: at("2026-03-02 16:00")) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan")
        sandbox.on_consent(answer)
        secrets = home / "client.json"
        secrets.write_text(json.dumps(sandbox.client_secrets()), encoding="utf-8")
        servers = {
            "AFTERWORD_HOME": str(home),
            "AFTERWORD_GMAIL_ENDPOINT": sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": sandbox.url,
        }
        run = _consent(home, secrets, servers)
    return asked[-1], run


def test_without_labels_in_the_config_no_more_than_the_least_is_asked(tmp_path: Path) -> None:
    scopes, run = connected(tmp_path, "")
    assert (scopes, run.returncode) == (LEAST_SCOPES, 0)


def test_with_labels_in_the_config_gmail_modify_is_asked_too(tmp_path: Path) -> None:
    scopes, run = connected(tmp_path, "[gmail]\nlabels = true\n")
    assert (scopes, run.returncode) == ((*LEAST_SCOPES, MODIFY), 0)
    (token,) = (tmp_path / "tokens").glob("*.json")
    assert MODIFY in json.loads(token.read_text(encoding="utf-8"))["scopes"]


def test_who_leaves_that_box_unticked_is_connected_and_told(tmp_path: Path) -> None:
    _, run = connected(tmp_path, "[gmail]\nlabels = true\n", ticked=LEAST_SCOPES)
    assert run.returncode == 0
    assert b"everything else works" in run.stderr
    assert list((tmp_path / "tokens").glob("*.json"))
