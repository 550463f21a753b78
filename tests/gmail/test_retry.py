"""Reading what Gmail's refusals mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gmail.errors import AccountRestsError, RefusedError, ScopeMissingError
from gmail.retry import RetryPolicy, Verdict, read_answer

NOW = datetime(2026, 3, 5, 15, 0, tzinfo=UTC)


def body(reason: str, message: str = "") -> bytes:
    return json.dumps({"error": {"message": message, "errors": [{"reason": reason}]}}).encode()


@pytest.mark.parametrize(
    ("status", "reason", "verdict"),
    [
        (200, "", Verdict.FINE),
        (204, "", Verdict.FINE),
        (429, "", Verdict.RATE),
        (403, "rateLimitExceeded", Verdict.RATE),
        (403, "userRateLimitExceeded", Verdict.RATE),
        (403, "domainPolicy", Verdict.NO),
        (403, "dailyLimitExceeded", Verdict.NO),
        (401, "authError", Verdict.RENEW),
        (500, "backendError", Verdict.BROKEN),
        (503, "", Verdict.BROKEN),
        (400, "badRequest", Verdict.NO),
        (404, "notFound", Verdict.NO),
        (302, "", Verdict.NO),
    ],
)
def test_each_answer_calls_for_one_thing(status: int, reason: str, verdict: Verdict) -> None:
    assert read_answer(status, {}, body(reason), NOW).verdict is verdict


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17),
        ("Thu, 05 Mar 2026 15:00:30 GMT", 30),
        ("99999999999999999999", 24 * 3600),
        ("Fri, 05 Mar 2027 15:00:30 GMT", 24 * 3600),
    ],
)
def test_retry_after_is_read_in_both_forms_and_not_for_ever(header: str, seconds: int) -> None:
    answer = read_answer(429, {"retry-after": header}, b"", NOW)
    assert answer.retry_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("header", ["", "soon", "-3", "1.5", "²"])
def test_a_retry_after_that_is_none_is_passed_over(header: str) -> None:
    assert read_answer(429, {"retry-after": header}, b"", NOW).retry_at is None


def test_the_later_of_header_and_text_counts() -> None:
    text = "User-rate limit exceeded.  Retry after 2026-03-05T15:15:42.247Z (Mail sending)"
    answer = read_answer(403, {"retry-after": "5"}, body("rateLimitExceeded", text), NOW)
    assert answer.retry_at == datetime(2026, 3, 5, 15, 15, 42, 247000, tzinfo=UTC)


def test_a_days_limit_lets_the_account_rest() -> None:
    error = read_answer(403, {}, body("dailyLimitExceeded"), NOW).error(NOW)
    assert isinstance(error, AccountRestsError)
    assert error.retry_at == NOW + timedelta(hours=1)


def test_a_missing_scope_is_named_as_such_in_old_and_new_words() -> None:
    new = {
        "error": {
            "status": "PERMISSION_DENIED",
            "details": [{"@type": "x", "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}],
        }
    }
    for words in (body("insufficientPermissions"), json.dumps(new).encode()):
        assert isinstance(read_answer(403, {}, words, NOW).error(NOW), ScopeMissingError)


@given(st.binary(max_size=60))
def test_no_body_of_an_error_is_beyond_reading(data: bytes) -> None:
    assert isinstance(read_answer(400, {}, data, NOW).error(NOW), RefusedError)


@pytest.mark.parametrize("text", ["null", "[]", '{"error": []}', '{"error": {"errors": [1]}}'])
def test_json_of_another_shape_is_no_trouble(text: str) -> None:
    assert isinstance(read_answer(400, {}, text.encode(), NOW).error(NOW), RefusedError)


@given(attempt=st.integers(0, 20), chance=st.floats(0, 1, exclude_max=True))
def test_pauses_grow_spread_and_stay_below_the_cap(attempt: int, chance: float) -> None:
    policy = RetryPolicy()
    full = min(policy.cap, policy.base * 2**attempt)
    assert full / 2 <= policy.backoff(attempt, chance) <= full
