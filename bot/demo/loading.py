"""Put the sample data into a store, once: through the services, as staff and young people would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum

from bot.demo.meetings import ACTOR, keep_past
from bot.demo.people import (
    OFFICER,
    ON_THE_CHAT,
    ON_THE_PHONE,
    STAFF,
    TEAM,
    SamplePerson,
    drawn_for,
    sample_people,
)
from bot.demo.rounds import ROUNDS, Round, document_of, hold
from bot.demo.sitting import Sample, sit
from bot.demo.sketch import ARTIST, draw_answer
from bot.demo.ten_more import FLOW, TEN
from bot.demo.week import REMINDED
from bot.engine.loading import shipped
from bot.errors import BadInput
from bot.store import contacts, staff, totals
from bot.store.flows import Shelf
from bot.store.staff_tables import RoleName
from bot.store.users import StaffSession, add_user
from bot.wiring import Services

MEETINGS_FLOW = "my-meetings"


class Loaded(StrEnum):
    """How far the sample data got."""

    NO = "no"
    HALF = "half"
    YES = "yes"


def loaded(services: Services) -> Loaded:
    """Tell whether a store of the newest schema holds the sample data."""
    with services.store.reading() as tx:
        try:
            staff.by_email(tx, OFFICER.email)
        except BadInput:
            return Loaded.NO
        return Loaded.YES if totals.newest(tx, FLOW) else Loaded.HALF


def load(services: Services, rounds: Sequence[Round] = ROUNDS) -> None:
    """Write the sample data into an empty store. What is released last marks it as whole.

    Args:
        rounds: the earlier rounds to write.
    """
    _add_staff(services)
    samples = {person.nickname: _add(services, person) for person in sample_people()}
    _settle_in(services, samples)
    _sit_all(services, samples)
    draw_answer(services, samples[ARTIST].contact_id)
    keep_past(services, {name: sample.contact_id for name, sample in samples.items()})
    _hold_rounds(services, rounds)
    for nickname in (ON_THE_PHONE, ON_THE_CHAT):
        services.start_flow(flow=MEETINGS_FLOW, contact_id=samples[nickname].contact_id)
    for flow in (*(earlier.key for earlier in rounds), MEETINGS_FLOW, FLOW):
        services.release(flow)


def _add_staff(services: Services) -> None:
    with services.store.begin() as tx:
        team_id = staff.ensure_team(tx, TEAM)
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        for member in STAFF:
            add_user(
                db,
                email=member.email,
                roles=[RoleName(member.role)],
                name=member.name,
                team_id=team_id,
            )


def _add(services: Services, person: SamplePerson) -> Sample:
    contact_id = services.add_contact(
        nickname=person.nickname,
        phone=person.number,
        age_band=person.age_band,
        gender=person.gender,
        area=person.area,
        language=person.language,
        worker_email=person.worker.email if person.worker else None,
        ok_to_text=True,
        actor=ACTOR,
    )
    return Sample(contact_id, person.nickname, person.number)


def _settle_in(services: Services, samples: Mapping[str, Sample]) -> None:
    """Record what the welcome told of each: whose phone it is, how much a text may say."""
    now = services.now()
    with services.store.begin() as tx:
        for nickname, sample in samples.items():
            (way, *_) = contacts.ways_to_reach(tx, sample.contact_id)
            contacts.state_facts(
                tx, sample.contact_id, way.address_id, facts=_facts(nickname), now=now
            )
            contacts.welcomed(tx, sample.contact_id, now)


def _facts(nickname: str) -> Mapping[str, str]:
    if nickname == REMINDED:
        return {"shared": "no", "discretion": "normal"}
    draw = drawn_for(nickname, "facts")
    return {
        "shared": draw.choices(("no", "sometimes", "often"), weights=(72, 20, 8))[0],
        "discretion": draw.choices(("discreet", "normal"), weights=(60, 40))[0],
    }


def _sit_all(services: Services, samples: Mapping[str, Sample]) -> None:
    """All but the last ten answered about places; those with a worker also about meetings.

    Whoever answers with a drawing does so later.
    """
    people = [one for one in sample_people()[:-TEN] if one.nickname != ARTIST]
    with_worker = [p for p in people if p.worker and p.nickname not in (ON_THE_PHONE, ON_THE_CHAT)]
    now = services.now()
    with services.store.begin() as tx:
        shelf = Shelf()
        for flow, answering in ((FLOW, people), (MEETINGS_FLOW, with_worker)):
            published = shelf.newest(tx, flow)
            for person in answering:
                # Who is asked something today was last asked in another week.
                soonest = 8 if person.nickname in (ON_THE_PHONE, ON_THE_CHAT) else 1
                days = drawn_for(person.number, flow, "day").randint(soonest, 13)
                then = now - timedelta(days=days)
                sit(tx, services.house, published, samples[person.nickname], now=then)


def _hold_rounds(services: Services, rounds: Sequence[Round]) -> None:
    document = shipped()[FLOW]
    services.publish({earlier.key: document_of(earlier, document) for earlier in rounds})
    with services.store.begin() as tx:
        shelf = Shelf()
        for earlier in rounds:
            hold(tx, shelf.newest(tx, earlier.key), earlier, services.now())
