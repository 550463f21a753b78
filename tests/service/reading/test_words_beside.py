"""The words beside a name, as features."""

from __future__ import annotations

from service.reading.words_beside import words_around, words_beside, words_near

TEXT = "You will meet Dana Lee, then Sam Ito. Tom won't be there."


def of(name: str) -> frozenset[str]:
    spans = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in ("Dana Lee", "Sam Ito")]
    by_name = dict(zip(("Dana Lee", "Sam Ito"), words_beside(TEXT, spans), strict=True))
    return by_name[name]


def test_the_nearest_words_are_told_apart_from_the_others() -> None:
    assert {"<meet", "<<meet", "<<meet will", ">,", ">>,", ">>, then"} <= of("Dana Lee")
    assert "<<will" not in of("Dana Lee")


def test_another_name_is_a_name_and_a_number_a_number() -> None:
    assert "<NAME" in of("Sam Ito")
    assert "<dana" not in of("Sam Ito")
    assert "<0" in words_around("at 14 Dana", 6, 10)


def test_capitals_do_not_matter_and_several_places_count() -> None:
    assert words_near("With Dana. Dana Lee", "dana") >= {"<with", ">lee"}
    assert words_near(TEXT, "Nobody") == frozenset()
