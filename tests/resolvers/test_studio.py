import asyncpg
import pytest

from db.session import Database
from domain.errors import Duplicate, InvalidInput, NotOffered
from domain.introduction import Introduction
from domain.roles import Role
from resolvers.joining import admit
from resolvers.studio import create_studio, found_studio
from tests.factories import NINE, Studio

MINE = {"slug": "mine", "name": "Mine", "time_zone": "UTC", "currency": "EUR"}
ADA = "ada@example.com"


async def owners(superuser: asyncpg.Connection, slug: str) -> list[tuple[str, str]]:
    """The members of a studio, which are its owners: address and name."""
    rows = await superuser.fetch(
        "select u.email, u.name, m.role from tenants t join memberships m on m.tenant_id = t.id"
        " join users u on u.id = m.user_id where t.slug = $1",
        slug,
    )
    assert {row["role"] for row in rows} <= {"owner"}
    return [(row["email"], row["name"]) for row in rows]


async def test_no_studio_is_founded_where_the_operator_does_not_offer_it(studio: Studio) -> None:
    with pytest.raises(NotOffered):
        await create_studio(studio.context(), MINE, offered=False)


async def test_an_operator_founds_the_first_studio_and_its_owner_comes_in_by_their_address(
    db: Database, superuser: asyncpg.Connection
) -> None:
    founded = await found_studio(db, MINE, email=ADA, now=NINE)
    assert await owners(superuser, "mine") == [(ADA, "ada")]
    introduction = Introduction("https://id.example", "user_1", ADA.upper(), "Ada Reyes")
    user_id = await admit(db, introduction, now=NINE)
    role = "select role from memberships where tenant_id = $1 and user_id = $2"
    assert await superuser.fetchval(role, founded.id, user_id) == "owner"
    told = await superuser.fetchrow("select * from audit_log where tenant_id = $1", founded.id)
    assert told
    assert (told["action"], told["actor_id"], told["at"]) == ("studio_founded", None, NINE)


async def test_who_is_known_owns_the_new_studio_as_the_same_person(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    address = studio.email(Role.VIEWER)
    await found_studio(db, MINE, email=address.upper(), now=NINE, owner_name="Somebody Else")
    assert await owners(superuser, "mine") == [(address, "Viewer of northlight")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"slug": "Not So"}, "slug"),
        ({"name": " "}, "name"),
        ({"time_zone": "Mars/Olympus"}, "timeZone"),
        ({"currency": "euro"}, "currency"),
        ({"email": "nobody"}, "owner"),
        ({"email": " "}, "owner"),
        ({"owner_name": "x" * 201}, "ownerName"),
    ],
)
async def test_a_studio_that_cannot_be_is_not_founded(
    db: Database, superuser: asyncpg.Connection, wrong: dict[str, str], field: str
) -> None:
    given = {**MINE, "email": ADA, "owner_name": "Ada", **wrong}
    email, owner_name = given.pop("email"), given.pop("owner_name")
    with pytest.raises(InvalidInput) as refusal:
        await found_studio(db, given, email=email, owner_name=owner_name, now=NINE)
    assert refusal.value.path == (field,)
    assert await superuser.fetchval("select count(*) from users where email = $1", ADA) == 0


async def test_a_short_name_in_use_founds_nothing(
    db: Database, studio: Studio, superuser: asyncpg.Connection
) -> None:
    with pytest.raises(Duplicate):
        await found_studio(db, {**MINE, "slug": studio.slug}, email=ADA, now=NINE)
    assert await superuser.fetchval("select count(*) from users where email = $1", ADA) == 0
