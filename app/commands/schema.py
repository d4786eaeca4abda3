from app.output import say


def export() -> None:
    """Print the schema that clients see, in schema definition language."""
    from schema.root import build_schema

    say(build_schema().as_str())
