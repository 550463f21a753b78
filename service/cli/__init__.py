"""The command line: `afterword`."""

from __future__ import annotations


def main() -> None:
    """The program's entry. Exit codes: 0 done, 1 failed, 2 wrong use or config, 3 connect again."""
    from service.cli.app import app  # noqa: PLC0415  nothing heavy before it is needed

    app()
