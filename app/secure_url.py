"""Where we fetch what must not be tampered with on the way."""

from ipaddress import ip_address
from urllib.parse import urlsplit


def is_secure(url: str) -> bool:
    """Whether it is https, or does not leave this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        if not host or parts.port == 0:
            return False
    except ValueError:  # brackets or port that make no sense
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False
