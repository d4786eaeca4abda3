"""The server's secret without which the digests of API keys are of no use to a thief."""

import secrets
from pathlib import Path

from app.private_file import ensure_private_file
from app.refusal import Refusal
from app.settings import Settings
from domain.api_key import LEAST_PEPPER


def pepper_of(settings: Settings) -> bytes | None:
    """The secret as the operator has set it, None without one. Raises `Refusal` for a poor one."""
    pepper, file = settings.api_key_pepper.encode(), settings.api_key_pepper_file
    where = "API_KEY_PEPPER"
    if not pepper and file is not None:
        where = str(file)
        try:
            pepper = file.read_bytes().strip()
        except OSError as error:
            raise Refusal(f"cannot read {file}: {error.strerror}") from None
    elif not pepper:
        return None
    if len(pepper) < LEAST_PEPPER:
        raise Refusal(f"{where} is to hold a secret of {LEAST_PEPPER} bytes at least")
    return pepper


def ensure_pepper(path: Path) -> Path:
    """Make a secret at `path`, for us alone to read, unless there is one."""
    return ensure_private_file(path, lambda: secrets.token_hex(LEAST_PEPPER).encode())
