"""Studios full of random things, some of them damaged, all in one database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from domain.event import EventType, facts_of, instant_text
from domain.naming import name_key

MORNING = datetime(2027, 3, 1, 9, tzinfo=UTC)
NOW = MORNING + timedelta(hours=5, microseconds=123456)

TEXTS = (
    "Änne Berg",
    "ANNE  berg",
    'Quote "the" Änne',
    "back\\slash\\",
    "\\u0000",
    '"\\u0000"',
    "null",
    "Straße İstanbul",
    "e\u0301tude \U0001f3ac \U0001f469\u200d\U0001f3a4",
    "日本語",
    "'; drop table bookings; --",
    "100% _under_ {\u2028}",
)
NOTES = (*TEXTS, "two\nlines\tand\r\x1f\x7f", "\\" * 9, "long " * 1999)
SPECIALTIES = ("light", 'quo"ted', "comp,ositing", "NULL", "ö")
ROLES = ("owner", "admin", "manager", "artist", "viewer")
RUIN = (
    "delete from artists where tenant_id = $1 and id in (select distinct artist_id from bookings"
    " where tenant_id = $1 order by artist_id limit 3)",
    "delete from projects where tenant_id = $1 and id in (select distinct project_id from phases"
    " where tenant_id = $1 order by project_id limit 2)",
    "delete from phases where tenant_id = $1 and position = 1",
    "delete from users where id in (select user_id from memberships"
    " where tenant_id = $1 and role = 'artist')",
)
"""What the constraints forbid, and what hides rows that have to be there."""


@dataclass
class World:
    """A studio as `Random` made it, row by row."""

    random: Random
    tenant_id: UUID
    members: dict[str, UUID] = field(default_factory=dict)
    strangers: list[UUID] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def ids(self, table: str) -> list[UUID]:
        return [row["id"] for row in self.rows.get(table, [])]

    def add(self, table: str, **values: Any) -> dict[str, Any]:
        self.rows.setdefault(table, []).append(values)
        return values

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128))

    def maybe(self, make: Callable[[], Any]) -> Any:
        return make() if self.random.random() < 0.6 else None

    def pick(self, table: str) -> UUID | None:
        ids = self.ids(table)
        return self.random.choice(ids) if ids else None

    def person(self) -> UUID | None:
        people = [*self.members.values(), *self.strangers]
        return self.random.choice(people) if self.random.random() < 0.6 else None

    def moment(self) -> datetime:
        """An instant around now: few enough to be equal often, some with fractions."""
        fraction = timedelta(microseconds=self.random.choice([0, 0, 0, 1, 120_000, 999_999]))
        return MORNING + timedelta(hours=self.random.randint(-6, 12)) + fraction

    def money(self) -> Decimal:
        return Decimal(self.random.choice(["0.00", "0.10", "85.00", "1250.50", "9999999999.99"]))

    def dates(self) -> dict[str, date | None]:
        start = date(2027, 3, self.random.randint(1, 20))
        end = start + timedelta(days=self.random.randint(0, 60))
        return {"start_date": self.maybe(lambda: start), "end_date": self.maybe(lambda: end)}

    def versioned(self) -> dict[str, Any]:
        return {
            "version": self.random.randint(1, 9),
            "created_at": self.moment(),
            "updated_at": self.moment(),
        }


def make_world(number: int) -> World:
    """The world of this number: every eighth is empty, the others differ in size."""
    random = Random(number)
    world = World(random, UUID(int=random.getrandbits(128)))
    found(world, number)
    if number % 8:
        for _ in range(random.randint(1, 6)):
            add_artist(world)
        if number % 4:
            link_artist(world)
        for _ in range(random.randint(0, 5)):
            add_project(world)
        for _ in range(random.choice([0, 5, 15, 40])):
            add_booking(world)
            add_reasons(world)
            add_challenge(world)
        for _ in range(random.randint(0, 35)):
            add_event(world)
    world.rows["tenant_revisions"][0]["revision"] = len(world.rows.get("events", []))
    return world


def found(world: World, number: int) -> None:
    world.add(
        "tenants",
        id=world.tenant_id,
        slug=f"world-{number}",
        name=world.random.choice(TEXTS),
        time_zone="Europe/London",
        currency=world.random.choice(["EUR", "GBP"]),
        artists_see_busy=number % 3 > 0,
    )
    world.add("tenant_revisions", tenant_id=world.tenant_id, revision=0, epoch=world.uuid())
    for who in (*ROLES, "gone", "stranger"):
        person = world.add(
            "users",
            id=world.uuid(),
            email=f"{who}@world-{number}.example",
            name=world.random.choice(TEXTS),
        )
        if who in ROLES:
            world.members[who] = person["id"]
            world.add("memberships", tenant_id=world.tenant_id, user_id=person["id"], role=who)
        else:
            world.strangers.append(person["id"])


def add_artist(world: World) -> None:
    name = world.random.choice(TEXTS)
    taken = {artist["user_id"] for artist in world.rows.get("artists", [])}
    free = [user_id for user_id in world.members.values() if user_id not in taken]
    world.add(
        "artists",
        tenant_id=world.tenant_id,
        id=world.uuid(),
        name=name,
        name_key=name_key(name),
        email=world.maybe(lambda: f"{world.uuid()}@example.com"),
        specialties=world.random.sample(SPECIALTIES, world.random.randint(0, 3)),
        employment=world.random.choice(["staff", "freelance"]),
        time_zone="Europe/London",
        working_hours=world.random.choice([[], ["mon 09:00-18:00"]]),
        hourly_rate=world.maybe(world.money),
        user_id=world.maybe(lambda: world.random.choice(free)) if free else None,
        archived_at=world.moment() if world.random.random() < 0.2 else None,
        **world.versioned(),
    )


def link_artist(world: World) -> None:
    """Let the member `artist` be one that can be booked."""
    member, rows = world.members["artist"], world.rows["artists"]
    if all(row["user_id"] != member for row in rows):
        rows[0]["user_id"] = member


def add_project(world: World) -> None:
    name = world.random.choice(TEXTS)
    statuses = ["planning", "active", "active", "on_hold", "completed", "cancelled", "archived"]
    project = world.add(
        "projects",
        tenant_id=world.tenant_id,
        id=world.uuid(),
        name=name,
        name_key=name_key(name),
        client=world.maybe(lambda: world.random.choice(TEXTS)),
        status=world.random.choice(statuses),
        budget=world.maybe(world.money),
        budget_hours=world.maybe(lambda: Decimal("12.50")),
        manager_id=world.maybe(lambda: world.random.choice([*world.members.values()])),
        hold_expiry_hours=world.maybe(lambda: world.random.choice([0, 48])),
        **world.dates(),
        **world.versioned(),
    )
    for _ in range(world.random.randint(0, 3)):
        world.add(
            "phases",
            tenant_id=world.tenant_id,
            id=world.uuid(),
            project_id=project["id"],
            name=world.random.choice(TEXTS),
            position=world.random.randint(0, 2),
            budget=world.maybe(world.money),
            budget_hours=world.maybe(lambda: Decimal("0.25")),
            **world.dates(),
            **world.versioned(),
        )


def add_booking(world: World) -> None:
    random = world.random
    artist_id = world.pick("artists")
    project_id = world.maybe(lambda: world.pick("projects"))
    phases = [p["id"] for p in world.rows.get("phases", []) if p["project_id"] == project_id]
    start = MORNING + timedelta(
        hours=random.choice([-30, 0, 0, 0.5, 1, 1, 2, 3, 4, 24]),
        microseconds=random.choice([0, 0, 0, 0, 1, 500_000]),
    )
    end = start + timedelta(hours=random.choice([0.5, 1, 1, 2, 3, 24, 8784]))
    status = random.choice(["hold", "hold", "hold", "hold", "pencil", "confirmed", "cancelled"])
    blocked = any(
        other["artist_id"] == artist_id
        and other["status"] in ("pencil", "confirmed")
        and other["start_time"] < end
        and start < other["end_time"]
        for other in world.rows.get("bookings", [])
    )
    if blocked and status != "cancelled":
        status = "hold"
    expiries = [None, None, NOW - timedelta(hours=1), NOW, NOW + timedelta(hours=1)]
    reasons = ["released", "expired", "declined", "superseded", "cancelled", "late_cancelled"]
    first_day = start.date() if start.hour % 2 else None
    world.add(
        "bookings",
        tenant_id=world.tenant_id,
        id=world.uuid(),
        artist_id=artist_id,
        project_id=project_id,
        phase_id=world.maybe(lambda: random.choice(phases)) if phases else None,
        start_time=start,
        end_time=end,
        start_date=first_day,
        end_date=first_day and end.date(),
        status=status,
        queued_at=world.moment(),
        expires_at=random.choice(expiries) if status in ("hold", "cancelled") else None,
        end_reason=random.choice(reasons) if status == "cancelled" else None,
        reason=world.maybe(lambda: random.choice(TEXTS)),
        notes=world.maybe(lambda: random.choice(NOTES)),
        external_id=world.maybe(lambda: f"crm \\ {len(world.ids('bookings'))}"),
        created_by=world.person(),
        fingerprint=b"",
        **world.versioned(),
    )


def add_reasons(world: World) -> None:
    """Now and then, why the newest booking took its first steps."""
    random = world.random
    for version in range(1, random.choice([1, 1, 2, 3])):
        world.add(
            "booking_reasons",
            tenant_id=world.tenant_id,
            booking_id=world.rows["bookings"][-1]["id"],
            version=version,
            reason=random.choice(TEXTS),
        )


def add_challenge(world: World) -> None:
    """A challenge between two bookings of an artist; the rules need not allow it."""
    random, there = world.random, world.rows["bookings"]
    challenger = there[-1]
    others = [b for b in there[:-1] if b["artist_id"] == challenger["artist_id"]]
    if not others or random.random() < 0.3:
        return
    statuses = ["confirmed", "released", "timed_out", "withdrawn", "lapsed"]
    status = random.choice(["open"] * 5 + statuses)
    world.add(
        "challenges",
        tenant_id=world.tenant_id,
        id=world.uuid(),
        artist_id=challenger["artist_id"],
        challenger_id=challenger["id"],
        challenged_id=random.choice(others)["id"],
        status=status,
        due_at=world.moment(),
        opened_by=world.person(),
        ended_at=None if status == "open" else world.moment(),
        reason=world.maybe(lambda: random.choice(TEXTS)),
        **world.versioned(),
    )


def add_event(world: World) -> None:
    """An entry of the log about anything there is; the log need not tell how it came to be."""
    every = ("artist", "project", "phase", "challenge", "booking")
    kinds = [kind for kind in every if world.ids(f"{kind}s")]
    kind = world.random.choice([*kinds, kinds[-1]])
    if kind == "booking" and world.random.random() < 0.5:
        world.random.choice([add_conflict, add_remark])(world)
        return
    about = world.random.choice(world.rows[f"{kind}s"])
    event_type = world.random.choice([each for each in EventType if each.aggregate == kind])
    facts = facts_of(kind, about)
    data = {"facts": facts}
    if event_type is EventType.BOOKING_CANCELLED:
        data = {"facts": {**facts, "end_reason": "released"}}
    if not event_type.endswith(("_created", "_opened")):
        before = world.random.choice(world.rows[f"{kind}s"])
        data["previous"] = facts_of(kind, before)
    add_entry(world, event_type, about["id"], data)


def add_conflict(world: World) -> None:
    """An attempt at the time of some bookings, or of none that is still there."""
    bookings = world.rows["bookings"]
    in_the_way = world.random.sample(world.ids("bookings"), min(3, len(bookings)))
    facts = world.random.choice(bookings) | {
        "booking_id": world.maybe(lambda: world.random.choice(bookings)["id"]),
        "conflicts": in_the_way[: world.random.randint(0, 3)],
    }
    data = {"facts": facts_of("conflict", facts)}
    add_entry(world, EventType.BOOKING_CONFLICT_DETECTED, world.uuid(), data)


def add_remark(world: World) -> None:
    """What became of a hold, or of one that is not there any more."""
    about = world.random.choice(world.rows["bookings"])
    facts: dict[str, Any] = {
        "booking_id": str(world.random.choice([about["id"], about["id"], world.uuid()])),
        "artist_id": str(about["artist_id"]),
        "project_id": about["project_id"] and str(about["project_id"]),
    }
    if world.random.random() < 0.5:
        data = {"facts": {**facts, "rank": 1}, "previous": {"rank": world.random.randint(2, 5)}}
        add_entry(world, EventType.HOLD_PROMOTED, world.uuid(), data)
    else:
        expiry = {"expires_at": instant_text(world.moment()), "hours": world.random.choice([1, 4])}
        add_entry(world, EventType.HOLD_EXPIRING, world.uuid(), {"facts": facts | expiry})


def add_entry(world: World, event_type: EventType, about: UUID, data: Mapping[str, Any]) -> None:
    log = world.rows.get("events", [])
    world.add(
        "events",
        tenant_id=world.tenant_id,
        revision=len(log) + 1,
        aggregate_type=event_type.aggregate.value,
        aggregate_id=about,
        version=1 + sum(event["aggregate_id"] == about for event in log),
        type=event_type.value,
        data=orjson.dumps(data).decode(),
        actor_id=world.person(),
        request_id=world.maybe(world.uuid),
        occurred_at=world.moment(),
    )


async def store(connection: asyncpg.Connection, world: World, *, ruined: bool = False) -> None:
    """Put a world into the database; `ruined`, then take away what others need."""
    for table, rows in world.rows.items():
        columns = list(rows[0])
        records = [tuple(row[column] for column in columns) for row in rows]
        await connection.copy_records_to_table(table, records=records, columns=columns)
    if ruined:
        async with connection.transaction():
            await connection.execute("set local session_replication_role = replica")
            for statement in RUIN:
                await connection.execute(statement, world.tenant_id)
