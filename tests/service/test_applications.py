"""Which message belongs to which application."""

from __future__ import annotations

import itertools

import pytest

from service.applications import group, keys_of
from service.employer_names import label_forms, labels_of, spells
from service.reading.model import Kind
from tests.service.told import ME, NO_REPLY, talk, told, wrote

ACK = Kind.ACKNOWLEDGEMENT
CONFIRMATION = Kind.INTERVIEW_CONFIRMATION


def test_the_systems_receipt_and_the_recruiters_mail_are_one_application() -> None:
    receipt = told(
        "a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t0", company="Initech", role="Engineer"
    )
    invitation = told(
        "b", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"), thread="t1"
    )
    (found,) = group([receipt, invitation])
    assert (found.company, found.role) == ("Initech", "Engineer")
    assert len(found.threads) == 2


def test_two_roles_at_one_employer_stay_apart() -> None:
    one = told("a", "2026-02-20 09:00", ACK, thread="t1", company="Initech", role="Data Engineer")
    two = told("b", "2026-02-21 09:00", ACK, thread="t2", company="Initech", role="Tax Adviser")
    assert len(group([one, two])) == 2


def test_seniority_in_the_name_makes_no_other_role() -> None:
    one = told("a", "2026-02-20 09:00", ACK, thread="t1", company="Initech", role="Data Engineer")
    two = told(
        "b", "2026-02-21 09:00", ACK, thread="t2", company="Initech", role="Senior Data Engineer"
    )
    assert len(group([one, two])) == 1


def test_meta_is_not_metaverse() -> None:
    one = told("a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t1", company="Meta")
    two = told("b", "2026-02-21 09:00", ACK, by=NO_REPLY, thread="t2", company="Metaverse")
    assert len(group([one, two])) == 2


def test_one_tracking_system_is_not_one_employer() -> None:
    one = told("a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t1", company="Initech")
    two = told("b", "2026-02-21 09:00", ACK, by=NO_REPLY, thread="t2", company="Globex")
    assert len(group([one, two])) == 2


def test_a_colleague_in_a_new_thread_belongs_to_the_application() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    colleague = told(
        "b", "2026-03-06 09:00", by="tom@initech.example", thread="t9", subject="Hello"
    )
    (found,) = group([first, colleague])
    assert len(found.messages) == 2


def test_the_candidates_letter_in_a_new_thread_belongs_by_its_recipient() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    (found,) = group([first, wrote("b", "2026-03-06 09:00", thread="t7")])
    assert [m.id for m in found.messages] == ["a", "b"]


def test_the_recruiters_first_word_joins_the_thread_it_began() -> None:
    hello = told("a", "2026-02-01 09:00", Kind.OUTREACH)
    first = told("b", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    (found,) = group([first, hello])
    assert [m.id for m in found.messages] == ["a", "b"]


def test_mail_of_strangers_belongs_to_nobody() -> None:
    first = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    friend = told("b", "2026-03-02 09:00", by="sam@example.org", thread="t5", to=ME)
    (found,) = group([first, friend])
    assert [m.id for m in found.messages] == ["a"]


def test_the_order_of_arrival_does_not_matter() -> None:
    messages = [
        told("a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t0", company="Initech"),
        told("b", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00")),
        told("c", "2026-03-02 09:00", by="tom@initech.example", thread="t3"),
        wrote("d", "2026-03-06 09:00", thread="t4"),
    ]
    tellings = {
        tuple(tuple(m.id for m in found.messages) for found in group(order))
        for order in itertools.permutations(messages)
    }
    assert tellings == {(("a", "b", "c", "d"),)}


def test_the_receipts_employer_is_spelled_in_the_recruiters_domain() -> None:
    receipt = told(
        "a",
        "2026-02-20 09:00",
        ACK,
        by=NO_REPLY,
        thread="t0",
        company="Pinecrest Public Library",
        role="Data Librarian",
    )
    invitation = told(
        "b",
        "2026-03-01 09:00",
        CONFIRMATION,
        by="evoss@pinecrestlibrary.example",
        interview=talk("2026-03-05 14:00"),
        company="Data Services",  # misread: the domain knows better
        thread="t1",
    )
    (found,) = group([receipt, invitation])
    assert found.company == "Pinecrest Public Library"
    assert keys_of(receipt) & keys_of(invitation)


def test_the_receipt_comes_after_the_recruiters_mail() -> None:
    invitation = told("a", "2026-03-01 09:00", CONFIRMATION, interview=talk("2026-03-05 14:00"))
    receipt = told(
        "b", "2026-03-02 09:00", ACK, by=NO_REPLY, thread="t0", company="Initech Software GmbH"
    )
    (found,) = group([invitation, receipt])
    assert len(found.messages) == 2
    assert keys_of(receipt) & keys_of(invitation)


def test_a_short_form_of_the_name_is_the_same_employer() -> None:
    one = told(
        "a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t1", company="Kestrel Aerial Survey"
    )
    two = told("b", "2026-02-21 09:00", ACK, by=NO_REPLY, thread="t2", company="Kestrel Aerial")
    assert len(group([one, two])) == 1
    assert keys_of(one) & keys_of(two)


def test_names_that_a_number_tells_apart_are_not_even_looked_at_together() -> None:
    one = told("a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t1", company="Branch 17")
    two = told("b", "2026-02-21 09:00", ACK, by=NO_REPLY, thread="t2", company="Branch 18")
    assert not keys_of(one) & keys_of(two)
    assert len(group([one, two])) == 2


def test_one_shared_word_is_no_sign_by_itself() -> None:
    one = told("a", "2026-02-20 09:00", ACK, by=NO_REPLY, thread="t1", company="Delta Dental")
    two = told("b", "2026-02-21 09:00", ACK, by=NO_REPLY, thread="t2", company="Delta")
    assert len(group([one, two])) == 2


def test_an_agencys_clients_stay_apart() -> None:
    agency = "sam@searchwell.example"
    one = told("a", "2026-02-20 09:00", ACK, by=agency, thread="t1", company="Initech")
    two = told("b", "2026-02-21 09:00", ACK, by=agency, thread="t2", company="Globex")
    assert len(group([one, two])) == 2


def test_a_role_and_its_initials_are_one_role() -> None:
    one = told("a", "2026-02-20 09:00", ACK, thread="t1", role="Business Intelligence Developer")
    two = told("b", "2026-02-21 09:00", ACK, thread="t2", role="BI")
    assert len(group([one, two])) == 1


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("initech.example", "Initech, Inc."),
        ("initech-careers.example", "Initech"),
        ("sextantrobotics.example", "Sextant"),
        ("mueller.example", "Müller GmbH"),
        ("rookvale.example", "Rook & Vale"),
        ("meta.example", "Meta Platforms"),
    ],
)
def test_a_domain_spells_a_name(domain: str, name: str) -> None:
    assert spells(domain, name)
    assert label_forms(domain) & labels_of(name)


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("meta.example", "Metaverse"),
        ("metaverse.example", "Meta"),
        ("north.example", "Northgate Press"),
        ("globex.example", "Initech"),
    ],
)
def test_a_domain_spells_no_other_name(domain: str, name: str) -> None:
    assert not spells(domain, name)
