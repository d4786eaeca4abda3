"""The key with which a development server signs its own sign-in tokens."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


def ensure_dev_key(path: Path) -> Path:
    """Make a private ES256 key at `path`, for us alone to read, unless there is one."""
    if not path.exists():
        pem = generate_private_key(SECP256R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        private = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(private, "wb") as file:
            file.write(pem)
        unfinished.rename(path)
    return path
