"""Alembic's entry point: runs the revisions over the connection that `db.migrate` hands in."""

from alembic import context
from sqlalchemy import Connection


def run(connection: Connection) -> None:
    context.configure(connection=connection, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


connection = context.config.attributes.get("connection")
if connection is None:
    message = "Run `production-tool migrate`: it brings the connection."
    raise SystemExit(message)
run(connection)
