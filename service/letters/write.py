"""From a request to a finished letter (pure): the same request always gives the same letter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace

from scheduler.policy import Stage
from service.letters import clean
from service.letters.html import html_of
from service.letters.languages import language_of
from service.letters.languages.base import Language
from service.letters.material import LINE, Material, context_of, gather, lighter
from service.letters.model import Letter, LetterRequest
from service.letters.shape import BOUNDS, body_words
from service.letters.templates import Templates
from service.letters.vary import Choose, Lots


def write(request: LetterRequest, *, templates: Templates | None = None) -> Letter:
    """The letter for this request, in its language where we have one, else in English.

    The result has not been proofread: `proofread` says whether it may be placed.
    """
    return compose(request, templates or Templates(), lots_for(request))


def compose(request: LetterRequest, templates: Templates, choose: Choose) -> Letter:
    """A letter whose wordings `choose` picks; what makes it too long is left out."""
    language = language_of(request.language)
    material = gather(request, _closing(request, language, choose))
    name = f"{language.code}/{request.stage.value}.j2"
    subject, text = _fitted(material, lambda m: _render(templates, name, m, choose), request.stage)
    thread_subject = reply_subject(request.thread_subject)
    return Letter(thread_subject or subject, text, html_of(text, templates=templates))


def _fitted(
    material: Material, render: Callable[[Material], tuple[str, str]], stage: Stage
) -> tuple[str, str]:
    """The letter with the most in it that is not too long, and with a general word if too short."""
    fewest, most = BOUNDS[stage]
    subject, text = render(material)
    if len(body_words(text)) < fewest:
        return render(replace(material, room=True))
    for less in lighter(material):
        subject, text = render(less)
        if len(body_words(text)) <= most:
            break
    return subject, text


def reply_subject(thread_subject: str | None) -> str:
    """The thread's subject as a reply has it, or "" where the letter starts a thread.

    Gmail keeps a reply in its thread only if the subject stays the same but for "Re:".
    """
    subject = clean.subject(thread_subject)
    return (
        subject
        if not subject or re.match(r"re\s*:", subject, re.IGNORECASE)
        else f"Re: {subject}"[: clean.MOST_SUBJECT].rstrip()
    )


def lots_for(request: LetterRequest) -> Lots:
    """What decides the wording: the follow-up's key, and on a panel the recipient's place in it."""
    if not request.others:
        return Lots(request.key)
    me = _identity(request.recipient.email, request.recipient.name)
    table = sorted({me} | {_identity(other.email, other.name) for other in request.others})
    shared = "\n".join([*table, request.interview_start.isoformat(), request.stage.value])
    return Lots(request.key, hashlib.sha256(shared.encode()).hexdigest(), table.index(me))


def _identity(email: str | None, name: str) -> str:
    return (email or name).strip().lower()


def _closing(request: LetterRequest, language: Language, choose: Choose) -> str:
    closings = language.closings(
        formal=request.candidate.tone == "formal",
        informal=request.informal,
        british=request.candidate.spelling != "US",
    )
    return closings[choose("closing", [True] * len(closings))]


def _render(templates: Templates, name: str, material: Material, choose: Choose) -> tuple[str, str]:
    """Subject and text: a template's own line breaks are folded, its paragraphs kept."""
    rendered = templates.render(name, context_of(material, choose))
    folded = [" ".join(part.split()) for part in re.split(r"\n\s*\n", rendered)]
    parts = [part.replace(LINE, "\n") for part in folded if part]
    subject = ""
    if parts and parts[0].startswith("Subject:"):
        subject = clean.subject(parts.pop(0).removeprefix("Subject:"))
    return subject[:1].upper() + subject[1:], "\n\n".join(parts) + "\n"
