"""Two simple readers to compare with: a keyword rule, and TF-IDF with logistic regression."""

from __future__ import annotations

from collections.abc import Callable

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from bench import open_mail
from bench.training_mail import samples
from gmail.message.model import Message

_KEYWORDS = (
    (
        "interview_cancellation",
        ("interview has been cancel", "canceled event", "cancel your interview"),
    ),
    ("interview_reschedule", ("reschedul", "new time", "updated invitation")),
    ("rejection", ("unfortunately", "not moving forward", "other candidates", "regret to")),
    ("offer", ("offer letter", "pleased to offer", "job offer")),
    ("assessment", ("assessment", "coding challenge", "hackerrank", "take-home")),
    ("interview_invitation", ("availability", "schedule your interview", "calendly", "invite you")),
    ("interview_confirmation", ("interview", "phone screen")),
    ("acknowledgement", ("received your application", "thank you for applying")),
    ("outreach", ("came across your profile", "opportunity")),
    ("job_marketing", ("new jobs", "job alert", "webinar")),
    ("status_update", ("next steps", "update on your application")),
)


def by_keyword(message: Message) -> str:
    """The first kind one of whose words stands in the subject or the text."""
    text = f"{message.subject}\n{message.text}".lower()
    for kind, words in _KEYWORDS:
        if any(word in text for word in words):
            return kind
    return "other"


def by_words() -> Callable[[Message], str]:
    """TF-IDF of words and pairs, logistic regression, trained on the reader's training mail."""
    training = [*samples(2), *open_mail.samples(2)]
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=20.0, max_iter=500),
    )
    model.fit([_text(one.message) for one in training], [one.kind.value for one in training])
    return lambda message: str(model.predict([_text(message)])[0])


def _text(message: Message) -> str:
    return f"{message.subject}\n{message.text}"
