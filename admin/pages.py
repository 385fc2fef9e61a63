"""Every page of `admin` but sign-in's: one blueprint a place, each guarded by its own module."""

from __future__ import annotations

from flask import Blueprint

from admin.ask_page import ask_page
from admin.board import board
from admin.care_pages import care_report, fixed_replies, read_again
from admin.concerns import concerns
from admin.desk import Desk
from admin.finding_pages import finding_pages
from admin.ideas import ideas
from admin.meetings import meetings
from admin.own_page import own_page
from admin.people import people
from admin.rota_page import rota_page
from admin.rounds import rounds
from admin.settings_page import settings_page
from admin.week import week


def pages(desk: Desk) -> tuple[Blueprint, ...]:
    """Return the blueprints of the staff pages."""
    return (
        week(desk),
        meetings(desk),
        people(desk),
        own_page(desk),
        concerns(desk),
        care_report(desk),
        read_again(desk),
        fixed_replies(desk),
        rota_page(desk),
        board(desk),
        rounds(desk),
        finding_pages(desk),
        ideas(desk),
        ask_page(desk),
        settings_page(desk),
    )
