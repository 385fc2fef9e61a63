"""Every page of `admin` but sign-in's: one blueprint a place, each guarded by its own module."""

from __future__ import annotations

from flask import Blueprint

from admin.account import account
from admin.accounts import accounts
from admin.after_page import after_page
from admin.ask_page import ask_page
from admin.attendance_page import attendance_page
from admin.audit_page import audit_page
from admin.board import board
from admin.board_charts import board_charts
from admin.board_cross import board_cross
from admin.board_exports import board_exports
from admin.board_groups import board_groups
from admin.care_pages import care_report, fixed_replies, read_again
from admin.cases import cases
from admin.concerns import concerns
from admin.desk import Desk
from admin.drawings_page import drawings_page
from admin.finding_pages import finding_pages
from admin.groups_page import groups_page
from admin.ideas import ideas
from admin.import_page import import_page
from admin.meetings import meetings
from admin.my_ways import my_ways
from admin.openings import openings
from admin.outcomes import outcomes
from admin.own_page import own_page
from admin.pack_page import pack_page
from admin.people import people
from admin.quotes_page import quotes_page
from admin.requests_page import requests_page
from admin.rota_page import rota_page
from admin.rounds import rounds
from admin.set_up_page import set_up_page
from admin.settings_page import settings_page
from admin.themes_page import themes_page
from admin.try_phone import try_phone
from admin.week import week


def pages(desk: Desk) -> tuple[Blueprint, ...]:
    """Return the blueprints of the staff pages."""
    return (
        week(desk),
        meetings(desk),
        requests_page(desk),
        after_page(desk),
        my_ways(desk),
        import_page(desk),
        attendance_page(desk),
        people(desk),
        own_page(desk),
        concerns(desk),
        care_report(desk),
        read_again(desk),
        fixed_replies(desk),
        rota_page(desk),
        cases(desk),
        board(desk),
        board_charts(desk),
        board_cross(desk),
        board_exports(desk),
        board_groups(desk),
        themes_page(desk),
        quotes_page(desk),
        drawings_page(desk),
        pack_page(desk),
        outcomes(desk),
        rounds(desk),
        groups_page(desk),
        finding_pages(desk),
        ideas(desk),
        ask_page(desk),
        set_up_page(desk),
        try_phone(desk),
        settings_page(desk),
        openings(desk),
        account(desk),
        accounts(desk),
        audit_page(desk),
    )
