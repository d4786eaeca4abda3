import time
from collections.abc import Callable


def wait_until(condition: Callable[[], bool], *, patience: float, every: float = 0.02) -> bool:
    """Whether the condition came true within `patience` seconds, asked `every` so often."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
