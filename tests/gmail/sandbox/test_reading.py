"""Reading mail through Google's client: shapes, formats, pages, what is left out."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gmail.sandbox import MODIFY, Person, Sandbox, SendAs
from tests.gmail.sandbox.helpers import ALEX, Clock, google_client, mail, refusal

INVITE = (
    b"From: =?utf-8?q?J=C3=A4ne_Roe?= <jane@initech.example>\r\n"
    b"To: alex@example.com\r\nSubject: =?utf-8?b?R2VzcHLDpGNoOiBJbml0ZWNo?=\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=mixed\r\n\r\n"
    b"--mixed\r\nContent-Type: multipart/alternative; boundary=alt\r\n\r\n"
    b"--alt\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe\r\n"
    b"--alt\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--alt--\r\n"
    b'--mixed\r\nContent-Type: application/pdf; name="Offer letter.pdf"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--mixed--\r\n"
)


def get(gmail: Any, message_id: str | None, **options: Any) -> dict[str, Any]:
    found: dict[str, Any] = (
        gmail.users().messages().get(userId="me", id=message_id, **options).execute()
    )
    return found


def test_an_empty_mailbox_leaves_out_its_empty_lists(gmail: Any) -> None:
    users = gmail.users()
    since = users.getProfile(userId="me").execute()["historyId"]
    assert users.messages().list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert users.threads().list(userId="me").execute() == {"resultSizeEstimate": 0}
    assert users.drafts().list(userId="me").execute() == {"resultSizeEstimate": 0}
    answer = users.history().list(userId="me", startHistoryId=since).execute()
    assert answer == {"historyId": since}


def test_a_delivered_message_looks_like_gmails(sandbox: Sandbox, gmail: Any, clock: Clock) -> None:
    arrived = sandbox.deliver(ALEX, mail(text="Tom & Jerry's <best>"))
    message = get(gmail, arrived.message_id)
    assert re.fullmatch("[0-9a-f]{16}", message["id"])
    assert message["threadId"] == message["id"]
    assert message["labelIds"] == ["INBOX", "UNREAD"]
    assert message["internalDate"] == str(int(clock.now.timestamp() * 1000))
    assert isinstance(message["historyId"], str)
    assert message["snippet"] == "Tom &amp; Jerry&#39;s &lt;best&gt;"
    assert message["sizeEstimate"] == len(mail(text="Tom & Jerry's <best>"))


def test_a_message_without_labels_has_no_label_key(sandbox: Sandbox, gmail: Any) -> None:
    arrived = sandbox.deliver(ALEX, mail(), labels=())
    assert "labelIds" not in get(gmail, arrived.message_id)


def test_parts_are_numbered_decoded_and_attachments_fetched(sandbox: Sandbox, gmail: Any) -> None:
    arrived = sandbox.deliver(ALEX, INVITE)
    payload = get(gmail, arrived.message_id)["payload"]
    headers = {header["name"]: header["value"] for header in payload["headers"]}
    assert headers["From"] == "Jäne Roe <jane@initech.example>"
    assert headers["Subject"] == "Gespräch: Initech"
    bodies, attached = payload["parts"]
    assert [part["partId"] for part in bodies["parts"]] == ["0.0", "0.1"]
    assert base64.urlsafe_b64decode(bodies["parts"][0]["body"]["data"]) == "Grüße".encode()
    assert base64.urlsafe_b64decode(bodies["parts"][1]["body"]["data"]) == b"BEGIN:VCALENDAR"
    assert (attached["filename"], attached["body"]["size"]) == ("Offer letter.pdf", 5)
    again = get(gmail, arrived.message_id)["payload"]["parts"][1]
    assert again["body"]["attachmentId"] != attached["body"]["attachmentId"]
    attachments = gmail.users().messages().attachments()
    for part in (attached, again):
        token = part["body"]["attachmentId"]
        found = attachments.get(userId="me", messageId=arrived.message_id, id=token).execute()
        assert base64.urlsafe_b64decode(found["data"]) == b"%PDF-"


def test_raw_gives_back_every_byte_with_padding(sandbox: Sandbox, gmail: Any) -> None:
    for raw in (INVITE, INVITE + b"x", INVITE + b"xy"):
        arrived = sandbox.deliver(ALEX, raw)
        given = get(gmail, arrived.message_id, format="raw")["raw"]
        assert len(given) % 4 == 0
        assert base64.urlsafe_b64decode(given) == raw


def test_metadata_gives_only_the_headers_asked_for(sandbox: Sandbox, gmail: Any) -> None:
    arrived = sandbox.deliver(ALEX, mail())
    payload = get(
        gmail, arrived.message_id, format="metadata", metadataHeaders=["subject", "X-None"]
    )["payload"]
    assert payload["headers"] == [{"name": "Subject", "value": "Interview"}]
    assert "body" not in payload
    assert "payload" not in get(gmail, arrived.message_id, format="minimal")


def test_listing_pages_cover_every_message_once_newest_first(sandbox: Sandbox, gmail: Any) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    ids = []
    for n in range(7):
        raw = mail(message_id=f"<{n}@initech.example>")
        ids.append(str(sandbox.deliver(ALEX, raw, begin + timedelta(days=n % 4)).message_id))
    messages, sizes = gmail.users().messages(), []
    request, seen = messages.list(userId="me", maxResults=3), []
    while request is not None:
        answer = request.execute()
        sizes.append(len(answer["messages"]))
        seen += [found["id"] for found in answer["messages"]]
        request = messages.list_next(request, answer)
    assert sizes == [3, 3, 1]
    assert sorted(seen) == sorted(ids)
    dates = [int(get(gmail, found)["internalDate"]) for found in seen]
    assert dates == sorted(dates, reverse=True)


def test_mail_arriving_between_two_pages_does_not_shift_them(sandbox: Sandbox, gmail: Any) -> None:
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    ids = [sandbox.deliver(ALEX, mail(), begin + timedelta(hours=n)).message_id for n in range(4)]
    messages = gmail.users().messages()
    request = messages.list(userId="me", maxResults=2)
    first = request.execute()
    sandbox.deliver(ALEX, mail())
    second = messages.list_next(request, first).execute()
    assert [found["id"] for found in second["messages"]] == [ids[1], ids[0]]


def test_threads_follow_references_and_subject(sandbox: Sandbox, gmail: Any) -> None:
    first = sandbox.deliver(ALEX, mail("Interview at Initech"))
    answer = sandbox.deliver(
        ALEX,
        mail(
            "Re: Interview at Initech", message_id="<2@x.example>", reply_to="<1@initech.example>"
        ),
    )
    renamed = sandbox.deliver(
        ALEX, mail("Your offer", message_id="<3@x.example>", reply_to="<1@initech.example>")
    )
    stranger = sandbox.deliver(ALEX, mail("Interview at Initech", message_id="<4@x.example>"))
    assert answer.thread_id == first.message_id
    assert renamed.thread_id == renamed.message_id
    assert stranger.thread_id == stranger.message_id
    thread = (
        gmail.users().threads().get(userId="me", id=first.thread_id, format="minimal").execute()
    )
    assert [found["id"] for found in thread["messages"]] == [first.message_id, answer.message_id]
    listed = gmail.users().threads().list(userId="me", maxResults=2).execute()
    rest = gmail.users().threads().list(userId="me", pageToken=listed["nextPageToken"]).execute()
    ids = [found["id"] for found in listed["threads"] + rest["threads"]]
    assert sorted(ids) == sorted(str(mail.thread_id) for mail in (first, renamed, stranger))


def test_mail_for_later_appears_when_the_clock_passes_it(
    sandbox: Sandbox, gmail: Any, clock: Clock
) -> None:
    later = clock.now + timedelta(hours=3)
    waiting = sandbox.deliver(ALEX, mail(), later)
    assert waiting.message_id is None
    assert gmail.users().messages().list(userId="me").execute() == {"resultSizeEstimate": 0}
    clock.forward(hours=4)
    (found,) = gmail.users().messages().list(userId="me").execute()["messages"]
    assert found["id"] == waiting.message_id
    assert get(gmail, found["id"])["internalDate"] == str(int(later.timestamp() * 1000))


def test_own_mail_is_sent_mail(sandbox: Sandbox, gmail: Any) -> None:
    arrived = sandbox.deliver(ALEX, mail(sender=ALEX, to="jane@initech.example"))
    assert get(gmail, arrived.message_id)["labelIds"] == ["SENT"]


def test_unknown_malformed_and_foreign_ids(gmail: Any) -> None:
    messages = gmail.users().messages()
    assert refusal(messages.get(userId="me", id="19cbdde7a0021e9c")) == (404, "notFound")
    assert refusal(messages.get(userId="me", id="not an id")) == (400, "invalidArgument")
    assert refusal(messages.list(userId="jane@example.com")) == (403, "forbidden")
    assert messages.list(userId=ALEX).execute() == {"resultSizeEstimate": 0}
    assert refusal(messages.list(userId="me", pageToken="nonsense")) == (400, "invalidArgument")


def test_spam_and_trash_are_shown_only_when_asked_for(
    sandbox: Sandbox, gmail: Any, alex: Person
) -> None:
    binned = sandbox.deliver(ALEX, mail()).message_id
    assert binned
    alex.trash(binned)
    messages = gmail.users().messages()
    assert "messages" not in messages.list(userId="me").execute()
    choices: list[dict[str, Any]] = [
        {"includeSpamTrash": True},
        {"labelIds": ["TRASH"]},
        {"q": "in:trash"},
    ]
    for options in choices:
        (found,) = messages.list(userId="me", **options).execute()["messages"]
        assert found["id"] == binned


def test_insert_puts_mail_into_the_mailbox(sandbox: Sandbox) -> None:
    gmail = google_client(sandbox, scopes=[MODIFY])
    body = {"raw": base64.urlsafe_b64encode(mail()).decode(), "labelIds": ["INBOX", "UNREAD"]}
    insert = (
        gmail.users().messages().insert(userId="me", body=body, internalDateSource="dateHeader")
    )
    message = get(gmail, insert.execute()["id"])
    assert message["labelIds"] == ["INBOX", "UNREAD"]
    assert message["internalDate"] == "1772704800000"  # the Date header, 10:00 UTC
    gmail.close()


def test_send_as_gives_the_signature_and_the_aliases(clock: Clock) -> None:
    with Sandbox(clock) as sandbox:
        alias = SendAs("alex.morgan@example.org", "Alex M.", "<b>Alex</b>")
        sandbox.add_account(ALEX, name="Alex Morgan", signature="Best,<br>Alex", aliases=[alias])
        gmail = google_client(sandbox)
        send_as = gmail.users().settings().sendAs()
        own, other = send_as.list(userId="me").execute()["sendAs"]
        assert (own["isPrimary"], own["isDefault"]) == (True, True)
        assert (own["sendAsEmail"], own["signature"]) == (ALEX, "Best,<br>Alex")
        assert other["verificationStatus"] == "accepted"
        one = send_as.get(userId="me", sendAsEmail="alex.morgan@example.org").execute()
        assert one == other
        missing = send_as.get(userId="me", sendAsEmail="nobody@example.org")
        assert refusal(missing) == (404, "notFound")
        gmail.close()


@pytest.mark.parametrize("path", ["/gmail/v1/users/me/watch", "/gmail/v1/users/me/stop"])
def test_what_the_sandbox_lacks_says_so(sandbox: Sandbox, gmail: Any, path: str) -> None:
    method = gmail.users().watch if path.endswith("watch") else gmail.users().stop
    options: dict[str, Any] = {"body": {}} if path.endswith("watch") else {}
    assert refusal(method(userId="me", **options)) == (501, "notImplemented")
