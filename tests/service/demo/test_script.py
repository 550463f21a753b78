"""What Alex does in the four weeks: every act has its draft's addressee, every reply its letter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gmail.message.model import Automatic
from gmail.message.parse import parse
from scheduler.policy import Stage
from service.demo.mailbox import Act, load, reply, script
from tests.service.demo.files import replies

ACTS = script()


def test_alex_does_something_of_every_sort() -> None:
    assert {act.act for act in ACTS} == {"send", "edit_and_send", "delete"}
    assert {act.stage for act in ACTS} == {stage.value for stage in Stage}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.company}-{act.stage}")
def test_the_addressee_has_written_or_is_named_in_the_mail(act: Act) -> None:
    assert any(act.to.encode() in mail.raw.lower() for mail in load() if not mail.outbound)
    assert timedelta(0) < act.after < timedelta(days=2)


def test_no_two_acts_want_the_same_draft() -> None:
    drafts = [(act.to, act.stage) for act in ACTS]

    assert len(set(drafts)) == len(drafts)


def test_an_act_concerns_its_addressee_and_stage_alone() -> None:
    by_domain = next(act for act in ACTS if act.to == "@initech.example")
    by_address = next(act for act in ACTS if act.to == "noor.haddad@larkspur.example")

    assert by_domain.concerns("thank_you", "Priya.Raman@initech.example")
    assert not by_domain.concerns("status_check", "priya.raman@initech.example")
    assert not by_domain.concerns("thank_you", "priya@not-initech.example")
    assert by_address.concerns("thank_you", "noor.haddad@larkspur.example")
    assert not by_address.concerns("thank_you", "yusuf.demir@larkspur.example")


def test_every_reply_follows_a_letter_that_is_sent() -> None:
    answered = {act.reply: act for act in ACTS if act.reply}

    assert set(answered) == {mail.name for mail in replies()}
    assert all(act.act != "delete" and act.delay > timedelta(0) for act in answered.values())


@pytest.mark.parametrize("act", [act for act in ACTS if act.reply], ids=lambda act: act.company)
def test_a_reply_comes_from_where_the_letter_went(act: Act) -> None:
    assert act.reply is not None
    message = parse(reply(act.reply))
    assert message.sender is not None

    if message.automatic is Automatic.BOUNCE:
        assert message.failed_recipients == (act.to,)
    else:
        assert message.sender.email.endswith(act.to)
    assert message.in_reply_to == "<the-letter@demo.example>"


def test_replies_are_of_every_sort() -> None:
    automatic = [parse(mail.raw).automatic for mail in replies()]

    assert Automatic.BOUNCE in automatic
    assert Automatic.AUTO_REPLY in automatic
    assert automatic.count(None) >= 3
