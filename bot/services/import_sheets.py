"""Take in a sheet of young people, or of meetings: all of it or nothing, with a look first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.errors import BadInput
from bot.meetings.recurrence import MeetingKind
from bot.services.add_contact import AddContact, NewPerson
from bot.services.book_appointment import BookAppointment
from bot.store import addresses, staff
from bot.store.appointments import Booking
from bot.store.database import Store, Transaction
from bot.store.queries import people
from bot.store.queries.scope import own_caseload
from bot.text.sheets import Row, RowFault, read_sheet

PEOPLE = (*("nickname", "phone", "age_band", "gender", "worker", "language", "area", "ok_to_text"),)
MEETINGS = ("nickname", "date", "time", "place", "minutes", "kind", "others", "worker")
BY_HAND = "add people who share a phone by hand"
YES = frozenset({"yes", "y", "true", "1"})
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")
TIMES = ("%H:%M", "%H.%M", "%H:%M:%S")


@dataclass(frozen=True, slots=True)
class Looked:
    """A sheet as it was read: what each good row says, and what is to be mended.

    Args:
        made: the ids of what was taken in; none after a look alone, or with a fault.
    """

    lines: tuple[str, ...] = field(repr=False)
    faults: tuple[RowFault, ...]
    made: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSheets:
    """Reads the whole sheet first; with one fault nothing is taken in."""

    store: Store
    add_contact: AddContact
    book: BookAppointment
    now: Callable[[], datetime]

    def contacts(
        self, text: str, *, look: bool, actor: str = "command", worker_email: str | None = None
    ) -> Looked:
        """Take in young people; `look` only reads.

        Args:
            worker_email: whose caseload they join where the sheet does not say.

        Raises:
            BadInput: it is no such sheet.
        """
        rows = read_sheet(text, PEOPLE, ("nickname", "phone", "age_band"))
        faults: list[RowFault] = []
        people_read: list[NewPerson] = []
        with self.store.begin() as tx:
            seen: dict[str, int] = {}
            for row in rows:
                try:
                    new = self._person(tx, row, worker_email, seen)
                except BadInput as error:
                    faults.append(RowFault(row.number, str(error)))
                else:
                    people_read.append(new)
            lines = tuple(f"{one.nickname}, {one.age_band}" for one in people_read)
            if faults or look:
                return Looked(lines, tuple(faults))
            made = tuple(self.add_contact.within(tx, one, actor=actor) for one in people_read)
        return Looked(lines, (), made)

    def meetings(
        self, text: str, *, look: bool, worker_id: int | None = None, actor: str = "command"
    ) -> Looked:
        """Take in meetings with young people of one caseload each; `look` only reads.

        Args:
            worker_id: whose caseload and meetings they are where the sheet does not say; with one,
                the sheet may name no other.

        Raises:
            BadInput: it is no such sheet.
        """
        columns = MEETINGS if worker_id is None else MEETINGS[:-1]
        rows = read_sheet(text, columns, ("nickname", "date", "time", "place"))
        faults: list[RowFault] = []
        bookings: list[tuple[str, Booking]] = []
        with self.store.begin() as tx:
            for row in rows:
                try:
                    bookings.append(self._meeting(tx, row, worker_id, bookings))
                except BadInput as error:
                    faults.append(RowFault(row.number, str(error)))
            zone = self.book.house.zone
            lines = tuple(_line(name, booking, zone) for name, booking in bookings)
            if faults or look:
                return Looked(lines, tuple(faults))
            made = tuple(
                self.book.within(tx, booking, leads=(), actor=actor) for _, booking in bookings
            )
        return Looked(lines, (), made)

    def _person(
        self, tx: Transaction, row: Row, worker_email: str | None, seen: dict[str, int]
    ) -> NewPerson:
        email = row.get("worker") or worker_email
        new = self.add_contact.read(
            nickname=row.get("nickname"),
            phone=row.get("phone"),
            age_band=row.get("age_band").replace(" to ", "-").replace(" ", ""),
            gender=row.get("gender") or None,
            worker_email=email,
            language=row.get("language") or "en",
            area=row.get("area") or None,
            ok_to_text=row.get("ok_to_text").casefold() in YES,
        )
        if email:
            staff.lead_professional(tx, email)
        number = new.number or ""
        if number in seen:
            raise BadInput(
                f"the same number as row {seen[number]}: add people who share one by hand"
            )
        seen[number] = row.number
        if addresses.is_somebodys(tx, f"tel:{number}"):
            raise BadInput(f"somebody has this number already: {BY_HAND}")
        return new

    def _meeting(
        self,
        tx: Transaction,
        row: Row,
        worker_id: int | None,
        before: Sequence[tuple[str, Booking]],
    ) -> tuple[str, Booking]:
        whose = worker_id
        if whose is None:
            whose = staff.lead_professional(tx, row.get("worker")).id
        contact_id, nickname = _named(tx, whose, row.get("nickname"))
        starts_at = datetime.combine(
            _read(row.get("date"), DATES, "the date, like 27/11/2026").date(),
            _read(row.get("time"), TIMES, "the time, like 16:00").time(),
            self.book.house.zone,
        )
        booking = self.book.read(
            contact_id,
            whose,
            starts_at=starts_at,
            place=row.get("place"),
            minutes=_minutes(row.get("minutes")),
            kind=_kind(row.get("kind")),
            others=row.get("others") or None,
        )
        self.book.check_clash(tx, booking)
        if any(one.contact_id == contact_id and one.overlaps(booking) for _, one in before):
            raise BadInput("the same young person at the same time as a row above")
        return nickname, booking


def _named(tx: Transaction, worker_id: int, nickname: str) -> tuple[int, str]:
    wanted = nickname.casefold()
    found = [
        (one.id, one.nickname)
        for one in people.in_scope(tx, own_caseload(worker_id))
        if one.nickname.casefold() == wanted
    ]
    if len(found) == 1:
        return found[0]
    raise BadInput(
        "several on the caseload are called that: book it by hand"
        if found
        else "nobody on the caseload is called that"
    )


def _read(typed: str, forms: Sequence[str], what: str) -> datetime:
    for found in _tried(typed, forms):
        return found
    raise BadInput(f"write {what}")


def _tried(typed: str, forms: Sequence[str]) -> Iterator[datetime]:
    for form in forms:
        try:
            # Only its date or its clock is used: whoever asked puts the zone to them.
            yield datetime.strptime(typed, form)  # noqa: DTZ007
        except ValueError:
            continue


def _minutes(typed: str) -> int:
    if not typed:
        return 60
    if not typed.isdecimal():
        raise BadInput("write the minutes as a number, like 60")
    return int(typed[:6])


def _kind(typed: str) -> str:
    written = typed.casefold().replace(" ", "_").replace("-", "_")
    return written or MeetingKind.ONE_TO_ONE


def _line(nickname: str, booking: Booking, zone: ZoneInfo) -> str:
    local = booking.starts_at.astimezone(zone)
    day: date = local.date()
    clock: time = local.time()
    return f"{nickname}, {day:%a %d/%m/%Y} {clock:%H:%M}, {booking.place}"
