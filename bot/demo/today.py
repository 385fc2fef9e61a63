"""What every start of the demo makes anew: meetings ahead, sign-in links, a chat link."""

from __future__ import annotations

from sqlalchemy import select

from admin.first_link import first_path
from bot.demo.leaflet import Today
from bot.demo.meetings import book_ahead
from bot.demo.people import ON_THE_CHAT, STAFF, Staff
from bot.demo.sitting import known_samples
from bot.store.users import StaffSession, User, invite_again
from bot.wiring import Services


def make_today(services: Services) -> Today:
    """Book what the week lacks, and make fresh links. The sample data is loaded already."""
    with services.store.reading() as tx:
        ids = {sample.nickname: sample.contact_id for sample in known_samples(tx)}
    return Today(
        sign_in={member: _sign_in_link(services, member) for member in STAFF},
        chat_link=services.chat.link(ids[ON_THE_CHAT]),
        reminder_at=book_ahead(services, ids),
    )


def _sign_in_link(services: Services, member: Staff) -> str:
    engine = services.store.engine
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        user = db.execute(select(User).where(User.email == member.email)).scalar_one()
        if user.password is not None:
            invite_again(user)
        path = first_path(user, services.settings.secret_key)
    return services.settings.public_base_url + path
