"""Runs the `.sql` files that the revisions stand for."""

from pathlib import Path

from alembic import op
from sqlalchemy.engine.interfaces import AdaptedConnection

SQL = Path(__file__).parent / "versions" / "sql"


def run_script(name: str) -> None:
    """Run `versions/sql/<name>` inside the migration's transaction.

    asyncpg prepares what SQLAlchemy executes and a prepared text holds one statement only, so the
    script goes to the driver directly; it still rolls back with the transaction.
    """
    text = (SQL / name).read_text()
    # A first statement through SQLAlchemy, or the driver would not have begun the transaction yet.
    op.execute("select 1")
    connection = op.get_bind().connection.dbapi_connection
    assert isinstance(connection, AdaptedConnection)
    connection.run_async(lambda driver: driver.execute(text))
