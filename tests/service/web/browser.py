"""Headless Chromium and axe-core for the page's tests; where they are not, the reason in words."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AS_ROOT = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
SHOTS = Path(os.environ.get("AFTERWORD_SCREENSHOTS") or Path(__file__).parents[3] / "var/screens")
"""Where the pictures go; the folder `var` is never committed."""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of this machine; the test is skipped where there is none."""
    found = os.environ.get("AFTERWORD_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), None
    )
    if found is None:
        pytest.skip("no Chromium is installed here (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=AS_ROOT)
        yield browser
        browser.close()


def axe_source() -> str:
    """axe-core's script (licensed MPL-2.0) out of a package for tests; it is never shipped."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


def complaints(page: Page, axe: str) -> list[str]:
    """What axe finds wrong on the page as it stands: every rule it has, of any weight."""
    page.evaluate(axe)  # through the debugger: the page's own policy lets no foreign script in
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{each['impact']} {each['id']}: {node['html'][:160]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


SHIFTS = """new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (!e.hadRecentInput) sum += e.value;
  })).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})"""
"""How much of the page has moved of itself since it began to show (Cumulative Layout Shift); what
moves with a change of the window's size, as for a picture of the whole page, does not count."""
