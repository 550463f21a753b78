"""Tokens lie where only their owner finds them, and never by halves."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import InitError, PasswordDeleteError

from gmail.errors import TokenStoreError
from gmail.tokens import FileTokens, KeyringTokens, choose_token_store

ALEX = "alex@example.com"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_token_comes_back_and_can_be_forgotten(tmp_path: Path) -> None:
    store = FileTokens(tmp_path / "tokens")
    assert store.load(ALEX) is None
    store.save(ALEX, "one")
    store.save("Alex@Example.com", "two")
    assert store.load(ALEX) == "two"
    store.delete(ALEX)
    store.delete(ALEX)
    assert store.load(ALEX) is None


def test_only_the_owner_may_read(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store = FileTokens(tmp_path / "tokens")
        store.save(ALEX, "secret")
    finally:
        os.umask(old)
    assert mode(tmp_path / "tokens") == 0o700
    assert mode(store.path(ALEX)) == 0o600


def test_a_mode_that_somebody_loosened_is_mended_and_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = FileTokens(tmp_path)
    store.save(ALEX, "secret")
    store.path(ALEX).chmod(0o644)
    tmp_path.chmod(0o755)
    with caplog.at_level(logging.WARNING):
        assert store.load(ALEX) == "secret"
    assert mode(store.path(ALEX)) == 0o600
    assert "mended" in caplog.text
    store.save(ALEX, "secret")
    assert mode(tmp_path) == 0o700


def test_a_crash_while_writing_leaves_the_old_token_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileTokens(tmp_path)
    store.save(ALEX, "old")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_space)
        with pytest.raises(TokenStoreError, match="No space left"):
            store.save(ALEX, "new")
    assert store.load(ALEX) == "old"
    assert list(tmp_path.iterdir()) == [store.path(ALEX)]


def test_a_reader_sees_the_old_token_or_the_new_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FileTokens(tmp_path)
    store.save(ALEX, "old")
    seen: list[str | None] = []
    replace = Path.replace

    def look_then_replace(self: Path, target: Path) -> Path:
        seen.append(store.load(ALEX))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", look_then_replace)
    store.save(ALEX, "new" * 10_000)
    assert seen == ["old"]
    assert store.load(ALEX) == "new" * 10_000


def test_a_link_in_the_tokens_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("not a token")
    store = FileTokens(tmp_path / "tokens")
    store.save(ALEX, "x")
    store.path(ALEX).unlink()
    store.path(ALEX).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(TokenStoreError):
        store.load(ALEX)


@given(st.text(min_size=1, max_size=300), st.text(min_size=1, max_size=300))
def test_any_account_name_is_one_file_in_the_folder(one: str, other: str) -> None:
    store = FileTokens(Path("/tokens"))
    path = store.path(one)
    assert path.parent == Path("/tokens")
    assert path.name == os.fsdecode(os.fsencode(path.name))
    assert len(path.name) <= 155
    assert not set(path.name) & set('/\\:*?"<>|\x00')
    assert (path == store.path(other)) == (one.casefold() == other.casefold())


class Vault(KeyringBackend):
    """A keyring in memory."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


class LockedVault(Vault):
    """A keyring that nobody has unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise InitError("locked")


def test_the_system_keyring_is_used_where_there_is_one(tmp_path: Path) -> None:
    vault = Vault()
    store = choose_token_store(tmp_path, vault)
    store.save(ALEX, "secret")
    assert store.load(ALEX) == "secret"
    assert list(vault.kept.values()) == ["secret"]
    assert list(tmp_path.iterdir()) == []
    store.delete(ALEX)
    store.delete(ALEX)
    assert store.load(ALEX) is None


def test_a_token_left_in_a_file_moves_into_the_keyring(tmp_path: Path) -> None:
    files = FileTokens(tmp_path)
    files.save(ALEX, "old")
    store = KeyringTokens(Vault(), files)
    assert store.load(ALEX) == "old"
    store.save(ALEX, "new")
    assert store.load(ALEX) == "new"
    assert files.load(ALEX) is None


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, LockedVault])
def test_a_keyring_that_keeps_nothing_is_not_used(
    tmp_path: Path, backend: type[KeyringBackend]
) -> None:
    store = choose_token_store(tmp_path, backend())
    store.save(ALEX, "secret")
    assert FileTokens(tmp_path).load(ALEX) == "secret"


def test_a_keyring_that_locks_later_says_what_to_do(tmp_path: Path) -> None:
    store = KeyringTokens(LockedVault(), FileTokens(tmp_path))
    with pytest.raises(TokenStoreError) as caught:
        store.load(ALEX)
    assert "Unlock" in caught.value.advice
