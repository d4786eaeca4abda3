"""What the oracle knows: plain rows of one studio, read once, and whoever asks."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

Row = Mapping[str, Any]

TABLES = (
    "artists",
    "projects",
    "phases",
    "bookings",
    "booking_reasons",
    "challenges",
    "events",
    "memberships",
)
CONTACTS = RATES = PLANNERS = frozenset({"owner", "admin", "manager"})
LOG = frozenset({"owner", "admin"})


@dataclass(frozen=True)
class Rows:
    """The rows of a studio, and of the people who are its members."""

    tables: Mapping[str, Sequence[Row]]

    def of(self, table: str) -> Sequence[Row]:
        return self.tables[table]

    def find(self, table: str, key: str, value: object) -> Row | None:
        """The row whose `key` is `value`; a null is nobody's."""
        return next((row for row in self.of(table) if row[key] == value is not None), None)


async def read_rows(connection: asyncpg.Connection, tenant_id: UUID) -> Rows:
    """Read all tables whole and keep what is the studio's."""
    tables: dict[str, list[Row]] = {}
    for table in TABLES:
        everybodys = [dict(row) for row in await connection.fetch(f"select * from {table}")]
        tables[table] = [row for row in everybodys if row["tenant_id"] == tenant_id]
    tenants = [dict(row) for row in await connection.fetch("select * from tenants")]
    heads = await connection.fetch("select * from tenant_revisions")
    head = next(row for row in heads if row["tenant_id"] == tenant_id)
    tables["tenants"] = [
        {**row, "revision": head["revision"], "epoch": head["epoch"]}
        for row in tenants
        if row["id"] == tenant_id
    ]
    members = {row["user_id"] for row in tables["memberships"]}
    users = [dict(row) for row in await connection.fetch("select * from users")]
    tables["users"] = [row for row in users if row["id"] in members]
    tables["events"] = [{**row, "data": json.loads(row["data"])} for row in tables["events"]]
    return Rows(tables)


@dataclass
class Cursors:
    """Which row a cursor stands for. Cursors are opaque, so they are learned, not made."""

    rows: dict[str, tuple[str, UUID]] = field(default_factory=dict)
    texts: dict[tuple[str, UUID], str] = field(default_factory=dict)
    lists: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def learn(self, name: str, order: str, row_id: UUID, text: str) -> None:
        """In the list `name`, sorted by `order`, the row has this cursor."""
        self.rows[text] = order, row_id
        self.texts[order, row_id] = text
        self.lists.setdefault((name, order), []).append(text)

    def of(self, name: str, order: str) -> list[str]:
        """All cursors of a list in an order."""
        return self.lists.get((name, order), [])


@dataclass(frozen=True)
class Question:
    """Who asks, when, and over which rows: those that they see, out of `everything`."""

    rows: Rows
    everything: Rows
    user_id: UUID
    now: datetime
    cursors: Cursors

    @property
    def membership(self) -> Row:
        found = self.rows.find("memberships", "user_id", self.user_id)
        assert found is not None
        return found

    @property
    def sees_contacts(self) -> bool:
        return self.membership["role"] in CONTACTS

    @property
    def sees_rates(self) -> bool:
        return self.membership["role"] in RATES

    def is_self(self, source: Row, key: str) -> bool:
        """Whether a row names whoever asks, and they may know of themselves what it tells."""
        return bool(source[key] == self.user_id)

    @property
    def plans(self) -> bool:
        return self.membership["role"] in PLANNERS

    @property
    def is_artist(self) -> bool:
        return bool(self.membership["role"] == "artist")

    @property
    def sees_log(self) -> bool:
        return self.membership["role"] in LOG

    @property
    def currency(self) -> str:
        return str(self.rows.of("tenants")[0]["currency"])


class Refused(Exception):
    """The arguments ask for something impossible."""
