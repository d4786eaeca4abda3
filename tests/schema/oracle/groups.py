"""Groups whose members read as a group does, also what they catch up with."""

from dataclasses import replace
from typing import Any

from subscriptions.group import Groups


class ReadingTogether(Groups):
    """Has the first events of a page told by what is read with them, and the others one by one."""

    async def follow(
        self, key: Any, tenant_id: Any, source: Any, member: Any, render: Any, shared: Any = None
    ) -> None:
        alone = replace(source, tell=shared.tell)
        await super().follow(key, tenant_id, alone, member, render, shared)
