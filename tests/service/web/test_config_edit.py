"""An edit of the config keeps what the person wrote, and replaces the file whole or not at all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from service.config.edit import edited, write
from service.first_config import example

OPENS = ("policy", "thank_you", "opens")


def test_the_shipped_manual_keeps_each_comment() -> None:
    before = example()
    after = edited(before, {OPENS: "30h", ("policy", "pauses"): ["2026-12-24"]})
    comments = [line.partition("#")[2] for line in before.splitlines() if "#" in line]
    assert [line.partition("#")[2] for line in after.splitlines() if "#" in line] == comments
    changed = set(after.splitlines()) - set(before.splitlines())
    assert len(changed) == 2
    assert tomllib.loads(after)["policy"]["thank_you"]["opens"] == "30h"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\n",
        "[policy.thank_you]\nopens = '20h' # x\n\n[gmail]\nlookback_days = 3\n",
        "[policy]\n[policy.thank_you]\nopens = '20h'\n",
        'policy.thank_you.opens = "3h"\n',
        'policy = { thank_you = { opens = "3h" } }\n',
        "[policy]\nthank_you = { opens = '20h' }\n",
        "[gmail]\r\nlookback_days = 3\r\n",
    ],
)
def test_however_the_tables_are_written(text: str) -> None:
    wanted = {OPENS: "30h", ("policy", "minimum_gap"): "9d", ("policy", "close", "enabled"): False}
    after = tomllib.loads(edited(text, wanted))
    assert after["policy"]["thank_you"]["opens"] == "30h"
    assert after["policy"]["minimum_gap"] == "9d"
    assert after["policy"]["close"] == {"enabled": False}
    assert after.get("gmail") == tomllib.loads(text).get("gmail")


def test_a_key_can_be_removed_and_a_missing_one_stays_missing() -> None:
    text = "[letters]\ntemplates = 'mine'\n"
    after = edited(text, {("letters", "templates"): None, ("policy", "minimum_gap"): None})
    assert tomllib.loads(after) == {"letters": {}}


@pytest.mark.parametrize("text", ["[policy\n", "policy = 3\n"])
def test_what_cannot_be_edited_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="config"):
        edited(text, {OPENS: "30h"})


def test_a_link_stays_a_link_and_the_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "config.toml"
    real.write_text("# old\n")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, "# new\n")
    assert link.is_symlink()
    assert real.read_text() == "# new\n"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_new_config_is_the_persons_alone(tmp_path: Path) -> None:
    write(tmp_path / "folder" / "config.toml", "# new\n")
    assert (tmp_path / "folder" / "config.toml").stat().st_mode & 0o777 == 0o600


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("# old\n")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(config, "# new\n")
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
    assert config.read_text() == "# old\n"
