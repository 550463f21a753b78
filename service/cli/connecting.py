"""`afterword connect` and `afterword disconnect`."""

from __future__ import annotations

import webbrowser
from functools import partial
from pathlib import Path

import typer

from gmail.client import GmailClient
from gmail.errors import GrantLostError, NotFoundError
from gmail.oauth import (
    LEAST_SCOPES,
    MODIFY,
    ClientSecrets,
    Grant,
    begin_by_hand,
    finish_by_hand,
)
from gmail.oauth import connect as ask_in_browser
from gmail.oauth import disconnect as end_grant
from gmail.oauth.flow import HAND_PORT
from service.cli import output
from service.cli.guard import MisuseError
from service.config import Settings
from service.home import Home
from service.store.accounts import account_for, accounts
from service.views import SCHEMA

WALK_THROUGH = """\
An OAuth client of your own is needed, once; none is shipped with Afterword.
  1. https://console.cloud.google.com/ : make a project; enable the Gmail API in it.
  2. APIs & Services > OAuth consent screen: External, any app name, your own address.
  3. Audience: press "Publish app". If it stays in "Testing", Google ends the access
     every 7 days. "In production" and unverified is fine for your own use.
  4. Clients > Create client: type "Desktop app". Download the JSON file.
Then: afterword connect --secrets THE_FILE.json"""

STAND_IN = ClientSecrets("000000000000-sandbox.apps.googleusercontent.com", "sandbox-client-secret")
"""The client shown to a server that is not Google's, where the person names none."""


def connect(
    config: Path | None, secrets: Path | None, *, by_hand: bool, port: int, as_json: bool
) -> None:
    """Ask for consent, keep the token safe, and remember the account."""
    home = Home.open(config)
    client = _client_secrets(home, secrets)
    hint = home.settings.candidate.email
    scopes = scopes_for(home.settings)
    if by_hand:
        port = port or HAND_PORT
        pending = begin_by_hand(client, home.endpoint, scopes=scopes, port=port, login_hint=hint)
        typer.echo(f"Open this page in any browser and agree:\n\n  {pending.url}\n", err=as_json)
        typer.echo(
            "The last page will not load. Copy its whole address and paste it here.", err=as_json
        )
        grant = finish_by_hand(pending, typer.prompt("Address", err=as_json))
    else:
        grant = ask_in_browser(
            client,
            home.endpoint,
            scopes=scopes,
            open_page=partial(_show, aside=as_json),
            port=port,
            login_hint=hint,
        )
    address = _address_of(home, grant)
    home.tokens.save(address, grant.to_json())
    with home.store.write() as session:
        account_for(session, address).grant_lost_at = None
    more = ", and what you opted in to" if grant.allows(MODIFY) and MODIFY in scopes else ""
    output.say(
        as_json,
        f"Connected {address}: reading mail and writing drafts{more}. Next: afterword run",
        {"schema": SCHEMA, "account": address, "scopes": sorted(filter(grant.allows, scopes))},
    )
    if MODIFY in scopes and not more:
        typer.echo(
            "The config asks for labels or a digest, and Google was not allowed them: everything "
            "else works. Connect again and tick all boxes, or take them out of the config.",
            err=True,
        )


def scopes_for(settings: Settings) -> tuple[str, ...]:
    """The least that the config needs: labels and the digest are opt-in and ask for more."""
    more = settings.gmail.labels or settings.notify.digest is not None
    return (*LEAST_SCOPES, MODIFY) if more else tuple(LEAST_SCOPES)


def disconnect(config: Path | None, account: str | None, *, as_json: bool) -> None:
    """Revoke the grant at the server and forget the token."""
    home = Home.open(config)
    with home.store.read() as session:
        known = [each.email for each in accounts(session)]
    chosen = account.lower() if account else None
    if chosen is None and len(known) == 1:
        chosen = known[0]
    if chosen is None or chosen not in known:
        names = ", ".join(known) or "none"
        raise MisuseError(f"name the account to disconnect; connected here: {names}.")
    outcome = end_grant(chosen, home.tokens, home.endpoint)
    output.say(
        as_json,
        f"Forgot the token of {chosen}.",
        {"schema": SCHEMA, "account": chosen, "revoked": outcome.revoked},
    )
    if outcome.problem:
        typer.echo(f"It could not be revoked: {outcome.problem}.", err=True)


def _client_secrets(home: Home, secrets: Path | None) -> ClientSecrets:
    path = secrets or home.settings.gmail.client_secrets
    if path is not None:
        return ClientSecrets.from_file(path)
    if not home.endpoint.is_google:
        return STAND_IN
    raise MisuseError(f"no OAuth client was named.\n\n{WALK_THROUGH}")


def _show(url: str, *, aside: bool) -> None:
    """Open Google's page, and print it for a machine whose browser does not open."""
    typer.echo(f"Opening Google's page. If nothing opens, visit:\n\n  {url}\n", err=aside)
    webbrowser.open(url)


class FreshKeys:
    """The keys of a grant that is seconds old and not yet kept under a name."""

    def __init__(self, grant: Grant) -> None:
        self._grant = grant

    def token(self) -> str:
        return self._grant.access_token

    def renew(self, refused: str) -> str:  # noqa: ARG002  the shape is gmail.client.Keys
        raise GrantLostError("the access that was just given is refused")


def _address_of(home: Home, grant: Grant) -> str:
    """Whose mailbox was granted; the server says, else the config."""
    client = GmailClient(FreshKeys(grant), home.endpoint)
    try:
        return client.profile().email
    except NotFoundError as error:  # a server that only imitates Gmail may not know profiles
        if home.settings.candidate.email:
            return home.settings.candidate.email.lower()
        raise MisuseError(
            "the server does not say whose mailbox this is; set candidate.email in the config."
        ) from error
    finally:
        client.close()
