"""Alembic's entry point: runs the revisions over the connection that `db.migrate` hands in."""

from alembic import context
from sqlalchemy import Connection, text


def run(connection: Connection) -> None:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
        # Alembic's own table, so no revision's to grant: a server compares it with its code.
        connection.execute(text("grant select on alembic_version to production_tool_app"))


connection = context.config.attributes.get("connection")
if connection is None:
    message = "Run `production-tool migrate`: it brings the connection."
    raise SystemExit(message)
run(connection)
