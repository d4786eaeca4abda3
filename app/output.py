import sys


def say(text: str) -> None:
    """Tell the operator, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
