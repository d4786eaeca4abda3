"""The page about roles, `docs/roles.md`, made of what the code declares."""

from collections.abc import Iterable, Iterator

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema

from db.queries.own_sight import RULES, hidden_columns
from domain.roles import SCOPES, Role, Scope
from domain.visibility import OF_ONESELF
from schema.compiler.declare import Column, Embedded, One, definition_of, table_of
from schema.compiler.shape import columns_in
from schema.permissions import scopes_of

INTRODUCTION = """\
# Roles

Made by the command `schema roles` ([operations](operations.md#commands)) from what the code
declares; a test holds the two together. What a role may not do is refused with `FORBIDDEN` before
anything runs, or as a value where it depends on what it is done to. What a role may not see is
null, or not there at all.
"""
OWN = """\
*own*: of oneself, to read. An API key has the role of its maker and at most the maker's scopes, and
of its maker it is told no more than these say.

## Whose rows
Artists see the rows below, all other roles all rows of their studio. A row that is not seen is not
found by an id or a filter, not counted, and told of by no event. What is hidden matches no filter.
One's own are the artist who has one's `user`, and the bookings of that artist.
"""
FIELDS = """\
## Which fields
Fields that are not here are shown with their row. Of those who are present (`presence`) artists are
told who and since when; what anybody looks at (`from`, `to`, `artistIds`, `bookingId`) is null.
"""
ROOTS = """\
## Which operations
One of the scopes will do. With `bookings:own` alone artists hold their own time, where the studio
lets them, and give up their own holds.
"""


def roles_page(schema: GraphQLSchema) -> str:
    """The whole page in Markdown."""
    sections = (
        INTRODUCTION,
        _table(("scope", *Role), _scopes()),
        OWN,
        _table(("table", "rows", "of the others'"), _rows()),
        FIELDS,
        _table(("field", "shown to"), _fields(schema)),
        ROOTS,
        _table(("operation", "scope"), _roots(schema)),
    )
    return "\n".join(sections).rstrip()


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _scopes() -> Iterator[list[str]]:
    for scope in Scope:
        yield [f"`{scope}`", *(_granted(scope, role) for role in Role)]


def _granted(scope: Scope, role: Role) -> str:
    if scope in SCOPES[role]:
        return "✓"
    return "own" if scope in OF_ONESELF[role] else ""


def _rows() -> Iterator[tuple[str, ...]]:
    for table, rule in RULES.items():
        yield f"`{table.name}`", rule.rows, rule.others


def _fields(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    for named in schema.type_map.values():
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            inherited = {name for interface in named.interfaces for name in interface.fields}
            for name, field in named.fields.items():
                rule = _rule(named, field)
                if rule and name not in inherited:
                    yield f"`{named.name}.{name}`", rule


def _rule(parent: GraphQLObjectType | GraphQLInterfaceType, field: GraphQLField) -> str | None:
    """To whom a field is shown, None: to whoever sees its row."""
    match definition_of(field):
        case Column(scope=Scope() as scope, own=own):
            alone = [role.value for role in Role if scope in OF_ONESELF[role] - SCOPES[role]]
            return f"`{scope}`" + (f", own: {', '.join(alone)}" if own and alone else "")
        case Column(own=True):
            return "artists: own"
        case Embedded(present=present) if present is not None:
            return "artists: as far as the log tells them"
        case Column() | One() as definition if is_hidden(parent, definition):
            return "artists: own"
    return None


def is_hidden(parent: GraphQLObjectType | GraphQLInterfaceType, definition: Column | One) -> bool:
    """Whether a field is made of columns that are hidden in the rows of others."""
    table = table_of(parent)
    if table is None:
        return False
    if isinstance(definition, One):
        if definition.link is None:
            return False
        key = columns_in(definition.link.of(table), table)
        return bool(key) and key <= hidden_columns(table)
    source = definition.expression(table)
    return source in {table.c[name] for name in hidden_columns(table)}


def _roots(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        assert root is not None
        for name in root.fields:
            scopes = sorted(scopes_of(root, name) or ())
            yield f"`{root.name}.{name}`", " or ".join(f"`{scope}`" for scope in scopes)
