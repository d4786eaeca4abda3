import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import pytest

from db.session import Database
from domain.errors import Unauthenticated
from domain.introduction import Introduction
from domain.roles import Role
from resolvers.joining import admit
from tests.factories import Studio
from tests.newcomers import invite

NEW = Introduction("https://id.example", "user_1", "ada@example.com", "Ada Reyes")


async def come(db: Database, introduction: Introduction = NEW) -> UUID:
    return await admit(db, introduction, now=datetime.now(UTC))


async def members(superuser: asyncpg.Connection, user_id: UUID) -> dict[UUID, str]:
    """What the person is, studio by studio."""
    rows = await superuser.fetch(
        "select tenant_id, role from memberships where user_id = $1", user_id
    )
    return {row["tenant_id"]: row["role"] for row in rows}


async def counts(superuser: asyncpg.Connection) -> tuple[int, ...]:
    tables = ("users", "identities", "memberships", "invitations")
    return tuple([await superuser.fetchval(f"select count(*) from {table}") for table in tables])


async def test_who_is_invited_becomes_a_person_and_a_member(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "Ada@Example.com", Role.ADMIN)
    user_id = await come(db)
    assert await members(superuser, user_id) == {studio.id: "admin"}
    user = await superuser.fetchrow("select email, name from users where id = $1", user_id)
    assert user
    assert (user["email"], user["name"]) == ("ada@example.com", "Ada Reyes")
    assert await superuser.fetchval("select count(*) from invitations") == 0
    assert await come(db) == user_id


@pytest.mark.parametrize("name", [None, " ", "\u200b", "x" * 201, "Ada\nReyes"])
async def test_without_a_usable_name_a_person_is_called_after_their_address(
    db: Database, studio: Studio, superuser: asyncpg.Connection, name: str | None
) -> None:
    await invite(superuser, studio, "ada@example.com")
    user_id = await come(db, Introduction("https://id.example", "1", "ada@example.com", name))
    assert await superuser.fetchval("select name from users where id = $1", user_id) == "ada"


async def test_every_studio_that_invites_is_joined_at_once(
    db: Database, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "ada@example.com", Role.VIEWER)
    await invite(superuser, other_studio, "ADA@example.com", Role.MANAGER)
    user_id = await come(db)
    assert await members(superuser, user_id) == {studio.id: "viewer", other_studio.id: "manager"}


async def test_who_is_known_joins_a_second_studio_the_next_time(
    db: Database, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "ada@example.com")
    user_id = await come(db)
    await invite(superuser, other_studio, "ada@example.com", Role.ARTIST)
    assert await come(db) == user_id
    assert await members(superuser, user_id) == {studio.id: "viewer", other_studio.id: "artist"}


async def test_an_existing_user_is_recognised_by_the_verified_address(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    maya = Introduction("https://id.example", "user_2", studio.email(Role.MANAGER).upper())
    before = await counts(superuser)
    assert await come(db, maya) == studio.members[Role.MANAGER]
    after = await counts(superuser)
    assert after == (before[0], before[1] + 1, *before[2:])


async def test_a_known_person_stays_the_same_whatever_the_address_becomes(
    db: Database, studio: Studio
) -> None:
    maya = studio.members[Role.MANAGER]
    for email in (studio.email(Role.MANAGER), None, "maya@elsewhere.example", None):
        assert await come(db, Introduction("https://id.example", "user_2", email)) == maya


async def test_two_providers_may_introduce_the_same_person(db: Database, studio: Studio) -> None:
    email = studio.email(Role.MANAGER)
    people = [
        await come(db, Introduction(issuer, "user_2", email))
        for issuer in ("https://id.example", "https://another.example")
    ]
    assert people == [studio.members[Role.MANAGER]] * 2


async def test_a_second_account_with_the_address_does_not_become_the_person(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    email = studio.email(Role.MANAGER)
    await come(db, Introduction("https://id.example", "user_2", email))
    await invite(superuser, studio, email, Role.ADMIN)
    before = await counts(superuser)
    with pytest.raises(Unauthenticated, match="another account"):
        await come(db, Introduction("https://id.example", "user_3", email))
    assert await counts(superuser) == before


@pytest.mark.parametrize(
    ("email", "reason"),
    [(None, "no verified e-mail"), ("nobody@example.com", "No studio has invited")],
)
async def test_a_stranger_is_told_why_and_leaves_no_trace(
    db: Database, studio: Studio, superuser: asyncpg.Connection, email: str | None, reason: str
) -> None:
    await invite(superuser, studio, "ada@example.com")
    before = await counts(superuser)
    with pytest.raises(Unauthenticated, match=reason):
        await come(db, Introduction("https://id.example", "user_4", email, "Ada"))
    assert await counts(superuser) == before


async def test_an_invitation_that_has_run_out_invites_nobody(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    await invite(superuser, studio, "ada@example.com", expires_at=studio.now - timedelta(hours=1))
    with pytest.raises(Unauthenticated, match="No studio has invited"):
        await come(db)
    assert await superuser.fetchval("select count(*) from invitations") == 1


async def test_a_member_who_is_invited_again_stays_what_they_are(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    email = studio.email(Role.MANAGER)
    await invite(superuser, studio, email, Role.VIEWER)
    user_id = await come(db, Introduction("https://id.example", "user_2", email))
    assert (await members(superuser, user_id))[studio.id] == "manager"
    assert await superuser.fetchval("select count(*) from invitations") == 0


async def test_who_is_invited_as_an_artist_becomes_that_artist_and_the_log_says_so(
    db: Database, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    places = [(each, await each.artist("Ada Reyes")) for each in (studio, other_studio)]
    for each, artist in places:
        await invite(superuser, each, "ada@example.com", Role.ARTIST, artist=artist)
    user_id = await come(db)
    for each, artist in places:
        row = await superuser.fetchrow("select user_id, version from artists where id = $1", artist)
        assert row
        assert (row["user_id"], row["version"]) == (user_id, 2)
        event = await superuser.fetchrow(
            "select type, version, actor_id, data->'facts'->>'user_id' as user_id from events"
            " where tenant_id = $1 and aggregate_id = $2 order by revision desc limit 1",
            each.id,
            artist,
        )
        assert event
        assert tuple(event) == ("artist_updated", 2, user_id, str(user_id))


async def test_an_artist_who_is_somebody_already_stays_that_person(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    taken, free = await studio.artist("Bo"), await studio.artist("Cy")
    link = "update artists set user_id = $2 where id = $1"
    await superuser.execute(link, taken, studio.members[Role.ARTIST])
    await invite(superuser, studio, "ada@example.com", Role.ARTIST, artist=taken)
    await come(db)
    email = studio.email(Role.ARTIST)
    await invite(superuser, studio, email, Role.ARTIST, artist=free)
    await come(db, Introduction("https://id.example", "user_2", email))
    linked = await superuser.fetch("select id, user_id from artists where user_id is not null")
    assert [tuple(row) for row in linked] == [(taken, studio.members[Role.ARTIST])]


async def test_of_many_simultaneous_first_sign_ins_one_makes_the_person(
    db: Database, studio: Studio, other_studio: Studio, superuser: asyncpg.Connection
) -> None:
    artist = await studio.artist()
    await invite(superuser, studio, "ada@example.com", Role.ARTIST, artist=artist)
    await invite(superuser, other_studio, "ada@example.com", Role.ADMIN)
    people = set(await asyncio.gather(*(come(db) for _ in range(12))))
    (user_id,) = people
    assert await members(superuser, user_id) == {studio.id: "artist", other_studio.id: "admin"}
    assert await superuser.fetchval("select version from artists where id = $1", artist) == 2


async def test_of_two_simultaneous_accounts_with_one_address_one_becomes_the_person(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    for email in (studio.email(Role.MANAGER), "ada@example.com"):
        await invite(superuser, studio, email)
        accounts = [Introduction("https://id.example", f"{email} {n}", email) for n in range(8)]
        answers = await asyncio.gather(
            *(come(db, account) for account in accounts), return_exceptions=True
        )
        assert sum(isinstance(answer, UUID) for answer in answers) == 1
        assert sum(isinstance(answer, Unauthenticated) for answer in answers) == 7
