"""What an operator can set, read from the environment once, at the entry points."""

# ruff: noqa: RUF009 - `setting` is dataclasses.field with a meaning

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar
from urllib.parse import urlsplit

from app.refusal import Refusal
from app.secure_url import is_secure

T = TypeVar("T")


class SettingsError(Refusal):
    """An environment variable holds something we cannot use; the message names it."""


class Row(NamedTuple):
    """One row of the table of settings in docs/operations.md."""

    name: str
    default: str
    meaning: str


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


def readable_file(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise ValueError("the path of a file that exists")
    return Path(text) if text else None


def words(text: str) -> str:
    if not text:
        raise ValueError("a text that is not empty")
    return text


class Secret(str):
    """A text that is never shown."""

    __slots__ = ()


def setting(default: str, parse: Callable[[str], T], meaning: str) -> T:
    """Declare one row: the default as an operator would write it, how to read it, what it means."""
    declared: Any = field(
        default=parse(default),
        metadata={"default": default, "parse": parse, "meaning": meaning},
    )
    return declared  # type: ignore[no-any-return]


postgres_url = url("postgresql", "postgres")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field is read from the environment variable of its name in capitals."""

    host: str = setting("127.0.0.1", words, "Address to listen on.")
    port: int = setting("8000", whole(1, 65535), "Port to listen on.")
    data_dir: Path = setting(
        ".data", Path, "Folder of the embedded database and the development sign-in key."
    )
    database_url: str = setting(
        "",
        postgres_url,
        "PostgreSQL as the login that may act only as `production_tool_app`. "
        "Empty: `make run` starts its own.",
    )
    migration_database_url: str = setting(
        "", postgres_url, "PostgreSQL as `production_tool_owner`, for migrations only."
    )
    redis_url: str = setting(
        "",
        url("redis", "rediss"),
        "Redis or Valkey that carries event hints between processes. "
        "Empty: in memory, for one process only.",
    )
    workers: int = setting("1", whole(1, 64), "Server processes; more than one needs `REDIS_URL`.")
    database_pool_size: int = setting(
        "10", whole(1, 500), "Database connections that each server process may hold."
    )
    database_statement_cache: int = setting(
        "256",
        whole(0, 10_000),
        "Prepared statements kept per connection; 0 behind PgBouncer in transaction mode.",
    )
    operation_timeout: float = setting(
        "10", seconds, "Seconds after which a GraphQL operation is given up."
    )
    log_level: str = setting(
        "info",
        one_of("debug", "info", "warning", "error"),
        "Least level to log: debug, info, warning or error.",
    )
    log_format: str = setting("json", one_of("json", "console"), "Log lines as json or console.")
    allowed_origins: tuple[str, ...] = setting(
        "",
        origins,
        "Other web origins that may call us (CORS and WebSocket), separated by commas. "
        "Our own is always allowed.",
    )
    auth_dev_key_file: Path | None = setting(
        "",
        readable_file,
        "PEM file of a private ES256 key. Set: sign-in tokens are issued for demo users. "
        "Never set it in production.",
    )
    auth_issuer: str = setting(
        "",
        secure_url,
        "Issuer (`iss`) whose sign-in tokens are accepted, as it writes itself. "
        "Empty: no identity provider.",
    )
    auth_jwks_url: str = setting(
        "",
        secure_url,
        "Where the issuer publishes its keys. Empty: it says so itself, by OpenID discovery.",
    )
    auth_keys_refresh: float = setting(
        "600",
        seconds,
        "Seconds after which the keys are fetched again: how long a withdrawn one still counts.",
    )
    auth_audience: str = setting(
        "",
        any_text,
        "Audience (`aud`) that a token must name. Empty: it must name none, and "
        "`AUTH_AUTHORIZED_PARTIES` has to be set.",
    )
    auth_authorized_parties: tuple[str, ...] = setting(
        "",
        listed,
        "Parties of which a token must name one (`azp`), separated by commas: at Clerk the "
        "origins of your pages. Empty: `azp` is not looked at.",
    )
    auth_claim_email: str = setting("email", words, "Claim with the e-mail address.")
    auth_claim_email_verified: str = setting(
        "email_verified", words, "Claim that is true where the provider has verified the address."
    )
    auth_trust_email: bool = setting(
        "no",
        yes_or_no,
        "yes or no: whether an address without that claim counts as verified. Only for a provider "
        "that has no others.",
    )
    auth_claim_name: str = setting("name", words, "Claim with the person's name.")
    auth_claim_tenant: str = setting(
        "",
        any_text,
        "Claim with the short name of the studio. Empty: only Clerk's organisation names one.",
    )
    auth_claim_session: str = setting("sid", words, "Claim with the provider's session.")

    api_key_pepper: Secret = setting(
        "",
        Secret,
        "Secret of 32 bytes or more that API keys are kept under. Changed, it ends all of them. "
        "Without it, or its file, there are none.",
    )
    api_key_pepper_file: Path | None = setting(
        "", readable_file, "File that holds `API_KEY_PEPPER` instead."
    )
    studio_creation: str = setting(
        "nobody",
        one_of("nobody", "anyone"),
        "Who may found a studio over the API: nobody, or anyone who is signed in. "
        "With `AUTH_DEV_KEY_FILE` anyone may.",
    )

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read every setting; a variable that is absent or empty means the default.

        Raises `SettingsError` for the first value we cannot use.
        """
        return cls(**{each.name: _read(each.name, each.metadata, environ) for each in fields(cls)})

    @classmethod
    def table(cls) -> tuple[Row, ...]:
        """All settings, for the documentation."""
        return tuple(
            Row(each.name.upper(), each.metadata["default"], each.metadata["meaning"])
            for each in fields(cls)
        )

    def __repr__(self) -> str:
        shown = (
            f"{each.name}={without_password(getattr(self, each.name))!r}" for each in fields(self)
        )
        return f"Settings({', '.join(shown)})"


def without_password(value: T) -> T | str:
    """Give back what may be shown of a setting: a URL loses its password, a secret all."""
    if isinstance(value, Secret):
        return "***" if value else ""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=://)([^:@/]*):.*@|(?<=[?&]password=)[^&]*", _masked, value)


def _masked(found: re.Match[str]) -> str:
    return "***" if found[1] is None else f"{found[1]}:***@"


def _read(name: str, declared: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    variable = name.upper()
    text = environ.get(variable, "").strip() or declared["default"]
    try:
        return declared["parse"](text)
    except ValueError as wanted:
        raise SettingsError(f"{variable} must be {wanted}") from None
