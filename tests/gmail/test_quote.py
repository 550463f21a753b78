"""The original below an answer: marked as Gmail marks it, so that everybody folds it away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gmail.drafts import compose
from gmail.drafts.quote import LONGEST, Quoted, below_html
from gmail.message.parse import parse
from tests.gmail.door_world import letter

LINE = "On Mon, Mar 2, 2026 at 10:00 AM, Jane Roe <jane@initech.example> wrote:"
INVITED = "Hi Alex,\n\nYour interview is on Thursday.\n> an older line\n\nJane\n"


def quoting(text: str, line: str = LINE, **changes: str) -> bytes:
    return compose(letter("t1", quoted=Quoted(line, text), **changes))


def test_every_line_of_the_original_is_marked() -> None:
    text = parse(quoting(INVITED)).text
    _, _, below = text.partition(f"{LINE}\n\n")
    assert below.rstrip().split("\n") == [
        *("> Hi Alex,", ">", "> Your interview is on Thursday.", ">> an older line", ">", "> Jane"),
    ]


def test_what_is_read_back_as_new_is_the_letter_alone() -> None:
    message = parse(quoting(INVITED, html="<div>Dear Jane</div>"))
    assert message.new_text.split() == letter("t1").text.split()


def test_html_of_the_original_is_shown_and_never_run() -> None:
    html = below_html("<div>Dear Jane</div>", Quoted("<b>Jane</b>", "<script>x</script>\n</div>"))
    assert html.startswith("<div>Dear Jane</div>")
    assert "<script>" not in html
    assert "<b>" not in html
    assert html.count("<div") == html.count("</div>")
    assert 'class="gmail_quote"' in html


def test_a_very_long_original_is_cut_at_a_lines_end() -> None:
    text = parse(quoting("a line of words\n" * 5000)).text
    assert len(text) < LONGEST * 1.2
    assert text.rstrip().endswith("> a line of words\n> [...]")
    assert "> [...]" in parse(quoting("x" * 50_000)).text


@given(st.text(max_size=300), st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_no_original_can_write_into_the_letter_or_its_headers(text: str, line: str) -> None:
    quoted = Quoted(line, text.encode("utf-8", "replace").decode())
    message = parse(compose(letter("t1", html="<div>Dear Jane</div>", quoted=quoted)))
    assert message.to == letter("t1").to
    assert message.text.startswith("Dear Jane,")
