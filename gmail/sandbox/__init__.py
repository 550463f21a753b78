"""A Gmail server for the demo and the tests: the same wire protocol, its own clock, faults.

Everything is in memory and on the loopback interface. Nothing in production imports this package.
docs/sandbox.md tells what it imitates, and what not.
"""

from gmail.sandbox.faults import DropConnection, Fault, Faults, How
from gmail.sandbox.http import Seen
from gmail.sandbox.mailbox import Delivery, SendAs
from gmail.sandbox.oauth import Consent, ConsentRequest
from gmail.sandbox.person import Person, SeenMail
from gmail.sandbox.quirks import Quirks
from gmail.sandbox.quota import Quota
from gmail.sandbox.sandbox import COMPOSE, MODIFY, READONLY, Sandbox

__all__ = [
    "COMPOSE",
    "MODIFY",
    "READONLY",
    "Consent",
    "ConsentRequest",
    "Delivery",
    "DropConnection",
    "Fault",
    "Faults",
    "How",
    "Person",
    "Quirks",
    "Quota",
    "Sandbox",
    "Seen",
    "SeenMail",
    "SendAs",
]
