"""Where an account's token lies: in the system keyring, or in a file only its owner can read."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringError, PasswordDeleteError

from gmail.errors import TokenStoreError

log = logging.getLogger(__name__)

KEYRING_SERVICE = "afterword"
_PROBE = "probe"
_LONGEST_NAME = 150


class TokenStore(Protocol):
    """Keeps one secret text for each account. All methods may raise TokenStoreError."""

    def load(self, account: str) -> str | None:
        """The text last saved, or None."""

    def save(self, account: str, text: str) -> None:
        """Keep `text` in place of what was there."""

    def delete(self, account: str) -> None:
        """Forget the account; nothing happens where it is not known."""


class FileTokens:
    """Tokens as files of mode 0600 in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, account: str) -> Path:
        """The account's file; the name holds nothing that means something to a file system."""
        name = quote(account.casefold(), safe="@+")
        if len(name) > _LONGEST_NAME:
            name = hashlib.sha256(account.casefold().encode()).hexdigest()
        return self._folder / f"{name}.json"

    def load(self, account: str) -> str | None:
        path = self.path(account)
        try:
            # A link in this folder would be somebody else's doing.
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise TokenStoreError(f"{path} cannot be read: {fault.strerror}") from fault
        with os.fdopen(descriptor, encoding="utf-8") as file:
            if os.name == "posix" and os.fstat(descriptor).st_mode & 0o077:
                log.warning("a token file was open to other users; its mode is mended")
                os.fchmod(descriptor, 0o600)
            return file.read()

    def save(self, account: str, text: str) -> None:
        """Write to a new file beside the old one, then put it in its place: never half a token."""
        path = self.path(account)
        try:
            self._prepare_folder()
            _replace(path, text)
        except OSError as fault:
            raise TokenStoreError(f"{path} cannot be written: {fault.strerror}") from fault

    def delete(self, account: str) -> None:
        path = self.path(account)
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise TokenStoreError(f"{path} cannot be removed: {fault.strerror}") from fault

    def _prepare_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and self._folder.stat().st_mode & 0o077:
            self._folder.chmod(0o700)


def _replace(path: Path, text: str) -> None:
    # mkstemp makes the file with mode 0600.
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".token-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last; not every system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class KeyringTokens:
    """Tokens in the system keyring; a token that an earlier run left in a file is still found."""

    def __init__(self, backend: KeyringBackend, files: FileTokens) -> None:
        self._backend = backend
        self._files = files

    def load(self, account: str) -> str | None:
        try:
            text = self._backend.get_password(KEYRING_SERVICE, account.casefold())
        except KeyringError as fault:
            raise TokenStoreError(f"the keyring gave no answer ({type(fault).__name__})") from fault
        return text if text is not None else self._files.load(account)

    def save(self, account: str, text: str) -> None:
        try:
            self._backend.set_password(KEYRING_SERVICE, account.casefold(), text)
        except KeyringError as fault:
            raise TokenStoreError(f"the keyring took no token ({type(fault).__name__})") from fault
        self._files.delete(account)

    def delete(self, account: str) -> None:
        try:
            self._backend.delete_password(KEYRING_SERVICE, account.casefold())
        except PasswordDeleteError:
            log.debug("the keyring held no token")
        except KeyringError as fault:
            raise TokenStoreError(f"the keyring gave no answer ({type(fault).__name__})") from fault
        self._files.delete(account)


def usable_keyring(backend: KeyringBackend) -> bool:
    """Whether `backend` really keeps secrets; it may ask the person to unlock it."""
    if isinstance(backend, fail.Keyring | null.Keyring):
        return False
    if isinstance(backend, chainer.ChainerBackend):
        inner = list(chainer.ChainerBackend.backends)
        return any(usable_keyring(one) for one in inner)
    try:
        # Backends raise errors of their own system's libraries too.
        backend.get_password(KEYRING_SERVICE, _PROBE)
    except Exception as fault:
        log.info("the system keyring is not usable: %s", type(fault).__name__)
        return False
    return True


def choose_token_store(folder: Path, backend: KeyringBackend | None = None) -> TokenStore:
    """The system keyring where there is one, else files in `folder`."""
    backend = backend if backend is not None else keyring.get_keyring()
    files = FileTokens(folder)
    return KeyringTokens(backend, files) if usable_keyring(backend) else files
