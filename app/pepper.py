"""The server's secret without which the digests of API keys are of no use to a thief."""

import secrets
from pathlib import Path

from app.private_file import ensure_private_file
from app.refusal import Refusal
from app.settings import Settings
from domain.api_key import LEAST_PEPPER


def pepper_of(settings: Settings) -> bytes | None:
    """The secret as the operator has set it, None without one. Raises `Refusal` for a poor one."""
    pepper = settings.api_key_pepper.encode()
    if pepper and len(pepper) < LEAST_PEPPER:
        raise Refusal(f"API_KEY_PEPPER is to be a secret of {LEAST_PEPPER} bytes at least")
    return pepper or None


def ensure_pepper(path: Path) -> Path:
    """Make a secret at `path`, for us alone to read, unless there is one."""
    return ensure_private_file(path, lambda: secrets.token_hex(LEAST_PEPPER).encode())
