"""How likely a mail that the models take for a fixed interview is about one of the reader's (pure).

Short mail from people confirms an ordinary meeting in the same words as an interview, and a false
interview costs more than a missed one. So all that may speak of an application is weighed by a
small fitted model (guard.json): what the nets and the encoder say, the signals in the text, what
the quoted mail is about, who sent it, and how surely its words name a role, an employer, an
interviewer, a time. bench/train_guard.py fits it on mail that the encoder was not trained on.
"""

from __future__ import annotations

from service.reading.encoder.tags import Tag, Tagged
from service.reading.fitted import logit, probability, weights
from service.reading.kind.features import Features
from service.reading.kind.opinion import Opinions, about
from service.reading.model import Kind

FILE = "guard.json"
OTHER_INTERVIEWS = (
    "other_research", "other_press", "other_coaching", "other_authority", "other_school",
    "other_medical", "other_housing", "other_interview", "employer_side",
)  # fmt: skip
"""Signals of other sorts of interviews."""
OTHERS = (*OTHER_INTERVIEWS, "other_sales", "other_business")
"""The same and signals of other meetings."""
_NAMES_NO_TIME = frozenset({"clocks:0", "days:0", "method:None"})
_SIGNALS = ("interview", "application", "to_candidate")
_LEAST_CHANCE, _LEAST_TAG, _LEAST_RUN = 0.002, 0.02, 0.2
_SURE = 0.9


def chance_of_one(features: Features, opinions: Opinions) -> float:
    """The probability, between 0 and 1; 1 where the encoder was not asked."""
    if opinions.encoded is None:
        return 1.0
    return probability(weights(__package__, FILE), signs(features, opinions))


def signs(features: Features, opinions: Opinions) -> dict[str, float]:
    """What speaks for and against it, by name."""
    marks, tagged = features.marks, opinions.tagged
    sources = {"": opinions.kinds, "_by_nets": opinions.nets}
    sources |= {"_by_encoder": opinions.encoded or opinions.nets}
    found = {
        f"about{name}": logit(about(kinds), least=_LEAST_CHANCE) for name, kinds in sources.items()
    }
    found |= {
        f"other{name}": logit(kinds[Kind.OTHER], least=_LEAST_CHANCE)
        for name, kinds in sources.items()
    }
    thread = opinions.thread
    found["thread"] = 0.0 if thread is None else max(0.0, logit(thread, least=_LEAST_TAG))
    found |= {
        "others": float(sum(features.has(name) for name in OTHERS)),
        "tracking": float("sender:tracking" in marks),
        "scheduling": float("sender:scheduling" in marks),
        "no_time": float(marks >= _NAMES_NO_TIME),
        "reply": float("reply" in marks),
        "english": float("language:other" not in marks),
        "bulk": float("bulk" in marks),
    }
    for name in _SIGNALS:
        found[name] = float(features.has(name))
        found[f"quoted_{name}"] = float(f"q:{name}" in marks)
    for tag in Tag:
        found[f"tag_{tag}"] = logit(_surest(tagged, tag), least=_LEAST_TAG)
    role, company = _surest(tagged, Tag.ROLE), _surest(tagged, Tag.COMPANY)
    found |= {"sure_of_role": float(role > _SURE), "sure_of_company": float(company > _SURE)}
    return found | {"role_english": role * found["english"]}


def _surest(tagged: Tagged | None, tag: Tag) -> float:
    """How sure the encoder is of its surest words with a tag."""
    runs = tagged.runs(tag, least=_LEAST_RUN) if tagged else ()
    return max((run.score for run in runs), default=0.0)
