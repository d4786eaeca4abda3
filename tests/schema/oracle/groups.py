"""Groups whose members read as a group does, also what they catch up with."""

from dataclasses import fields, replace
from typing import Any

from db.events import LogPage
from resolvers.live import Feed
from subscriptions.group import Groups


class TwoAtATime(Feed):
    """A feed whose every other event is read together with its page, where that is possible."""

    async def read(self, after: int, limit: int) -> LogPage:
        return await Feed.read(self, after, min(limit, 2))


class ReadingTogether(Groups):
    """Has events told by what is read with them, in every page that is read."""

    async def follow(
        self, key: Any, tenant_id: Any, source: Any, member: Any, render: Any, shared: Any = None
    ) -> None:
        told = replace(source, teller=shared.teller)
        alone = TwoAtATime(*(getattr(told, field.name) for field in fields(told)))
        await super().follow(key, tenant_id, alone, member, render, shared)
