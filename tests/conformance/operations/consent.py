"""Connecting, staying connected, disconnecting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gmail.errors import ConsentError, GrantLostError
from gmail.oauth import LEAST_SCOPES, MODIFY, begin_by_hand, disconnect, finish_by_hand
from gmail.oauth.keys import refreshed
from tests.conformance.mail import ALEX
from tests.conformance.target import Bench, Operation
from tests.gmail.door_world import FixedKeys, MemoryTokens

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def loopback_consent(bench: Bench) -> None:
    grant = bench.connect()
    assert set(LEAST_SCOPES) <= set(grant.scopes)
    assert bench.new_client(bench.keys(grant)).labels()


def consent_by_hand(bench: Bench) -> None:
    pending = begin_by_hand(bench.target.secrets, bench.target.endpoint)
    grant = finish_by_hand(pending, _address_after(bench, pending.url), now=bench.target.now)
    assert grant.refresh_token


def wrong_verifier(bench: Bench) -> None:
    pending = begin_by_hand(bench.target.secrets, bench.target.endpoint)
    thief = replace(pending, code_verifier="x" * 43)
    with pytest.raises(ConsentError):
        finish_by_hand(thief, _address_after(bench, pending.url), now=bench.target.now)


def _address_after(bench: Bench, url: str) -> str:
    """Where the browser ended; nothing listens there, so the address is all there is."""
    return str(bench.target.browse(url))


def wider_consent(bench: Bench) -> None:
    grant = bench.connect((*LEAST_SCOPES, MODIFY))
    assert MODIFY in grant.scopes


def refresh(bench: Bench) -> None:
    grant = bench.target.grant or bench.connect()
    stale = replace(grant, access_token="stale", expires_at=LONG_AGO)
    assert bench.new_client(bench.keys(stale)).labels()


def unknown_access_token(bench: Bench) -> None:
    with pytest.raises(GrantLostError):
        bench.new_client(FixedKeys()).labels()


def unknown_refresh_token(bench: Bench) -> None:
    grant = replace(bench.target.grant or bench.connect(), refresh_token="unknown")
    with pytest.raises(GrantLostError):
        refreshed(grant, bench.target.endpoint, bench.target.now())


def revocation(bench: Bench) -> None:
    grant = bench.connect()
    tokens = MemoryTokens()
    tokens.save(ALEX, grant.to_json())
    assert disconnect(ALEX, tokens, bench.target.endpoint).revoked
    with pytest.raises(GrantLostError):
        refreshed(grant, bench.target.endpoint, bench.target.now())


OPERATIONS = (
    Operation("oauth: consent on a loopback redirect with PKCE", loopback_consent),
    Operation("oauth: consent by hand", consent_by_hand),
    Operation("oauth: a wrong code verifier gets no token", wrong_verifier),
    Operation("oauth: a wider scope is granted when asked for", wider_consent),
    Operation("oauth: a stale access token is refreshed", refresh),
    Operation("oauth: an unknown access token gets 401", unknown_access_token),
    Operation("oauth: an unknown refresh token is invalid_grant", unknown_refresh_token),
    Operation("oauth: revocation ends the grant", revocation),
)
