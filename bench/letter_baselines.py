"""Two simple letter writers to compare with."""

from __future__ import annotations

from scheduler.policy import Stage
from service.letters.model import Letter, LetterRequest

_FORMS = {
    Stage.THANK_YOU: (
        "Thank you for taking the time to interview me for the {role} position at {company} on "
        "{day}. I enjoyed learning more about the role and the company.\n\nI am very excited about "
        "this opportunity, and I believe that my skills and experience make me a perfect fit for "
        "your team.\n\nPlease let me know if you need any additional information. I look forward "
        "to hearing from you!"
    ),
    Stage.STATUS_CHECK: (
        "I hope this email finds you well. I am writing to follow up on my interview for the "
        "{role} position at {company} on {day}.\n\nI remain very interested in this "
        "opportunity and would appreciate any update you can share about the hiring "
        "process.\n\nPlease let me know if you need any additional information from me. "
        "I look forward to hearing from you!"
    ),
    Stage.FINAL_CHECK: (
        "I hope this email finds you well. I wanted to follow up one last time on the {role} "
        "position at {company}, for which I interviewed on {day}.\n\nIf you have decided to move "
        "forward with another candidate, I understand. Thank you for your time and consideration."
    ),
}


def filled_in(request: LetterRequest) -> Letter:
    """A bare template with its slots filled and a plain word where nothing is known."""
    start = request.interview_start
    body = _FORMS[request.stage].format(
        role=request.role or "open",
        company=request.company or "your company",
        day=f"{start:%B} {start.day}",
    )
    greeting = f"Dear {request.recipient.name or 'Hiring Manager'},"
    subject = f"Following up: {request.role or 'interview'}"
    return Letter(subject, f"{greeting}\n\n{body}\n\nBest regards,\n{request.candidate.name}\n")


def one_sentence(request: LetterRequest) -> Letter:
    """The follow-up that mail tools insert: one sentence, whatever happened before."""
    first = request.recipient.name.split(" ")[0] or "there"
    role = f" for the {request.role} role" if request.role else ""
    body = f"Just following up on our interview{role} - do you have any updates on next steps?"
    subject = f"Re: {request.thread_subject}" if request.thread_subject else "Following up"
    return Letter(subject, f"Hi {first},\n\n{body}\n\nThanks,\n{request.candidate.name}\n")
