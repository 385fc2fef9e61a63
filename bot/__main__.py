"""`python -m bot` is the `sayso` command, for whoever has no script folder on the path."""

from __future__ import annotations

from bot.cli import main

if __name__ == "__main__":
    main(prog_name="sayso")
