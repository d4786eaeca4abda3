"""Who acts in a transaction, as PostgreSQL is told: row-level security and triggers go by it."""

import re
from functools import lru_cache
from typing import Final
from uuid import UUID

from domain.actor import Actor

_SETTINGS: Final = ("app.current_tenant", "app.current_user_id", "app.request_id")

_SCOPED: Final = """
select answer.* from (select concat({said}) is not null offset 0) as scope (entered)
cross join lateral (select asked.* from ({sql}) as asked where scope.entered offset 0) as answer
"""
"""A statement within another, which says who acts for as long as it runs.

What reads is a lateral join to the row that the saying makes, so PostgreSQL has to make that first;
`offset 0` keeps it from taking either apart. A policy's look at who acts is a sub-select, which is
run when it is needed. Were any of that otherwise, nobody would act, and nothing would be seen.
"""


def identity(actor: Actor) -> dict[str, str]:
    """Who acts, under the names by which row-level security and the triggers ask for it."""
    values = (actor.tenant_id, actor.user_id, actor.request_id)
    return dict(zip(_SETTINGS, (str(value or "") for value in values), strict=True))


def settings(actor: Actor) -> str:
    """Say who acts, until the transaction ends.

    The only place that puts values into SQL text; they are UUIDs, by type.
    """
    for value in (actor.tenant_id, actor.user_id, actor.request_id):
        assert value is None or isinstance(value, UUID)
    # Local: for this transaction only, or the next borrower would inherit it.
    return "; ".join(f"set local {name} = '{value}'" for name, value in identity(actor).items())


@lru_cache(maxsize=2048)
def in_scope(sql: str, parameters: int) -> str:
    """A statement that first says who acts, by three parameters more than it has."""
    said = [
        f"set_config('{name}', ${number}, true)"
        for number, name in enumerate(_SETTINGS, start=parameters + 1)
    ]
    return _SCOPED.format(said=", ".join(said), sql=sql)


@lru_cache(maxsize=2048)
def beside(sql: str, parameters: int, other: str) -> str:
    """Two statements as one: the rows of `sql`, and in each the one value of `other`, run once.

    The parameters of `other` follow those of `sql`.
    """

    def shifted(place: re.Match[str]) -> str:
        return f"${parameters + int(place[1])}"

    value = re.sub(r"\$(\d+)", shifted, other)
    return f"select asked.*, ({value}) from ({sql}) as asked"  # noqa: S608 - no values
