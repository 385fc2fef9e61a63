"""Run by Alembic: uses the connection it is given, so that a migration is one transaction."""

from alembic import context

import bot.store.access_tables
import bot.store.care_tables
import bot.store.insight_tables
import bot.store.meeting_tables
import bot.store.rights_tables
import bot.store.round_tables
import bot.store.sending_tables
import bot.store.tables
import bot.store.theme_tables
import bot.store.users
from bot.store.metadata import metadata

# Imported so that `metadata` has every table.
KNOWN = (
    bot.store.access_tables,
    bot.store.care_tables,
    bot.store.insight_tables,
    bot.store.meeting_tables,
    bot.store.rights_tables,
    bot.store.round_tables,
    bot.store.sending_tables,
    bot.store.tables,
    bot.store.theme_tables,
    bot.store.users,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=False,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
