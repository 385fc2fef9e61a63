"""The demo's own folder and the settings in it. Settings from outside win over the demo's."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings import PREFIX, sample

ORGANISATION = "Riverside"
DRAFTS = "cy pl ur"  # no speaker has read them: shown here, where nobody real is written to
DATABASE = PREFIX + "DATABASE_URL"
API = PREFIX + "TWILIO_API_BASE_URL"
# Made once and kept: without them what is stored cannot be read again, nor links be used.
KEPT = tuple(
    PREFIX + name
    for name in (
        *("SECRET_KEY", "ENCRYPTION_KEYS", "INDEX_KEY", "PSEUDONYM_KEY"),
        *("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"),
    )
)


def from_outside(environment: Mapping[str, str]) -> Mapping[str, str]:
    """Return the settings whoever starts the demo has made; an empty one counts as not made."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(PREFIX) and value.strip()
    }


@dataclass(frozen=True, slots=True)
class Folder:
    """Where one demo keeps its keys, settings, database and logs. Only its owner may read them."""

    path: Path

    @property
    def settings(self) -> Path:
        """The settings in use, to be read by a shell for other `sayso` commands."""
        return self.path / "settings.env"

    def log_of(self, process: str) -> Path:
        """Return where one process writes what it has to say."""
        return self.path / f"{process}.log"

    def make(self, *, fresh: bool = False) -> None:
        """Make the folder; `fresh` first removes what an earlier demo left in it."""
        if fresh:
            self.empty()
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def empty(self) -> None:
        """Remove the database, the spool, the logs and the keys, and nothing else."""
        self.drop_database()
        for file in (*self.path.glob("*.env"), *self.path.glob("*.log")):
            file.unlink()

    @property
    def is_loaded(self) -> bool:
        """Whether the database kept here holds all the sample data."""
        return self._mark.exists() and (self.path / "sayso.db").exists()

    def mark_loaded(self) -> None:
        """Remember that the database kept here holds all the sample data."""
        self._mark.touch()

    def drop_database(self) -> None:
        """Remove the database kept here, such as one whose loading was broken off."""
        for file in (*self.path.glob("sayso.db*"), self._mark):
            file.unlink(missing_ok=True)
        shutil.rmtree(self.path / "spool", ignore_errors=True)

    @property
    def _mark(self) -> Path:
        return self.path / "loaded"

    def environment(self, port: int, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return every setting of a demo on `port`, and write them down.

        Args:
            given: settings from outside; they win.
        """
        settings = {**sample(), **self._keys(), **self._own(port, given), **given}
        self._write(self.settings, settings)
        return settings

    def _own(self, port: int, given: Mapping[str, str]) -> Mapping[str, str]:
        whole = self.path.resolve()
        carrier = f"http://localhost:{port + 1}"
        own = {
            DATABASE: f"sqlite:///{whole / 'sayso.db'}",
            PREFIX + "SPOOL_DIR": str(whole / "spool"),
            PREFIX + "PUBLIC_BASE_URL": f"http://localhost:{port}",
            PREFIX + "ORGANISATION": ORGANISATION,
            PREFIX + "DRAFT_LANGUAGES": DRAFTS,
            PREFIX + "DEMO": "yes",
            API: carrier,
        }
        return own if API in given else {**own, PREFIX + "CARRIER_URL": carrier}

    def _keys(self) -> Mapping[str, str]:
        file = self.path / "keys.env"
        if not file.exists():
            fresh = sample()
            self._write(file, {name: fresh[name] for name in KEPT})
        lines = file.read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines)
        return {name: "".join(shlex.split(value)) for name, _, value in pairs if name}

    def _write(self, file: Path, values: Mapping[str, str]) -> None:
        file.touch(mode=0o600)
        text = "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())
        file.write_text(text, encoding="utf-8")
