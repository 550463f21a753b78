"""From a request to a letter: subjects, panels, signatures, HTML, and the same letter each time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date

import pytest

from scheduler.policy import Stage
from service.letters.example import example_request, sparse_request
from service.letters.model import Correspondent, LetterRequest, Signatory
from service.letters.others import Listed
from service.letters.proofread import proofread
from service.letters.shape import body_of, paragraphs
from service.letters.write import write

ROE = Correspondent("Jane Roe", "jane@initech.example", title="Dr.")
LEE = Correspondent("Sam Lee", "sam@initech.example")
NAIR = Correspondent("Priya Nair", "priya@initech.example")


def plain(stage: Stage = Stage.THANK_YOU) -> LetterRequest:
    known = example_request(stage)
    return replace(known, others=(), notes=(), promised=None, recipient=ROE)


def test_the_same_request_gives_the_same_letter_in_another_process() -> None:
    code = (
        "from service.letters.example import example_request as e; from service.letters.write"
        " import write; print(write(e('thank_you')).text, end='')"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
    )
    assert told.stdout == write(example_request(Stage.THANK_YOU)).text


def test_a_decision_that_may_have_come_by_now_is_not_named() -> None:
    """The interview was on Thursday, March 5; thanks may lie in Drafts until Saturday."""
    for key in range(8):
        asked = replace(plain(), key=str(key), promised=date(2026, 3, 6))
        assert "March 6" not in write(asked).text
        assert "March 7" in write(replace(asked, promised=date(2026, 3, 7))).text
    before_it = replace(plain(Stage.STATUS_CHECK), promised=date(2026, 3, 4))
    assert "March 4" not in write(before_it).text


def test_other_keys_give_other_words() -> None:
    bodies = {body_of(write(replace(plain(), key=str(key))).text) for key in range(50)}
    assert len(bodies) > 45
    openings = {body.split(".")[0] for body in bodies}
    assert len(openings) >= 4


def test_a_panels_letters_share_no_sentence_but_the_facts() -> None:
    """Three interviewers who compare their letters find three letters."""
    panel = (ROE, LEE, NAIR)
    bodies = []
    for turn, reader in enumerate(panel):
        others = tuple(person for person in panel if person is not reader)
        request = replace(plain(), key=f"key {turn}", recipient=reader, others=others)
        bodies.append(body_of(write(request).text))
    sentences = [{s for p in body.split("\n\n") for s in p.split(". ")} for body in bodies]
    assert not sentences[0] & sentences[1]
    assert not sentences[0] & sentences[2]
    assert not sentences[1] & sentences[2]


def test_a_panel_is_thanked_by_name() -> None:
    text = write(replace(plain(), others=(LEE, NAIR, Correspondent("")))).text
    assert "Sam Lee and Priya Nair" in text


@pytest.mark.parametrize(
    ("thread", "subject"),
    [
        ("Your interview", "Re: Your interview"),
        ("Re: Your interview", "Re: Your interview"),
        ("RE: Your interview", "RE: Your interview"),
        ("Interview\r\nBcc: x@example.org", "Re: Interview Bcc: x@example.org"),
        ("Reach new heights", "Re: Reach new heights"),
        ("[Initech] {Interview}", "Re: [Initech] {Interview}"),
    ],
)
def test_a_reply_keeps_the_threads_subject(thread: str, subject: str) -> None:
    request = replace(plain(), thread_subject=thread)
    letter = write(request)
    assert letter.subject == subject
    assert proofread(letter, request) == ()


def test_a_new_thread_gets_a_subject_of_its_own() -> None:
    subject = write(replace(plain(), thread_subject=None)).subject
    assert "thank" in subject.lower()
    assert subject[0].isupper()


def test_the_promise_is_named_in_american_and_british_order() -> None:
    request = replace(plain(Stage.STATUS_CHECK), promised=date(2026, 3, 13))
    british = replace(request, candidate=Signatory("A. Hale", "a@example.com", spelling="GB"))
    assert "by Friday, March 13" in write(request).text
    assert "by Friday, 13 March" in write(british).text


def test_the_final_check_names_the_day_of_the_last_letter_and_no_promise() -> None:
    request = replace(plain(Stage.FINAL_CHECK), promised=date(2026, 3, 13))
    text = write(request).text
    assert "Tuesday, March 17" in text
    assert "March 13" not in text


def test_a_status_check_thanks_if_nobody_did_so_before() -> None:
    late = replace(plain(Stage.STATUS_CHECK), thank_you_sent=False)
    assert "the time you" in write(late).text
    assert "the time you" not in write(replace(late, thank_you_sent=True)).text


@pytest.mark.parametrize(
    ("signature", "ending"),
    [
        (None, "Alex Morgan"),
        ("Alex Morgan\n\nData engineer", "Alex Morgan\nData engineer"),
        ("Data engineer\n+1 555 0100", "Alex Morgan\n\n-- \nData engineer\n+1 555 0100"),
        ("Cheers,\nAlex Morgan", "Cheers,\nAlex Morgan"),
    ],
)
def test_gmails_signature_stands_where_a_person_has_it(signature: str | None, ending: str) -> None:
    request = replace(
        plain(), candidate=Signatory("Alex Morgan", "alex@example.com", signature=signature)
    )
    letter = write(request)
    assert letter.text.endswith(f"\n{ending}\n")
    assert letter.text.count("Alex Morgan") == 1
    assert proofread(letter, request) == ()


def test_names_of_other_applications_stay_out_of_what_the_thread_gives() -> None:
    request = replace(
        plain(), topic="your time at Globex", others_names=Listed(("Globex", "Umbrella")),
        candidate=Signatory("A. Hale", "a@example.com", strengths=("two years at Umbrella",)),
    )  # fmt: skip
    letter = write(request)
    assert "Globex" not in letter.text
    assert "Umbrella" not in letter.text


def test_the_topic_changes_sides() -> None:
    assert "your data platform" in write(replace(plain(), topic="our data platform")).text
    assert "my work on search" in write(replace(plain(), topic="your work on search")).text
    assert "we will" not in write(replace(plain(), topic="what we will build")).text


def test_the_profile_speaks_as_an_object_or_as_a_sentence() -> None:
    def letter(strength: str) -> str:
        who = Signatory("Alex Morgan", "alex@example.com", strengths=(strength,))
        return write(replace(plain(), candidate=who)).text

    assert " five years of data work" in letter("Five years of data work")
    assert "I led a team of eight" in letter("led a team of eight")
    assert "I am fluent in German" in letter("Fluent in German")
    assert "{" not in letter("{{ 7 * 7 }} years")


def test_html_is_gmails_own_simple_kind_and_says_the_same() -> None:
    request = replace(plain(), company="Fenwick & Sons")
    letter = write(request)
    assert letter.html is not None
    assert letter.html.startswith('<div dir="ltr"><div>Dear Dr. Roe,</div><div><br></div><div>')
    assert letter.html.endswith("<div>Alex Morgan</div></div>")
    assert "Fenwick &amp; Sons" in letter.html
    assert letter.html.count("<br>") == letter.text.count("\n\n")


def test_with_nothing_known_it_is_still_a_letter() -> None:
    for stage in Stage:
        request = sparse_request(stage)
        letter = write(request)
        assert paragraphs(letter.text)[0] == "Hello,"
        assert proofread(letter, request) == ()
