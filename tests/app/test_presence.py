"""Presence in one process, as it is without Redis."""

from dataclasses import replace
from uuid import uuid4

from app.settings import Settings
from domain.roles import Role
from tests.app.server import Socket, serving
from tests.factories import Studio

PRESENCE = "subscription { presence { present { session user { name } } } }"
UPDATE = "mutation ($i: UpdatePresenceInput!) { updatePresence(input: $i) { __typename } }"


async def shown(socket: Socket) -> list[str]:
    message = await socket.receive()
    assert message["type"] == "next", message
    return [each["session"] for each in message["payload"]["data"]["presence"]["present"]]


async def test_without_redis_those_of_the_one_process_see_one_another(
    settings: Settings, studio: Studio
) -> None:
    brief = replace(settings, presence_lifetime=0.5)
    async with serving(brief) as server:
        manager = await server.token(studio.email(Role.MANAGER))
        viewer = await server.token(studio.email(Role.VIEWER))
        async with server.sign_in(viewer) as socket:
            await socket.subscribe(PRESENCE)
            assert await shown(socket) == []
            session = str(uuid4())
            here = {"session": session}
            for expected, given in (
                ([session], here),
                ([], {**here, "leave": True}),
                ([session], here),
            ):
                answer = await server.ask(UPDATE, manager, i=given)
                assert answer.json() == {
                    "data": {"updatePresence": {"__typename": "PresenceSaved"}}
                }
                assert await shown(socket) == expected
            # Nobody has said that they are still there.
            assert await shown(socket) == []
