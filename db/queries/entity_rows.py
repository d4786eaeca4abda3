"""Which artists and projects are meant: pieces of SQL over any alias of their tables."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func


def name_contains(t: FromClause, folded: Any) -> ColumnElement[bool]:
    """The names of which `folded`, a name folded by `domain.naming`, is a part.

    It looks at every name of the studio, which are hundreds: no index can help, since under
    row-level security only leakproof operators use one.
    """
    return func.strpos(t.c.name_key, folded) > 0
