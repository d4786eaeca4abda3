from app.output import say


def export() -> None:
    """Print the schema that clients see, in schema definition language."""
    from schema.root import schema

    say(schema.as_str())
