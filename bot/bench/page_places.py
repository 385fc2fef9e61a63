"""The staff pages that are measured: each by its route's name, with an address where something is.

What is in braces is one of a house's ids. Every route of staff that is read stands here or below.
"""

from __future__ import annotations

from collections.abc import Mapping

SURVEY, FAMILY, ROUND_BEFORE = "how-things-are", "good-place", "good-place-prepilot-2"
# Route -> its addresses: the page as it is opened, and the other faces of it that hold more.
PAGES: Mapping[str, tuple[str, ...]] = {
    "account.mine": ("/admin/account",),
    "accounts.every": ("/admin/accounts",),
    "after.promise": ("/admin/people/{contact}/promises",),
    "ask_page.new": ("/admin/ask",),
    "ask_page.one": ("/admin/ask/{thing}",),
    "attendance.show": ("/admin/attendance",),
    "audit.show": ("/admin/audit", "/admin/audit?before={audit}"),
    "board.every": ("/admin/board",),
    "board.one": tuple(f"/admin/board/{one}" for one in (SURVEY, FAMILY, ROUND_BEFORE)),
    "board_cross.cross": (
        f"/admin/board/{SURVEY}/cross?question=c4&by=gender&within=age_band",
        f"/admin/board/{ROUND_BEFORE}/cross?question=i1&by=area&within=age_band",
    ),
    "board_groups.groups": (
        f"/admin/board/{SURVEY}/groups/c4",
        f"/admin/board/{ROUND_BEFORE}/groups/i1",
    ),
    "care_report.show": ("/admin/care-report",),
    "cases.everything": ("/admin/cases",),
    "concerns.newest": ("/admin/concerns/newest",),
    "concerns.one": ("/admin/concerns/{concern}",),
    "concerns.queue": ("/admin/concerns", "/admin/concerns?closed=yes"),
    "drawings.look": ("/admin/drawings",),
    "finding_pages.one": ("/admin/findings/{finding}",),
    "fixed_replies.show": ("/admin/fixed-replies",),
    "groups.every": ("/admin/focus-groups",),
    "groups.new": ("/admin/focus-groups/new",),
    "groups.one": ("/admin/focus-groups/{group}",),
    "ideas.every": ("/admin/ideas",),
    "ideas.one": ("/admin/ideas/{idea}",),
    "meetings.call_off": ("/admin/meetings/{meeting}/call-off",),
    "meetings.move": ("/admin/meetings/{meeting}/move",),
    "meetings.new": ("/admin/meetings/new", "/admin/meetings/new?contact={contact}"),
    "meetings.one": ("/admin/meetings/{meeting}",),
    "meetings.upcoming": ("/admin/meetings",),
    "meetings.way": ("/admin/meetings/{meeting}/way",),
    "my_ways.show": ("/admin/my-ways",),
    "openings.ask": ("/admin/open-records/new",),
    "openings.every": ("/admin/open-records",),
    "outcomes.page": ("/admin/outcomes",),
    "own_page_of.page": ("/admin/people/{contact}/page",),
    "pack.to_print": (f"/admin/board/{FAMILY}/pack", f"/admin/board/{SURVEY}/pack"),
    "people.everybody": ("/admin/people",),
    "people.hand_over_page": ("/admin/people/hand-over",),
    "people.new": ("/admin/people/new",),
    "people.one": ("/admin/people/{contact}",),
    "people.read": ("/admin/people/{contact}/texts",),
    "quotes.read": (f"/admin/board/{FAMILY}/quotes/i5", f"/admin/board/{ROUND_BEFORE}/quotes/i5"),
    "read_again.show": ("/admin/read-again",),
    "requests.one": ("/admin/requests/{request}",),
    "rota.show": ("/admin/rota",),
    "rounds.every": ("/admin/rounds",),
    "rounds.new": ("/admin/rounds/new",),
    "rounds.one": ("/admin/rounds/{round}", "/admin/rounds/{round_before}"),
    "rounds.poster": ("/admin/rounds/{round}/poster",),
    "set_up.show": ("/admin/set-up",),
    "settings.show": ("/admin/settings",),
    "sheets.meetings": ("/admin/import/meetings",),
    "sheets.people": ("/admin/import/people",),
    "themes.show": (f"/admin/board/{FAMILY}/themes", f"/admin/board/{ROUND_BEFORE}/themes"),
    "try_phone.show": ("/admin/test-phone",),
    "week.show": ("/admin/week", "/admin/week?from={last_week}"),
}
# Told of a house that has a board; elsewhere they are not there.
OF_THE_BOARD = frozenset(
    {
        *("attendance.show", "board.one", "board_cross.cross", "board_groups.groups"),
        *("outcomes.page", "pack.to_print", "quotes.read", "themes.show"),
    }
)
# What has an address and is no page: fetched by one, saved as a file, led on from, or signing in.
NO_PAGES = frozenset(
    {
        *("account.password", "admin_shell.static", "board_charts.picture", "board_exports.as_csv"),
        *("board_exports.as_xlsx", "board_exports.meanings", "board_exports.of_chart"),
        *("concerns.drawing", "drawings.picture", "first_sign_in.first", "home.first_place"),
        *("outcomes.distance_csv", "outcomes.distance_xlsx", "pack.to_change", "rounds.code"),
        *("security.login", "security.mf_recovery"),
        *("security.mf_recovery_codes", "security.tf_select", "security.two_factor_rescue"),
        *("security.two_factor_setup", "security.two_factor_token_validation", "security.verify"),
    }
)
