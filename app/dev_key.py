"""The key with which a development server signs its own sign-in tokens."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.private_file import ensure_private_file


def ensure_dev_key(path: Path) -> Path:
    """Make a private ES256 key at `path`, for us alone to read, unless there is one."""
    return ensure_private_file(path, _pem)


def _pem() -> bytes:
    return generate_private_key(SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
