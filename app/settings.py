"""What an operator can set, read from the environment once, at the entry points."""

# ruff: noqa: RUF009 - `setting` is dataclasses.field with a meaning

import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, Self, TypeVar

from app.refusal import Refusal
from app.spellings import (
    Network,
    any_text,
    host_names,
    listed,
    networks,
    one_of,
    origins,
    parameters,
    readable_file,
    scopes,
    seconds,
    secret_text,
    secure_url,
    url,
    whole,
    words,
    yes_or_no,
)

T = TypeVar("T")


class SettingsError(Refusal):
    """An environment variable holds something we cannot use; the message names it."""


class Row(NamedTuple):
    """One row of the table of settings in docs/operations.md."""

    name: str
    default: str
    meaning: str


def setting(default: str, parse: Callable[[str], T], meaning: str, *, secret: bool = False) -> T:
    """Declare one row: the default as an operator would write it, how to read it, what it means.

    A secret may also be in a file, which the variable with `_FILE` at the end of its name names.
    """
    declared: Any = field(
        default=parse(default),
        metadata={"default": default, "parse": parse, "meaning": meaning, "secret": secret},
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
        secret=True,
    )
    migration_database_url: str = setting(
        "",
        postgres_url,
        "PostgreSQL as `production_tool_owner`, for migrations only.",
        secret=True,
    )
    redis_url: str = setting(
        "",
        url("redis", "rediss"),
        "Redis or Valkey that carries event hints, rate limits and presence between processes. "
        "Empty: in memory, for one process only.",
        secret=True,
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
    presence_lifetime: float = setting(
        "30",
        seconds,
        "Seconds after which somebody who was not heard of again is no longer shown as present.",
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
    allowed_hosts: tuple[str, ...] = setting(
        "",
        host_names,
        "Names by which we may be called, without ports, separated by commas; `*`: any. "
        "Empty: those of loopback where `HOST` is one of them, else any.",
    )
    trusted_proxies: tuple[Network, ...] = setting(
        "",
        networks,
        "Addresses and networks of proxies, separated by commas: "
        "what they say of where a request came from is believed.",
    )
    tls_cert_file: Path | None = setting(
        "", readable_file, "PEM file of the certificate and its chain, to serve HTTPS ourselves."
    )
    tls_key_file: Path | None = setting(
        "", readable_file, "PEM file of the certificate's private key."
    )
    hsts_seconds: int = setting(
        "0",
        whole(0, 63_072_000),
        "Seconds for which browsers are to come by HTTPS alone; 0: they are not told.",
    )
    rate_limit_actor: int = setting(
        "1200",
        whole(0, 10_000_000),
        "Operations a minute of one person or API key; 0: no limit, as for load tests.",
    )
    rate_limit_studio: int = setting(
        "12000", whole(0, 10_000_000), "Operations a minute of one studio; 0: no limit."
    )
    rate_limit_failures: int = setting(
        "60",
        whole(0, 10_000_000),
        "Failed sign-ins a minute of one address, in each server process; 0: no limit.",
    )
    connections_per_user: int = setting(
        "50",
        whole(0, 10_000_000),
        "Open WebSockets of one person or API key, in each server process; 0: no limit.",
    )
    connections_per_studio: int = setting(
        "5000",
        whole(0, 10_000_000),
        "Open WebSockets of one studio, in each server process; 0: no limit.",
    )
    connections_per_address: int = setting(
        "500",
        whole(0, 10_000_000),
        "WebSockets of one address that have yet to sign in, in each server process; 0: no limit.",
    )
    subscriptions_per_user: int = setting(
        "200",
        whole(0, 10_000_000),
        "Open subscriptions of one person or API key, in each server process; 0: no limit.",
    )
    metrics_token: str = setting(
        "",
        secret_text,
        "Secret of 16 characters or more that `/metrics` is read with. "
        "Empty: it answers this machine alone.",
        secret=True,
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
    auth_client_id: str = setting(
        "",
        any_text,
        "Client id of the page, at the provider a public client with PKCE. Empty: the page has a "
        "field for a token instead of a way to the provider.",
    )
    auth_scopes: str = setting(
        "openid profile email", scopes, "Scopes that the page asks for, separated by spaces."
    )
    auth_parameters: str = setting(
        "",
        parameters,
        "What else the page says to the provider's sign-in page, as in a URL: at Auth0 "
        "`audience=…`.",
    )
    auth_browser_token: str = setting(
        "access",
        one_of("access", "id"),
        "Which of its tokens the page sends us: access, a JWT for `AUTH_AUDIENCE`; or id, where "
        "that is the client id.",
    )
    auth_origins: tuple[str, ...] = setting(
        "",
        origins,
        "Origins beside the issuer's at which the provider has endpoints for pages, separated by "
        "commas.",
    )
    auth_name: str = setting(
        "", any_text, "What the page calls the provider. Empty: the issuer's host."
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

    api_key_pepper: str = setting(
        "",
        any_text,
        "Secret of 32 bytes or more that API keys are kept under. Changed, it ends all of them. "
        "Empty: there are none.",
        secret=True,
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

    @property
    def tls(self) -> tuple[Path, Path] | None:
        """The files of certificate and key. Raises `SettingsError` for one without the other."""
        if self.tls_cert_file and self.tls_key_file:
            return self.tls_cert_file, self.tls_key_file
        if self.tls_cert_file or self.tls_key_file:
            raise SettingsError("TLS_CERT_FILE and TLS_KEY_FILE must be set together")
        return None

    @classmethod
    def table(cls) -> tuple[Row, ...]:
        """All settings, for the documentation."""
        return tuple(
            Row(each.name.upper(), each.metadata["default"], each.metadata["meaning"])
            for each in fields(cls)
        )

    def __repr__(self) -> str:
        shown = (f"{each.name}={self._shown(each)!r}" for each in fields(self))
        return f"Settings({', '.join(shown)})"

    def _shown(self, of: Field[Any]) -> object:
        value = getattr(self, of.name)
        if of.metadata["secret"] and value and "://" not in value:
            return "***"
        return without_password(value)


def without_password(value: T) -> T | str:
    """Give back what may be shown of a setting: a URL loses its password."""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=://)([^:@/]*):.*@|(?<=[?&]password=)[^&]*", _masked, value)


def _masked(found: re.Match[str]) -> str:
    return "***" if found[1] is None else f"{found[1]}:***@"


def _read(name: str, declared: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    variable = name.upper()
    text = environ.get(variable, "").strip()
    if declared["secret"] and (file := environ.get(f"{variable}_FILE", "").strip()):
        if text:
            raise SettingsError(f"{variable} and {variable}_FILE must not be set both")
        text = _secret_in(file, f"{variable}_FILE")
    text = text or declared["default"]
    try:
        return declared["parse"](text)
    except ValueError as wanted:
        raise SettingsError(f"{variable} must be {wanted}") from None


def _secret_in(file: str, variable: str) -> str:
    try:
        return Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"{variable} must be the path of a file that we can read") from None
