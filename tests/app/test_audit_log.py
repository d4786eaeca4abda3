"""The audit log as an admin reads it, and what gets into it by asking the API."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from app.settings import Settings
from domain.audit import Deed
from domain.roles import Role
from resolvers.auditor import Auditor
from tests.app.server import Server, serving
from tests.factories import Studio, hours

LOG = """
query Log($filter: AuditFilter, $orderBy: AuditOrder! = AT_DESC, $first: Int! = 50,
          $after: String) {
  auditLog(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes {
      id at actor { email } actorId keyId role action resourceType resourceId old new outcome
      reason ip userAgent requestId
    }
    pageInfo { hasNextPage endCursor }
    totalCount
  }
}
"""
CONFIRM = """
mutation Confirm($input: ConfirmBookingInput!) {
  confirmBooking(input: $input) { __typename }
}
"""
SLEEPY = """
create function fall_asleep() returns trigger language plpgsql as
  $$ begin perform pg_sleep(30); return new; end $$;
create trigger sleepy before update on bookings for each row execute function fall_asleep();
"""


async def audit_log(server: Server, studio: Studio, **arguments: Any) -> Any:
    token = await server.token(studio.email(Role.ADMIN))
    answer = (await server.ask(LOG, token, **arguments)).json()
    assert "errors" not in answer, answer
    return answer["data"]["auditLog"]


async def entry(server: Server, studio: Studio, **conditions: str) -> Any:
    """The only entry that the filter lets through, once it is there."""
    async with asyncio.timeout(10):
        while True:
            found = await audit_log(server, studio, filter=conditions)
            if found["nodes"]:
                assert found["totalCount"] == 1, found
                return found["nodes"][0]


async def test_a_change_is_there_with_who_and_from_where(
    settings: Settings, studio: Studio
) -> None:
    booking = await studio.book(await studio.artist())
    behind = replace(settings, trusted_proxies=(ip_network("127.0.0.1"),))
    async with serving(behind) as server:
        token = await server.token(studio.email(Role.MANAGER))
        headers = {
            "authorization": f"Bearer {token}",
            "x-forwarded-for": "198.51.100.66, 203.0.113.9",
            "user-agent": "Board/2.1 '; drop table audit_log --",
        }
        body = {"query": CONFIRM, "variables": {"input": {"id": str(booking)}}}
        answer = await server.http.post("/graphql", json=body, headers=headers)
        found = await entry(server, studio, action="booking_confirmed")
    assert found["actor"] == {"email": studio.email(Role.MANAGER)}
    assert found["actorId"] == str(studio.members[Role.MANAGER])
    assert (found["role"], found["keyId"]) == ("MANAGER", None)
    assert (found["resourceType"], found["resourceId"]) == ("booking", str(booking))
    assert (found["old"]["status"], found["new"]["status"]) == ("hold", "confirmed")
    assert (found["outcome"], found["reason"]) == ("DONE", None)
    assert (found["ip"], found["userAgent"]) == ("203.0.113.9", headers["user-agent"])
    assert found["requestId"] == answer.headers["x-request-id"]


async def test_from_a_websocket_too(server: Server, studio: Studio, manager: str) -> None:
    booking = await studio.book(await studio.artist())
    async with server.sign_in(manager, user_agent_header="Board/3") as socket:
        await socket.subscribe(CONFIRM, input={"id": str(booking)})
        assert (await socket.receive())["type"] == "next"
    found = await entry(server, studio, action="booking_confirmed")
    assert (found["ip"], found["userAgent"]) == ("127.0.0.1", "Board/3")


async def test_a_refused_mutation_is_there_with_its_code(
    server: Server, studio: Studio, manager: str
) -> None:
    booking = await studio.book(await studio.artist())
    for _ in range(2):
        await server.ask(CONFIRM, manager, input={"id": str(booking), "expectedVersion": 1})
    found = await entry(server, studio, action="confirmBooking")
    assert (found["resourceType"], found["resourceId"]) == ("booking", str(booking))
    assert (found["outcome"], found["reason"]) == ("REFUSED", "STALE_VERSION")
    assert (found["old"], found["new"]) == (None, None)


async def test_what_a_role_may_not_do_is_there(server: Server, studio: Studio) -> None:
    viewer = await server.token(studio.email(Role.VIEWER))
    await server.ask(CONFIRM, viewer, input={"id": str(uuid7())})
    found = await entry(server, studio, action="confirmBooking")
    assert (found["outcome"], found["reason"], found["role"]) == ("REFUSED", "FORBIDDEN", "VIEWER")
    await server.ask(LOG, viewer)
    assert (await entry(server, studio, action="auditLog"))["reason"] == "FORBIDDEN"
    headers = {"authorization": f"Bearer {viewer}", "content-type": "text/csv"}
    await server.http.post("/uploads/bookings", content="x", headers=headers)
    assert (await entry(server, studio, action="uploadBookings"))["reason"] == "FORBIDDEN"


async def test_what_was_given_up_is_there_as_failed(
    settings: Settings, studio: Studio, superuser: asyncpg.Connection
) -> None:
    booking = await studio.book(await studio.artist())
    await superuser.execute(SLEEPY)
    try:
        async with serving(replace(settings, operation_timeout=0.5)) as server:
            token = await server.token(studio.email(Role.MANAGER))
            await server.ask(CONFIRM, token, input={"id": str(booking)})
            found = await entry(server, studio, action="confirmBooking")
    finally:
        await superuser.execute("drop function fall_asleep cascade")
    assert found["outcome"] == "FAILED"
    assert found["reason"] in {"CANCELLED", "INTERNAL"}


async def test_a_sign_in_is_there(server: Server, studio: Studio, manager: str) -> None:
    who = str(studio.members[Role.MANAGER])
    found = await entry(server, studio, actorId=who)
    assert (found["action"], found["resourceType"]) == ("signed_in", "member")
    assert (found["resourceId"], found["ip"]) == (who, "127.0.0.1")


async def test_what_is_no_operation_of_anybodys_is_not_there(
    server: Server, studio: Studio, manager: str
) -> None:
    for query in ("{ nonsense }", "{", "query Q($n: Int!) { __typename }"):
        await server.ask(query, manager)
    await server.ask(CONFIRM, input={"id": str(uuid7())})
    await server.ask(CONFIRM, "bad", input={"id": str(uuid7())})
    await server.ask(CONFIRM, manager, input={"id": str(uuid7())})
    assert (await entry(server, studio, action="confirmBooking"))["reason"] == "NOT_FOUND"
    actions = {node["action"] for node in (await audit_log(server, studio))["nodes"]}
    assert actions == {"signed_in", "confirmBooking"}


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ARTIST, Role.VIEWER])
async def test_nobody_below_an_admin_reads_it(server: Server, studio: Studio, role: Role) -> None:
    answer = (await server.ask(LOG, await server.token(studio.email(role)))).json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_studio_sees_its_own_only(
    server: Server, studio: Studio, other_studio: Studio
) -> None:
    theirs = await other_studio.artist()
    for name, value in (("resourceId", theirs), ("actorId", other_studio.members[Role.MANAGER])):
        foreign = await audit_log(server, studio, filter={name: str(value)})
        nobody = await audit_log(server, studio, filter={name: str(uuid7())})
        malformed = await audit_log(server, studio, filter={name: "nobody"})
        assert foreign == nobody == malformed
        assert foreign["nodes"] == []


async def test_filters_narrow_it(server: Server, studio: Studio) -> None:
    start = studio.now.replace(microsecond=0)
    thing, other = uuid7(), uuid7()
    async with Auditor(studio.db) as writer:
        for n in range(6):
            deed = Deed(f"deed_{n}", "key" if n < 4 else "member", thing if n % 2 else other)
            who = studio.actor(Role.OWNER if n < 2 else Role.ADMIN)
            writer.note(who, deed, at=start + timedelta(hours=1, microseconds=n))

    async def listed(**conditions: Any) -> list[str]:
        found = await audit_log(server, studio, filter=conditions, orderBy="AT_ASC")
        return [node["action"][-1] for node in found["nodes"] if node["action"][:5] == "deed_"]

    def at(microseconds: int) -> str:
        return (start + timedelta(hours=1, microseconds=microseconds)).isoformat()

    assert await listed() == list("012345")
    assert await listed(**{"from": at(2)}) == list("2345")
    assert await listed(to=at(2)) == list("01")
    assert await listed(**{"from": at(1), "to": at(4)}) == list("123")
    assert await listed(resourceType="member") == list("45")
    assert await listed(resourceId=str(thing)) == list("135")
    assert await listed(action="deed_3") == ["3"]
    assert await listed(actorId=str(studio.members[Role.OWNER])) == list("01")
    assert await listed(outcome="DONE", resourceType="key", **{"from": at(3)}) == ["3"]
    assert await listed(outcome="REFUSED") == []
    token = await server.token(studio.email(Role.ADMIN))
    backwards = {"from": at(4), "to": at(1)}
    refused = (await server.ask(LOG, token, filter=backwards)).json()
    assert refused["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_pages_follow_on_each_other_the_newest_entry_first(
    server: Server, studio: Studio
) -> None:
    artist = await studio.artist()
    for day in range(5):
        await studio.book(artist, **hours(0, 1, day=day))
    conditions = {"filter": {"resourceType": "booking"}}
    whole = await audit_log(server, studio, **conditions)
    ids = [node["id"] for node in whole["nodes"]]
    assert ids == sorted(ids, reverse=True)
    paged: list[str] = []
    after = None
    while True:
        part = await audit_log(server, studio, **conditions, first=2, after=after)
        paged += [node["id"] for node in part["nodes"]]
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break
    assert paged == ids
    assert len(paged) == 5


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        # ["audit_log.AT_DESC", "no uuid", …]
        "WyJhdWRpdF9sb2cuQVRfREVTQyIsIm5vIHV1aWQiLCJubyB1dWlkIl0",
    ],
)
async def test_a_cursor_that_is_none_is_refused(
    server: Server, studio: Studio, cursor: str
) -> None:
    token = await server.token(studio.email(Role.ADMIN))
    answer = (await server.ask(LOG, token, after=cursor)).json()
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID_INPUT"]


async def test_who_has_left_the_studio_is_still_named_by_id(
    server: Server, studio: Studio, superuser: asyncpg.Connection
) -> None:
    gone = studio.members[Role.MANAGER]
    artist = await studio.artist()
    await superuser.execute("delete from memberships where user_id = $1", gone)
    found = await entry(server, studio, action="artist_created")
    assert (found["actor"], UUID(found["actorId"])) == (None, gone)
    assert UUID(found["resourceId"]) == artist
