"""Whatever the facts are, nothing is injected and the letter stays a letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.policy import Stage
from service.letters.model import Correspondent, LetterRequest, Signatory
from service.letters.others import Listed
from service.letters.proofread import proofread
from service.letters.shape import BOUNDS, body_of, body_words
from service.letters.write import write

HOSTILE = st.sampled_from(
    [
        *("{{ 7*7 }}", "{% for x in y %}", "<b>x</b>", "<script>alert(1)</script>", "[Name]"),
        *("Roe\r\nBcc: a@example.org", "\u202eevil\u202c", "zero\u200bwidth", "\x00\x07", "!!!"),
        *("A" * 10_000, "word " * 5_000, "O'Neil", "Müller & Söhne", "None", "..", "-- ", "%s"),
        *("https://evil.example/x", "\ue000", "\ud800".encode("utf-8", "replace").decode(), "TODO"),
    ]
)
WORD = st.text(st.characters(codec="utf-8"), max_size=12)
FACT = st.one_of(HOSTILE, st.text(max_size=80), st.lists(st.one_of(HOSTILE, WORD)).map(" ".join))
MAYBE = st.none() | FACT
NOTE = st.tuples(
    st.sampled_from(["talked about ", "I'd stress ", "concern: ", "liked ", "über ", ""]), FACT
).map("".join)
PEOPLE = st.builds(Correspondent, name=FACT, email=st.none(), title=MAYBE, signs_as=MAYBE)
REQUESTS = st.builds(
    LetterRequest,
    key=st.text(max_size=20),
    stage=st.sampled_from(list(Stage)),
    candidate=st.builds(
        Signatory, name=FACT, email=st.just("alex@example.com"), signature=st.none(),
        tone=st.sampled_from(["warm", "formal"]), spelling=st.sampled_from(["US", "GB"]),
        strengths=st.lists(FACT, max_size=2).map(tuple),
    ),
    recipient=PEOPLE,
    interview_start=st.just(datetime(2026, 3, 5, 14, tzinfo=ZoneInfo("America/New_York"))),
    others=st.lists(PEOPLE, max_size=6).map(tuple),
    company=MAYBE, role=MAYBE, medium=MAYBE, round_name=MAYBE, topic=MAYBE, thread_subject=MAYBE,
    promised=st.none() | st.dates(date(2026, 3, 6), date(2026, 5, 1)),
    thank_you_sent=st.booleans(),
    notes=st.lists(NOTE, max_size=3).map(tuple),
    language=st.sampled_from(["en", "de", "fr", "es", "nl", "xx"]),
    informal=st.booleans(),
    others_names=st.just(Listed(("Globex Corporation", "Zaphod Beeblebrox"))),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(REQUESTS)
def test_no_fact_breaks_the_letter(request: LetterRequest) -> None:
    letter = write(request)
    fewest, most = BOUNDS[request.stage]
    assert fewest <= len(body_words(letter.text)) <= most
    for forbidden in ("{", "}", "<", ">", "[", "]", "!", "://", "\ue000"):
        assert forbidden not in letter.text, forbidden
    hidden = [c for c in letter.text if unicodedata.category(c)[0] == "C" and c != "\n"]
    assert hidden == []
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    assert len(letter.subject) <= 1000
    assert letter.html is not None
    assert set(_tags(letter.html)) <= {'<div dir="ltr">', "<div>", "</div>", "<br>"}


SHAPE = {"frame", "salutation", "closing", "length", "empty lines", "placeholder", "exclamation",
         "subject", "promise", "date", "other application"}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(REQUESTS)
def test_the_proofreader_finds_nothing_wrong_with_its_shape(request: LetterRequest) -> None:
    found = {problem.rule for problem in proofread(write(request), request)}
    assert not found & SHAPE


@settings(max_examples=100, deadline=None)
@given(REQUESTS, st.sampled_from(["Globex Corporation", "Zaphod Beeblebrox"]))
def test_nothing_of_another_application_comes_in_by_note_topic_or_profile(
    request: LetterRequest, foreign: str
) -> None:
    profile = replace(request.candidate, strengths=(f"years at {foreign}",))
    told = (f"talked about the plans of {foreign}; concern: no {foreign}",)
    tempted = replace(request, notes=told, topic=f"the plans of {foreign}", candidate=profile)
    assert foreign not in body_of(write(tempted).text)


def _tags(html: str) -> list[str]:
    return re.findall(r"<[^>]*>", html)
