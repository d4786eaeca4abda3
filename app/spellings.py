"""What may stand in a setting, and how it is read: each answers a value or raises `ValueError`.

The text of the error goes on from "must be".
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from app.secure_url import is_secure

Network = IPv4Network | IPv6Network


def whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return parse


def seconds(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) or not float(text):
        raise ValueError("a number of seconds above 0")
    return float(text)


def one_of(*words: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return text.lower()

    return parse


def url(*schemes: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text and not names_a_host(text):
            raise ValueError(f"a URL such as {schemes[0]}://user:password@host/name")
        return text

    def names_a_host(text: str) -> bool:
        try:
            parts = urlsplit(text)
            return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
        except ValueError:  # brackets or port that make no sense
            return False

    return parse


def origins(text: str) -> tuple[str, ...]:
    found = tuple(origin.strip() for origin in text.split(",") if origin.strip())
    if not all(re.fullmatch(r"https?://[^/\s]+", origin) for origin in found):
        raise ValueError("origins such as https://studio.example, separated by commas")
    return found


def secure_url(text: str) -> str:
    if text and not is_secure(text):
        raise ValueError("an https URL, or an http one on this machine itself")
    return text


def listed(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def yes_or_no(text: str) -> bool:
    return one_of("yes", "no")(text) == "yes"


def any_text(text: str) -> str:
    return text


def scopes(text: str) -> str:
    if "openid" not in text.split():
        raise ValueError("scopes separated by spaces, openid among them")
    return " ".join(text.split())


def parameters(text: str) -> str:
    try:
        parse_qsl(text, strict_parsing=bool(text))
    except ValueError:
        raise ValueError("parameters as in a URL, such as audience=board&prompt=login") from None
    return text


def secret_text(text: str) -> str:
    if text and not re.fullmatch(r"[!-~]{16,}", text):
        raise ValueError("a secret of 16 characters or more, without spaces")
    return text


def networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each.strip()) for each in text.split(",") if each.strip())
    except ValueError:
        raise ValueError("addresses or networks such as 10.0.0.0/8, separated by commas") from None


def host_names(text: str) -> tuple[str, ...]:
    found = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    if not all(re.fullmatch(r"\*|[a-z0-9._-]+|\[[0-9a-f:.]+\]", name) for name in found):
        raise ValueError("names such as studio.example, without ports, separated by commas, or *")
    return found


def readable_file(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise ValueError("the path of a file that exists")
    return Path(text) if text else None


def words(text: str) -> str:
    if not text:
        raise ValueError("a text that is not empty")
    return text
