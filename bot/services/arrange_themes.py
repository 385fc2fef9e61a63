"""Name, join, part and place the themes of one question: what an officer does with the sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.insight import theme_sheet
from bot.insight.theme_sheet import Themes
from bot.store import audits, themes
from bot.store.database import Store, Transaction
from bot.store.theme_answers import Place

Change = Callable[[Themes], Themes]


@dataclass(frozen=True, slots=True)
class ArrangeThemes:
    """Each act reads the sheet as it stands, changes it as a pure function does, and writes it."""

    store: Store
    now: Callable[[], datetime]

    def name(self, place: Place, theme: int, called: str, *, user_id: int) -> None:
        """Give a theme a name.

        Raises:
            BadInput: it would not do; says what to mend.
        """
        self._change(place, "name", user_id, lambda tx, now: theme_sheet.name(now, theme, called))

    def put(self, place: Place, theme: int, cell: str, *, user_id: int) -> None:
        """Put a theme in another cell of its sheet."""
        self._change(place, "place", user_id, lambda tx, now: theme_sheet.place(now, theme, cell))

    def merge(self, place: Place, theme: int, into: int, *, user_id: int) -> None:
        """Give the groups of one theme to another."""
        self._change(place, "merge", user_id, lambda tx, now: theme_sheet.merge(now, theme, into))

    def split(self, place: Place, theme: int, groups: frozenset[int], *, user_id: int) -> None:
        """Make some groups of a theme one of their own."""

        def parted(tx: Transaction, now: Themes) -> Themes:
            new = themes.add_theme(tx, place)
            return theme_sheet.split(now, theme, groups, new=new)

        self._change(place, "split", user_id, parted)

    def _change(
        self, place: Place, act: str, user_id: int, change: Callable[[Transaction, Themes], Themes]
    ) -> None:
        with self.store.begin() as tx:
            before = themes.of_place(tx, place).themes
            themes.write(tx, place, change(tx, before))
            audits.record(
                tx,
                actor=f"user:{user_id}",
                action=f"theme.{act}",
                subject=f"flow:{place.family}",
                now=self.now(),
                detail={"question": place.question, "wave": place.wave},
            )
