"""Events in schema.org markup, and what HTML strikes through."""

from __future__ import annotations

import json

from service.reading.markup import read_markup, read_struck

EVENT = {
    "@type": "Event",
    "name": "Interview",
    "startDate": "2026-03-05T14:00:00-08:00",
    "endDate": "2026-03-05T15:00:00-08:00",
    "location": {"@type": "Place", "name": "HQ", "address": {"streetAddress": "1 Main St"}},
    "organizer": {"name": "Initech"},
}


def script(data: object) -> str:
    return f'<html><script type="application/ld+json">{json.dumps(data)}</script></html>'


def test_a_reservation_and_a_plain_event_and_a_graph() -> None:
    reservation = {"@type": "EventReservation", "reservationFor": EVENT}

    for data in (reservation, EVENT, {"@graph": [EVENT]}, [EVENT, EVENT]):
        (event,) = read_markup(
            script({"@context": "http://schema.org", **data} if isinstance(data, dict) else data)
        )
        assert event.start.isoformat() == "2026-03-05T14:00:00-08:00"
        assert event.end is not None
        assert (event.name, event.place, event.organizer) == (
            "Interview",
            "HQ, 1 Main St",
            "Initech",
        )
        assert not event.floating


def test_microdata() -> None:
    (event,) = read_markup(
        '<div itemscope itemtype="http://schema.org/BusinessEvent"><b itemprop="name">Interview</b>'
        '<time itemprop="startDate" datetime="2026-03-05T14:00">x</time>'
        '<div itemprop="location" itemscope><span itemprop="name">HQ</span></div></div>'
    )

    assert (event.name, event.place, event.floating) == ("Interview", "HQ", True)


def test_a_cancelled_reservation() -> None:
    data = {
        "@type": "EventReservation",
        "reservationStatus": "http://schema.org/ReservationCancelled",
        "reservationFor": EVENT,
    }

    assert read_markup(script(data))[0].cancelled


def test_broken_markup_and_none_at_all() -> None:
    assert read_markup(None) == ()
    assert read_markup("<p>schema.org</p>") == ()
    assert read_markup('<script type="application/ld+json">{broken</script>') == ()
    assert read_markup(script({**EVENT, "startDate": "soon"})) == ()


def test_struck_texts() -> None:
    old = "<span style='text-decoration: line-through'>6:45 PM</span>"
    html = f"<p><del>Wednesday,\n June 3</del> Friday {old}</p>"

    assert read_struck(html) == ("Wednesday, June 3", "6:45 PM")
    assert read_struck("<p>plain</p>") == ()
    assert read_struck(None) == ()
