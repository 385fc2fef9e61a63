"""What each address of the web does, in the policy's words. What is not here opens to nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.privacy.policy import Action, Resource


class Gate(StrEnum):
    """What lets somebody through to it at all."""

    SIGN_IN = "staff sign-in"
    COOKIE = "the chat's cookie"
    LINK = "a secret link"
    SIGNATURE = "the provider's signature"
    NONE = "open"


@dataclass(frozen=True, slots=True)
class Right:
    """What a route does, and its gate."""

    resource: Resource
    action: Action
    gate: Gate = Gate.SIGN_IN


def _staff(resource: Resource, action: Action, *endpoints: str) -> dict[str, Right]:
    return dict.fromkeys(endpoints, Right(resource, action))


def _open(resource: Resource, gate: Gate, *endpoints: str) -> dict[str, Right]:
    return dict.fromkeys(endpoints, Right(resource, Action.SEE, gate))


SEE, CHANGE = Action.SEE, Action.CHANGE

# Flask's name of a route -> what it does.
ROUTES: Mapping[str, Right] = {
    **_staff(Resource.SIGN_IN, SEE, "home.first_place"),
    **_staff(Resource.TO_DO, SEE, "week.show"),
    **_staff(Resource.TO_DO, CHANGE, "week.done"),
    **_staff(Resource.TO_DO, SEE, "my_ways.show"),  # how they hear of it, by what number
    **_staff(Resource.TO_DO, CHANGE, "my_ways.route", "my_ways.number", "my_ways.code"),
    **_staff(Resource.CALENDAR, SEE, "my_ways.calendar"),
    **_staff(
        Resource.ARRANGEMENTS,
        SEE,
        "people.everybody",
        "people.one",
        "meetings.upcoming",
        "meetings.one",
    ),
    **_staff(
        Resource.ARRANGEMENTS,
        CHANGE,
        "people.new",
        "people.add",
        "people.ask",
        "people.keep",
        "people.give_link",
        "people.end_links",
        "people.take_out",
        "meetings.new",
        "meetings.book",
        "meetings.move",
        "meetings.call_off",
        "meetings.preview",
        "meetings.way",
        "people.code",
        "people.hand_over_page",
        "requests.agree",
        "requests.other",
        "requests.seen",
        "after.attended",
        "after.promise",
        "after.done",
        "sheets.meetings",
        "sheets.people",
    ),
    **_staff(Resource.WORDS, SEE, "own_page_of.page", "people.read", "requests.one"),
    **_staff(Resource.CASES, SEE, "cases.everything"),
    **_staff(Resource.CASES, CHANGE, "cases.take", "cases.answer"),
    **_staff(
        Resource.CONCERN,
        SEE,
        "concerns.queue",
        "concerns.newest",
        "concerns.one",
        "concerns.drawing",
    ),
    **_staff(
        Resource.CONCERN,
        CHANGE,
        "concerns.take",
        "concerns.note",
        "concerns.hand_over",
        "concerns.write",
        "concerns.resume",
        "concerns.close",
        "concerns.review",
        "concerns.dispose",
    ),
    **_staff(Resource.CARE_FIGURES, SEE, "care_report.show"),
    **_staff(Resource.UNFLAGGED, SEE, "read_again.show"),
    **_staff(Resource.UNFLAGGED, CHANGE, "read_again.answer"),
    **_staff(Resource.FIXED_REPLIES, SEE, "fixed_replies.show"),
    **_staff(Resource.FIXED_REPLIES, CHANGE, "fixed_replies.sign"),
    **_staff(Resource.ROTA, SEE, "rota.show"),
    **_staff(
        Resource.ROTA,
        CHANGE,
        "rota.add_person",
        "rota.end_person",
        "rota.send_test",
        "rota.add_shift",
        "rota.end_shift",
        "rota.change_rules",
    ),
    **_staff(
        Resource.TOTALS,
        SEE,
        "board.every",
        "board.one",
        "board_charts.picture",
        "board_cross.cross",
        "board_groups.groups",
        "themes.show",
        "pack.to_print",
        "outcomes.page",
        "attendance.show",
    ),
    **_staff(
        Resource.TOTALS,
        CHANGE,
        "attendance.release",
        "outcomes.release",
        "outcomes.bring_benchmark",
        "outcomes.bring_wards",
    ),
    **_staff(
        Resource.TOTALS,
        Action.EXPORT,
        "board_exports.as_csv",
        "board_exports.as_xlsx",
        "board_exports.of_chart",
        "board_exports.meanings",
        "outcomes.distance_csv",
        "outcomes.distance_xlsx",
        "pack.to_change",
    ),
    **_staff(Resource.TOTALS, CHANGE, "themes.arrange"),
    **_staff(Resource.QUOTABLE, SEE, "quotes.read"),
    **_staff(Resource.QUOTABLE, CHANGE, "quotes.decide"),
    **_staff(Resource.DRAWINGS, SEE, "drawings.look", "drawings.picture"),
    **_staff(Resource.DRAWINGS, CHANGE, "drawings.decide"),
    **_staff(Resource.TOTALS, CHANGE, "board.release", "demo.let_ten_more_answer"),
    **_staff(
        Resource.ROUNDS,
        SEE,
        "rounds.every",
        "rounds.one",
        "rounds.poster",
        "rounds.code",
        "finding_pages.one",
        "ideas.every",
        "ideas.one",
        "ask_page.one",
        "groups.every",
        "groups.one",
    ),
    **_staff(
        Resource.ROUNDS,
        CHANGE,
        "rounds.new",
        "rounds.launch",
        "rounds.steer",
        "rounds.add_guest",
        "rounds.remove_guest",
        "finding_pages.add",
        "finding_pages.ask",
        "finding_pages.right",
        "finding_pages.publish",
        "ask_page.new",
        "ask_page.write",
        "ask_page.read",
        "groups.new",
        "groups.invite",
        "groups.settle",
        "groups.note",
    ),
    **_staff(Resource.SETTINGS, SEE, "settings.show", "set_up.show"),
    **_staff(Resource.GUESTS, CHANGE, "set_up.add_guest", "set_up.remove_guest"),
    **_staff(Resource.SETTINGS, SEE, "try_phone.show", "try_phone.say"),  # nothing is kept
    **_staff(Resource.ACCOUNTS, SEE, "accounts.every"),
    **_staff(
        Resource.ACCOUNTS,
        CHANGE,
        "accounts.add",
        "accounts.invite",
        "accounts.change_roles",
        "accounts.switch",
    ),
    **_staff(Resource.AUDIT, SEE, "audit.show"),
    **_staff(Resource.SIGN_IN, SEE, "account.mine"),
    **_staff(Resource.SIGN_IN, CHANGE, "account.leave_all", "account.password"),
    **_staff(Resource.OPENINGS, SEE, "openings.every"),
    **_staff(Resource.OPENINGS, CHANGE, "openings.seen"),
    **_staff(Resource.OPENINGS, Action.OPEN, "openings.ask", "openings.open_one"),
    **_open(
        Resource.SIGN_IN,
        Gate.NONE,
        "security.login",
        "security.logout",
        "security.mf_recovery",
        "security.mf_recovery_codes",
        "security.tf_select",
        "security.two_factor_rescue",
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.two_factor_token_validation",
        "security.verify",
    ),
    **_open(Resource.SIGN_IN, Gate.LINK, "first_sign_in.first"),
    **_open(Resource.SERVICE, Gate.NONE, "static", "admin_shell.static", "phone"),
    **_open(Resource.SERVICE, Gate.NONE, "health.alive", "health.ready"),
    **_open(Resource.SERVICE, Gate.LINK, "metrics.figures"),
    **_open(Resource.SERVICE, Gate.NONE, "privacy.page", "privacy.security"),
    **_open(Resource.SERVICE, Gate.NONE, "get_help.page", "look.page", "look.choose"),
    **_open(Resource.PUBLISHED, Gate.NONE, "results.page"),
    **_open(Resource.FINDING, Gate.LINK, "decisions.page"),
    "decisions.decide": Right(Resource.FINDING, CHANGE, Gate.LINK),
    **_open(Resource.CALENDAR, Gate.LINK, "calendar.feed"),
    **_open(Resource.CHAT, Gate.LINK, "chat.enter", "my_page.enter"),
    **_open(
        Resource.CHAT, Gate.COOKIE, "chat.page", "web_chat.read", "own_page.page", "language.page"
    ),
    **_open(
        Resource.CHAT,
        Gate.COOKIE,
        "my_page.page",
        "my_page.copy_to_read",
        "my_page.copy_for_programs",
    ),
    **dict.fromkeys(
        ("chat.leave", "web_chat.send", "web_drawing.send", "language.choose"),
        Right(Resource.CHAT, CHANGE, Gate.COOKIE),
    ),
    **dict.fromkeys(
        ("twilio.inbound", "twilio.status", "twilio.fallback"),
        Right(Resource.DELIVERIES, CHANGE, Gate.SIGNATURE),
    ),
}
