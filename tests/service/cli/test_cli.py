"""The commands as a person or a program runs them: words, data and exit codes."""

from __future__ import annotations

import json
import mailbox
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from gmail.sandbox import Sandbox
from service.cli.app import app
from tests.story.letters_in import ALEX, at, invitation, newsletter

ROOT = Path(__file__).parents[3]
AFTERWORD = [sys.executable, "-c", "from service.cli import main; main()"]


def afterword(
    *words: str | Path, home: Path, give: str | bytes = b"", **environ: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program with a home of its own and no keyring."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD")}
    keyring = "keyring.backends.fail.Keyring"
    return subprocess.run(
        [*AFTERWORD, *map(str, words)],
        input=give.encode() if isinstance(give, str) else give,
        capture_output=True,
        cwd=ROOT,
        env={**clean, "AFTERWORD_HOME": str(home), "PYTHON_KEYRING_BACKEND": keyring, **environ},
        timeout=60,
        check=False,
    )


def lines_of(run: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    """Two newsletters, an interview, and something that is no mail at all."""
    path = tmp_path / "takeout.mbox"
    box = mailbox.mbox(path)
    for raw in (newsletter("2026-03-01 09:00", 1), invitation(), newsletter("2026-03-04 09:00", 2)):
        box.add(raw)
    box.flush()
    box.close()
    return path


def test_read_prints_one_object_a_message_in_order(tmp_path: Path, mbox: Path) -> None:
    run = afterword("read", mbox, "--me", ALEX, "--tz", "America/New_York", home=tmp_path)
    assert run.returncode == 0, run.stderr
    found = lines_of(run)
    assert [value["source"] for value in found] == [f"{mbox}#{n}" for n in range(3)]
    assert [value["schema"] for value in found] == [1, 1, 1]
    assert found[1]["kind"] == "interview_confirmation"
    assert found[1]["interview"]["start"] == "2026-03-05T14:00:00-05:00"
    assert found[0]["interview"] is None


def test_read_takes_standard_input_and_folders(tmp_path: Path) -> None:
    from_stdin = lines_of(afterword("read", "-", "--json", home=tmp_path, give=invitation()))
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "a.eml").write_bytes(invitation())
    (folder / "b.eml").write_bytes(newsletter("2026-03-01 09:00", 1))
    from_folder = lines_of(afterword("read", folder, home=tmp_path))
    assert from_stdin[0]["message_id"] == from_folder[0]["message_id"]
    assert len(from_folder) == 2


def test_a_message_that_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"")
    (tmp_path / "b.eml").write_bytes(invitation())
    run = afterword("read", tmp_path / "a.eml", tmp_path / "b.eml", home=tmp_path)
    first, second = lines_of(run)
    assert "error" in first
    assert second["kind"] == "interview_confirmation"
    assert run.returncode == 0


def test_preview_tells_every_follow_up_with_its_letter(tmp_path: Path, mbox: Path) -> None:
    config = tmp_path / "c.toml"
    config.write_text('[candidate]\nname = "Alex Morgan"\ntime_zone = "America/New_York"\n')
    run = afterword(
        "preview", mbox, "--me", ALEX, "--config", config,
        "--at", "2026-03-01", "--until", "2026-03-06T20:00-05:00", "--json", home=tmp_path,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    document = json.loads(run.stdout)
    assert document["schema"] == 1
    stages = {each["stage"]: each for each in document["follow_ups"]}
    assert list(stages) == ["thank_you", "status_check", "final_check"]
    thanks = stages["thank_you"]
    assert thanks["state"] == "placed"
    assert thanks["opens_at"] == "2026-03-06T15:00:00-05:00"
    assert thanks["draft"]["to"] == ["jane.roe@initech.example"]
    assert thanks["draft"]["in_reply_to"] == "<invitation@mail.initech.example>"
    assert thanks["draft"]["body"].rstrip().endswith("Alex Morgan")
    assert stages["status_check"]["state"] == "waiting"
    assert document["applications"] == [
        {"company": "Initech", "role": "Data Engineer", "outcome": None, "threads": 1}
    ]


def test_preview_touches_neither_account_nor_database(tmp_path: Path, mbox: Path) -> None:
    home = tmp_path / "home"
    afterword("preview", mbox, "--me", ALEX, "--until", "2026-04-01", home=home)
    assert not home.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[policy.thank_you]\nopens = 24\n", "policy.thank_you.opens"),
        ("mode = \n", "valid TOML"),
        ("moed = 'draft'\n", "moed"),
    ],
)
def test_a_wrong_config_is_told_with_its_line_and_exit_code_2(
    tmp_path: Path, text: str, said: str
) -> None:
    config = tmp_path / "config.toml"
    config.write_text(text)
    run = afterword("status", "--config", config, home=tmp_path)
    assert run.returncode == 2
    message = run.stderr.decode()
    assert said in message
    assert re.search(rf"{re.escape(str(config))}:\d+:", message)
    assert "Traceback" not in message


@pytest.mark.parametrize(
    "words", [("read", "x.eml", "--tz", "Mars/Base"), ("why", "nobody"), ("run",), ("connect",)]
)
def test_wrong_use_says_what_to_do_and_ends_with_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    run = afterword(*words, home=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith(b"afterword: ")
    assert b"Traceback" not in run.stderr


def test_connect_run_status_and_disconnect_on_a_server(tmp_path: Path) -> None:
    """The whole of it from the shell, the headless way: the redirected address is pasted."""
    with Sandbox(lambda: at("2026-03-02 16:00")) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan")
        sandbox.deliver(ALEX, invitation(), at("2026-03-02 15:00"))
        secrets = tmp_path / "client.json"
        secrets.write_text(json.dumps(sandbox.client_secrets()))
        servers = {
            "AFTERWORD_GMAIL_ENDPOINT": sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": sandbox.url,
        }
        pasted = _consent(tmp_path, secrets, servers)
        assert pasted.returncode == 0, pasted.stderr
        assert f"Connected {ALEX}".encode() in pasted.stdout
        token = next((tmp_path / "tokens").glob("*.json"))
        assert token.stat().st_mode & 0o777 == 0o600

        assert afterword("run", "--once", home=tmp_path, **servers).returncode == 0
        status = json.loads(afterword("status", home=tmp_path, **servers).stdout)
        (account,) = status["accounts"]
        assert (account["email"], account["connected"], account["to_read"]) == (ALEX, True, 0)

        assert afterword("disconnect", home=tmp_path, **servers).returncode == 0
        assert not list((tmp_path / "tokens").glob("*.json"))
        assert afterword("run", "--once", home=tmp_path, **servers).returncode == 3


def test_what_was_done_is_printed_as_data_and_the_talk_stands_beside_it(tmp_path: Path) -> None:
    with Sandbox(lambda: at("2026-03-02 16:00")) as sandbox:
        sandbox.add_account(ALEX, name="Alex Morgan")
        sandbox.deliver(ALEX, invitation(), at("2026-03-02 15:00"))
        servers = {
            "AFTERWORD_GMAIL_ENDPOINT": sandbox.url,
            "AFTERWORD_OAUTH_ENDPOINT": sandbox.url,
        }

        def told(*words: str) -> dict[str, Any]:
            run = afterword(*words, "--json", home=tmp_path, **servers)
            assert run.returncode == 0, run.stderr
            data: dict[str, Any] = json.loads(run.stdout)
            return data

        begun = told("init")
        assert begun["config"] == str(tmp_path / "config.toml")
        assert begun["mode"] == "preview"
        connected = _consent(tmp_path, None, servers, "--json")
        assert json.loads(connected.stdout)["account"] == ALEX
        (once,) = told("run", "--once")["accounts"]
        assert (once["failed"], once["problem"]) == (0, None)
        assert told("disconnect") == {"schema": 1, "account": ALEX, "revoked": True}


def test_every_command_can_print_data() -> None:
    commands = [each.callback for each in app.registered_commands if each.callback]
    assert len(commands) > 20
    assert [each.__name__ for each in commands if "json" not in signature(each).parameters] == []


def test_the_version_is_told(tmp_path: Path) -> None:
    assert afterword("--version", home=tmp_path).stdout.decode().strip() == (
        f"afterword {version('afterword')}"
    )


def _consent(
    home: Path, secrets: Path | None, servers: dict[str, str], *words: str
) -> subprocess.CompletedProcess[bytes]:
    """Run `connect --by-hand`: open the page it prints, paste the address it redirects to."""
    named = ["--secrets", str(secrets)] if secrets else []
    process = subprocess.Popen(
        [*AFTERWORD, "connect", "--by-hand", *named, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={
            **os.environ,
            "AFTERWORD_HOME": str(home),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "PYTHONUNBUFFERED": "1",
            **servers,
        },
    )
    talk = process.stderr if "--json" in words else process.stdout
    assert talk is not None
    url = next(line.strip().decode() for line in talk if b"http://" in line)
    out, err = process.communicate(_redirect_of(url).encode() + b"\n", timeout=60)
    return subprocess.CompletedProcess([], process.returncode, out, err)


class _Stay(urllib.request.HTTPRedirectHandler):
    """A browser on another machine: the last page does not load."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _redirect_of(url: str) -> str:
    try:
        urllib.request.build_opener(_Stay).open(url, timeout=10).close()
    except urllib.error.HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the consent page did not redirect")


def test_the_sandbox_command_serves_an_mbox_as_a_mailbox(tmp_path: Path, mbox: Path) -> None:
    process = subprocess.Popen(
        [*AFTERWORD, "sandbox", "--mbox", str(mbox), "--me", ALEX],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        told = [process.stdout.readline().decode() for _ in range(3)]
        servers = dict(re.findall(r"(AFTERWORD_\w+)=(\S+)", "".join(told)))
        assert set(servers) == {"AFTERWORD_GMAIL_ENDPOINT", "AFTERWORD_OAUTH_ENDPOINT"}
        assert _consent(tmp_path, None, servers).returncode == 0
        assert afterword("run", "--once", home=tmp_path, **servers).returncode == 0
    finally:
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=20)
    assert (process.returncode, words) == (0, b"")


def test_letter_shows_what_a_persons_own_template_makes(tmp_path: Path) -> None:
    (tmp_path / "templates" / "en").mkdir(parents=True)
    own = tmp_path / "templates" / "en" / "final_check.j2"
    own.write_text("{{ salutation }}\n\nIs the {{ position }} taken?\n\n{{ signoff }}\n")
    config = tmp_path / "config.toml"
    config.write_text('[candidate]\nname = "Robin Hale"\n[letters]\ntemplates = "templates"\n')
    run = afterword("letter", "--stage", "final_check", "--example", home=tmp_path)
    assert run.returncode == 0, run.stderr
    (shown,) = lines_of(run)
    assert "Is the Data Engineer role at Initech taken?" in shown["text"]
    assert shown["text"].rstrip().endswith("Robin Hale")
    assert any("40 to 90" in problem for problem in shown["problems"]), "it says too little"


def test_letter_tells_a_broken_template_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "templates" / "de").mkdir(parents=True)
    broken = tmp_path / "templates" / "de" / "thank_you.j2"
    broken.write_text("{{ salutation }}\n\n{{ nobody }}\n\n{{ signoff }}\n")
    (tmp_path / "config.toml").write_text('[letters]\ntemplates = "templates"\n')
    run = afterword("letter", "--example", "--language", "de", home=tmp_path)
    (shown,) = lines_of(run)
    assert shown["text"].startswith("Guten Tag")
    assert shown["problems"][0].startswith(f"{broken}:3: ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--example", "--stage", "thanks"], b"no stage is called 'thanks'"),
        (["--example", "--language", "fi"], b"no letters are written in 'fi'"),
        ([], b"say --example"),
    ],
)
def test_letter_tells_wrong_use(tmp_path: Path, words: list[str], told: bytes) -> None:
    run = afterword("letter", *words, home=tmp_path)
    assert run.returncode == 2
    assert told in run.stderr
