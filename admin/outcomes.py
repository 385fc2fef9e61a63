"""The audit of the five outcomes: how young people stand, who misses out, what goes with what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_security import current_user

from admin.desk import Desk
from admin.guard import guard
from admin.spreadsheets import CSV, XLSX, as_csv, as_workbook, download
from admin.times import say_moment
from admin.viewer import viewer
from bot.errors import BadInput
from bot.insight import brought, moved_sheet
from bot.insight.labels import BREAKDOWN_NAMES, say_group
from bot.insight.outcome_words import name_of, say_link, say_missing, say_score
from bot.insight.outcomes import OUTCOME, Audit, Score, Tie
from bot.insight.sheets import Cell
from bot.store import audits, outcome_audits, wards
from bot.store.outcome_audits import Benchmark
from bot.store.wards import Ward

PAGE = "/admin/outcomes"
LEVELS = {"all": "Everyone", "part": "Sub-area", "ward": "Ward"}
MOST_LINKS = 12
TOLD = {"title": 120, "source": 300, "people": 200, "year": 20}


@dataclass(frozen=True, slots=True)
class Table:
    """Scores of one level: a row a scale, a column a group."""

    caption: str
    groups: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def outcomes(desk: Desk) -> Blueprint:
    """Return the page of the audit, and what is brought to it."""
    blueprint = Blueprint("outcomes", __name__, url_prefix=PAGE)

    @blueprint.get("")
    def page() -> ResponseReturnValue:
        kept = desk.audit_outcomes.newest()
        with desk.store.reading() as tx:
            benchmarks, places = outcome_audits.benchmarks(tx), wards.every(tx)
        audit = kept.audit if kept else Audit(desk.audit_outcomes.threshold)
        return render_template(
            "outcomes.html",
            when=kept and say_moment(kept.released_at, desk.now(), desk.house.zone),
            audit=audit,
            name_of=name_of,
            tables=tables(audit.scores),
            alphas=[s for s in audit.scores if s.kind == OUTCOME and s.level == "all"],
            links=[say_link(tie) for tie in audit.links[:MOST_LINKS]],
            missing=[say_missing(tie, group_of(tie)) for tie in audit.missing_out if _is_low(tie)],
            benchmarks=[(each, _beside(audit.scores, each)) for each in benchmarks],
            wards=len(places),
            threshold=audit.threshold,
            wave=desk.audit_outcomes.wave(),
        )

    @blueprint.post("/release")
    def release() -> ResponseReturnValue:
        if desk.audit_outcomes.wave() is None:
            flash("Not now: the counts of this round are hidden until it is over.")
        elif desk.audit_outcomes() is None:
            flash(f"Not yet: {desk.audit_outcomes.threshold} more young people must answer first.")
        else:
            flash("This is the new audit.", "success")
        return redirect(PAGE)

    @blueprint.post("/benchmark")
    def bring_benchmark() -> ResponseReturnValue:
        return _try(lambda text: _keep_benchmark(desk, text), "The benchmark is kept.")

    @blueprint.post("/wards")
    def bring_wards() -> ResponseReturnValue:
        return _try(lambda text: _keep_wards(desk, text), "The areas are kept.")

    _take_away(blueprint, desk)
    return guard(blueprint)


def _take_away(blueprint: Blueprint, desk: Desk) -> None:
    """Add the downloads of how far they moved: fresh sign-in only."""

    @blueprint.get("/distance.csv")
    def distance_csv() -> ResponseReturnValue:
        table, _ = _distance(desk)
        return download(as_csv(table), CSV, "distance.csv")

    @blueprint.get("/distance.xlsx")
    def distance_xlsx() -> ResponseReturnValue:
        table, threshold = _distance(desk)
        meanings = (("column", "meaning"), *moved_sheet.dictionary(threshold))
        book = as_workbook({"Distance travelled": table, "Dictionary": meanings})
        return download(book, XLSX, "distance.xlsx")


def _distance(desk: Desk) -> tuple[list[tuple[Cell, ...]], int]:
    """Return how far the same young people moved, as a table, and the threshold it keeps."""
    kept, wave = desk.audit_outcomes.newest(), desk.audit_outcomes.wave()
    if kept is None or wave is None or not kept.audit.moved:
        abort(404)
    with desk.store.begin() as tx:
        audits.record(
            tx, actor=viewer().actor, action="totals.export", subject="outcomes", now=desk.now()
        )
    released_at = kept.released_at.isoformat()
    rows = moved_sheet.rows(kept.audit, wave=wave, released_at=released_at)
    return [tuple(moved_sheet.COLUMNS), *rows], kept.audit.threshold


def tables(scores: Sequence[Score]) -> tuple[Table, ...]:
    """Return a table a level, outcomes before factors."""
    found = []
    for level in dict.fromkeys(score.level for score in scores):
        of_level = [score for score in scores if score.level == level]
        # Groups merge by scale, so that each has a column of its own only where all agree.
        for groups in dict.fromkeys(_groups(of_level, s) for s in of_level):
            rows = tuple(
                (name_of(name), tuple(map(say_score, line)))
                for name, line in _lines(of_level)
                if tuple(each.group for each in line) == groups
            )
            named = tuple(say_group(_breakdown(level), group) or "Everyone" for group in groups)
            found.append(Table(LEVELS.get(level, f"By {BREAKDOWN_NAMES.get(level)}"), named, rows))
    return tuple(found)


def group_of(tie: Tie) -> str:
    """Return the name of the group a difference is of."""
    return say_group(_breakdown(tie.kind), tie.name)


def _lines(scores: Sequence[Score]) -> list[tuple[str, list[Score]]]:
    names = dict.fromkeys((score.kind, score.name) for score in scores)
    return [(n, [s for s in scores if (s.kind, s.name) == (k, n)]) for k, n in names]


def _groups(scores: Sequence[Score], one: Score) -> tuple[str, ...]:
    return tuple(s.group for s in scores if (s.kind, s.name) == (one.kind, one.name))


def _breakdown(level: str) -> str:
    return "area" if level in LEVELS else level


def _is_low(tie: Tie) -> bool:
    return tie.is_real and tie.size < 0


def _beside(scores: Sequence[Score], other: Benchmark) -> list[tuple[str, str, str]]:
    """Return each measure both have: its name, ours, and theirs."""
    ours = {score.name: say_score(score) for score in scores if score.level == "all"}
    return [
        (name_of(key), ours[key], f"{value:g}")
        for key, value in other.figures.items()
        if key in ours
    ]


def _try(keep: Callable[[str], None], done: str) -> ResponseReturnValue:
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise BadInput("Choose a file first.")
        keep(sent.read(1_000_000).decode("utf-8"))
    except UnicodeDecodeError:
        flash("The file is not plain text: save it as CSV UTF-8.")
    except BadInput as error:
        flash(str(error))
    else:
        flash(done, "success")
    return redirect(PAGE)


def _keep_benchmark(desk: Desk, text: str) -> None:
    told = {name: request.form.get(name, "").strip()[:most] for name, most in TOLD.items()}
    if not all(told.values()):
        raise BadInput("Say what it is called, where it is from, of whom, and from which year.")
    figures = brought.benchmark(text)
    with desk.store.begin() as tx:
        outcome_audits.add_benchmark(
            tx, Benchmark(**told, figures=figures), by=current_user.id, now=desk.now()
        )


def _keep_wards(desk: Desk, text: str) -> None:
    places = tuple(Ward(name, part) for name, part in brought.wards(text))
    with desk.store.begin() as tx:
        wards.replace(tx, places)
