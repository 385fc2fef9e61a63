"""The house whose staff pages are measured: filled from end to end, with staff of every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import func, insert, select

from bot.bench.busy_office import fill_office
from bot.bench.care_desk import fill_care
from bot.bench.crowd import FIRST, PAST, Caseload, crowd_of
from bot.bench.figures import made_up_rows
from bot.bench.many_meetings import fill_meetings, meeting_id
from bot.bench.many_people import fill_people
from bot.demo.loading import load
from bot.demo.rounds import ROUNDS
from bot.engine.loading import shipped
from bot.insight.disclosure import DEFAULT_THRESHOLD
from bot.rounds.audience import EVERYBODY
from bot.rounds.focus_group import Offered
from bot.rounds.writing_flow import Written
from bot.services.invite_group import Invitation
from bot.services.launch_round import Plan
from bot.store import staff
from bot.store.database import Transaction
from bot.store.meeting_tables import meeting_request
from bot.store.migrations.run import migrate
from bot.store.round_tables import finding, idea
from bot.store.staff_tables import RoleName
from bot.store.tables import audit, respondent, snapshot, totals_answer
from bot.store.users import StaffSession, User, add_user
from bot.wiring import Services

WORKERS, TEAMS = 100, 10  # at 10,000 young people; fewer of them have fewer
SURVEY = "how-things-are"
THINGS, GROUPS, SNAPSHOTS = 8, 4, 5
OTHERS = tuple(role for role in RoleName if role is not RoleName.WORKER)


@dataclass(frozen=True, slots=True)
class Furnished:
    """A house, ready to be looked at.

    Args:
        users: the account of each role that looks.
        ids: what the addresses of pages have in braces.
    """

    users: Mapping[RoleName, int]
    ids: Mapping[str, int | str]


def furnish(services: Services, people: int, *, board: bool = True) -> Furnished:
    """Fill an empty store with so many young people, their staff, and what both have to do.

    Args:
        board: with the demo's sample data, and half as many respondents as young people.
    """
    migrate(services.store.engine)
    services.publish(shipped())
    if board:
        _board(services, people // 2)
    workers = max(1, people * WORKERS // 10_000)
    users, caseload = _staff(services, workers, max(1, workers * TEAMS // WORKERS))
    with services.store.begin() as tx:
        crowd = crowd_of(tx, services.shelf, caseload, services.now())
        fill_people(crowd, people)
        fill_meetings(crowd, people)
        fill_care(crowd, people)
        fill_office(crowd, people, officer_id=users[RoleName.OFFICER])
    if board:
        services.release_meetings()
    ids = _asked(services, users[RoleName.OFFICER])
    return Furnished(users, ids | _ids(services))


def _board(services: Services, respondents: int) -> None:
    """Write what young people said of places and of how things are, and release it."""
    first, second = ROUNDS
    load(services, [first, replace(second, young_people=respondents)])
    who, answers = made_up_rows(max(respondents, 2 * DEFAULT_THRESHOLD))
    with services.store.begin() as tx:
        tx.db.execute(respondent.insert(), who)
        tx.db.execute(totals_answer.insert(), answers)
    services.release(SURVEY)
    with services.store.begin() as tx:
        _again(tx, SURVEY)
    services.audit_outcomes()
    services.gather_themes()


def _again(tx: Transaction, flow: str) -> None:
    """Have the snapshot of a flow stand several times: a round is released more than once."""
    of = [column for column in snapshot.c if column.name != "id"]
    names = [column.name for column in of]
    for _ in range(SNAPSHOTS - 1):
        one = select(*of).where(snapshot.c.flow == flow).limit(1)
        tx.db.execute(insert(snapshot).from_select(names, one))


def _staff(services: Services, workers: int, teams: int) -> tuple[dict[RoleName, int], Caseload]:
    """Add the workers, team by team, and one account of each other role; the first of each look."""
    engine = services.store.engine
    with services.store.begin() as tx:
        team_ids = [staff.ensure_team(tx, f"Team {number + 1}") for number in range(teams)]
    with StaffSession(reading=engine, writing=engine) as db, db.begin():
        added = [
            _account(db, RoleName.WORKER, number, team_ids[number * teams // workers])
            for number in range(workers)
        ]
        users: dict[RoleName, int] = {RoleName.WORKER: added[0].id}
        users |= {role: _account(db, role, 0, team_ids[0]).id for role in OTHERS}
        for number, team_id in enumerate(team_ids[1:], 1):
            _account(db, RoleName.LEAD, number, team_id)
        return users, Caseload([(one.id, one.team_id or 0) for one in added])


def _account(db: StaffSession, role: RoleName, number: int, team_id: int) -> User:
    email = f"{role}{number}@many.example"
    return add_user(
        db, email=email, roles=[role], name=f"{role.title()[:6]} {number}", team_id=team_id
    )


def _asked(services: Services, officer_id: int) -> dict[str, int | str]:
    """Launch a round to everybody, write questions, and invite to focus groups: as an officer."""
    now = services.now()
    question = Written("Does the bus home come on time?", (("yes", "Yes"), ("no", "No")))
    things = [
        services.ask_thing.save(f"The bus {number}", [question], user_id=officer_id)
        for number in range(THINGS)
    ]
    plan = Plan(
        name="A good worker",
        about="good workers",
        flow="good-worker",
        audience=EVERYBODY,
        opens_at=now,
        closes_at=now + timedelta(days=21),
        spread_days=7,
        join_word="helpers",
    )
    round_id = services.launch_round(plan, user_id=officer_id)
    offered = Offered(("Library", "The Hub"), ("Tue 4pm", "Sat 11am"), ("In a room", "Video call"))
    groups = [
        services.invite_group(
            Invitation(f"hub {number}", SURVEY, EVERYBODY, offered, now + timedelta(days=7)),
            user_id=officer_id,
        )
        for number in range(GROUPS)
    ]
    return {"thing": things[0], "round": round_id, "group": groups[0]}


def _ids(services: Services) -> dict[str, int | str]:
    last_week = services.now().date() - timedelta(days=7)
    with services.store.reading() as tx:
        one = tx.db.scalar
        return {
            "contact": FIRST,
            "meeting": meeting_id(0, PAST),
            "concern": FIRST,
            "round_before": FIRST,
            "last_week": last_week.isoformat(),
            "request": one(
                select(meeting_request.c.id).where(meeting_request.c.contact_id == FIRST)
            ),
            "finding": one(select(func.min(finding.c.id))),
            "idea": one(select(func.max(idea.c.id))),
            "audit": one(select(func.max(audit.c.id))),
        }
