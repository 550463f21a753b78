"""The demo's ordinary mail as training mail: what lies in a mailbox of today beside job mail."""

from __future__ import annotations

from collections.abc import Iterator

from bench.renamed import renamed
from bench.training_mail import Sample
from gmail.message.parse import parse
from service.reading.model import Kind
from tests.service.demo.files import distractors

ME = "alex.morgan@example.com"
_ABOUT_JOBS = (
    "newsletter", "job-", "resume-service", "career-fair", "webinar-hiring", "bootcamp",
    "list-python-jobs", "scam-job", "staffing", "ats-", "unemployment", "freelance", "alex-",
    "former-employer", "out-of-office", "bounce", "calendar-reply",
)  # fmt: skip
"""Names of mail whose kind is debatable, or that the model is never shown."""


def samples() -> Iterator[Sample]:
    """Each message that is plainly about something else than work sought."""
    for number, mail in enumerate(distractors()):
        if not any(word in mail.name for word in _ABOUT_JOBS):
            raw = renamed(mail.raw, ME, number)
            yield Sample(Kind.OTHER, parse(raw), f"demo/{mail.name}")
