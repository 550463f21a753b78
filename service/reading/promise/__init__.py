"""The employer's own word on when they decide or answer (pure): DESIGN.md 8, `decision_by`.

A promise is a sentence in which the employer says that they will decide, answer or be in touch,
with a time. What the candidate is asked to do by a time is none; nor is when a meeting will be
arranged or a link sent: that says nothing of a decision. The days count from what the sentence
names: another date, the interview, else the message.
"""

from service.reading.promise.find import Found, find_promise, likely_promise

__all__ = ["Found", "find_promise", "likely_promise"]
