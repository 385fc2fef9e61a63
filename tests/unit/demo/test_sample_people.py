"""The sample young people: shaped like the consultation, and only numbers set aside for drama."""

from __future__ import annotations

from collections import Counter

from bot.demo.people import NICKNAMES, phone_book, sample_people
from bot.text.phone import parse_mobile


def test_there_are_52_and_forty_in_a_hundred_are_girls() -> None:
    people = sample_people()

    assert len(people) == len(set(NICKNAMES)) == 52
    assert Counter(person.gender for person in people) == {"girl": 21, "boy": 31}


def test_they_come_from_the_six_places_and_a_few_are_older_peer_educators() -> None:
    people = sample_people()

    assert {person.area for person in people} == {
        *("Basildon", "Laindon", "Wickford", "Pitsea", "Billericay", "Southend")
    }
    assert Counter(person.age_band for person in people)["19-25"] == 2


def test_every_number_is_one_of_those_set_aside_for_drama_and_nobody_shares_one() -> None:
    book = phone_book()

    assert len(book) == 52
    assert all(parse_mobile(number, allow_drama=True) == number for number in book)
    assert all(number.startswith("+447700900") for number in book)


def test_they_are_the_same_every_time() -> None:
    assert sample_people() == sample_people()


def test_two_workers_share_them_and_some_have_none_yet() -> None:
    workers = Counter(p.worker.name if p.worker else None for p in sample_people())

    assert workers == {"Jo": 18, "Sam": 17, None: 17}
