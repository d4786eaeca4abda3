from app.output import say


def export() -> None:
    """Print the schema that clients see, in schema definition language."""
    from schema.root import build_schema

    say(build_schema().as_str())


def roles() -> None:
    """Print the page about roles, `docs/roles.md`, as the code declares them."""
    from schema.matrix import roles_page
    from schema.root import build_schema

    say(roles_page(build_schema()._schema))
