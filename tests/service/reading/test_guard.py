"""What speaks of the reader's own application decides whether a fixed meeting is an interview."""

from __future__ import annotations

from service.reading.fitted import weights
from service.reading.kind import guard
from service.reading.kind.features import features_of
from service.reading.kind.guard import chance_of_one, signs
from service.reading.kind.opinion import opinion_of
from service.reading.quoted import quoted_in
from service.reading.view import View
from tests.service.reading.mail import ME, mail

ANSWER = "Hi Alex,\n\nThursday at 3 works for us, see you then.\n\nDana\n\n"
QUOTED = "On Mon, 2 Mar 2026, Alex Morgan wrote:\n> "


def view(body: str) -> View:
    message = mail(body, subject="Re: Thursday", in_reply_to="<0@example.com>")
    return View(message, frozenset({ME}), "America/New_York")


def chance(body: str) -> float:
    seen = view(body)
    features = features_of(seen)
    return chance_of_one(features, opinion_of(seen, features, quoted_in(seen)))


def test_the_mail_that_is_answered_tells_what_is_fixed() -> None:
    about_a_job = chance(f"{ANSWER}{QUOTED}thank you for the invitation to interview for the role.")
    about_a_boat = chance(f"{ANSWER}{QUOTED}could we look at the boat together some time?")

    assert about_a_job > about_a_boat


def test_every_sign_has_a_weight_and_every_weight_a_sign() -> None:
    seen = view(ANSWER)
    features = features_of(seen)
    known = set(weights(guard.__package__ or "", guard.FILE)) - {"bias"}

    assert set(signs(features, opinion_of(seen, features, quoted_in(seen)))) == known
