import re
from ipaddress import ip_network
from pathlib import Path

import pytest

from app.settings import Row, Settings, SettingsError

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (?:`(.*?)`|empty) \| (.*) \|$", re.MULTILINE)


def test_the_table_in_the_docs_is_the_table_in_the_code() -> None:
    documented = [Row(*row) for row in ROW.findall(OPERATIONS.read_text())]
    assert documented == list(Settings.table())


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.data_dir) == ("127.0.0.1", 8000, Path(".data"))


def test_an_empty_variable_means_the_default() -> None:
    assert Settings.from_env({"PORT": "", "REDIS_URL": " "}) == Settings()


def test_every_setting_is_read_from_the_environment(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.touch()
    environ = {
        "HOST": "0.0.0.0",
        "PORT": "9000",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "postgresql://app:secret@db/production_tool",
        "MIGRATION_DATABASE_URL": "postgresql://owner:secret@db/production_tool",
        "REDIS_URL": "rediss://:secret@cache:6380/1",
        "WORKERS": "4",
        "DATABASE_POOL_SIZE": "20",
        "DATABASE_STATEMENT_CACHE": "0",
        "OPERATION_TIMEOUT": "2.5",
        "PRESENCE_LIFETIME": "45",
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": "console",
        "ALLOWED_ORIGINS": "https://a.example, http://localhost:5173",
        "ALLOWED_HOSTS": "Studio.example, [2001:db8::1]",
        "TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::/32,127.0.0.1",
        "TLS_CERT_FILE": str(key),
        "TLS_KEY_FILE": str(key),
        "HSTS_SECONDS": "31536000",
        "RATE_LIMIT_ACTOR": "100",
        "RATE_LIMIT_STUDIO": "0",
        "RATE_LIMIT_FAILURES": "5",
        "CONNECTIONS_PER_USER": "3",
        "CONNECTIONS_PER_STUDIO": "0",
        "CONNECTIONS_PER_ADDRESS": "7",
        "SUBSCRIPTIONS_PER_USER": "9",
        "METRICS_TOKEN": "m" * 16,
        "AUTH_DEV_KEY_FILE": str(key),
        "AUTH_ISSUER": "https://id.example",
        "AUTH_JWKS_URL": "https://id.example/keys",
        "AUTH_KEYS_REFRESH": "60",
        "AUTH_AUDIENCE": "studio",
        "AUTH_AUTHORIZED_PARTIES": "https://a.example, board",
        "AUTH_CLIENT_ID": "board",
        "AUTH_SCOPES": "openid  offline_access",
        "AUTH_PARAMETERS": "audience=board&prompt=login",
        "AUTH_BROWSER_TOKEN": "id",
        "AUTH_ORIGINS": "https://tokens.example",
        "AUTH_NAME": "Studio login",
        "AUTH_CLAIM_EMAIL": "mail",
        "AUTH_CLAIM_EMAIL_VERIFIED": "mail_verified",
        "AUTH_TRUST_EMAIL": "YES",
        "AUTH_CLAIM_NAME": "full_name",
        "AUTH_CLAIM_TENANT": "https://studio.example/tenant",
        "AUTH_CLAIM_SESSION": "session",
        "API_KEY_PEPPER": "p" * 32,
        "STUDIO_CREATION": "anyone",
    }
    settings = Settings.from_env(environ)
    assert environ.keys() == {row.name for row in Settings.table()}
    assert settings == Settings(
        host="0.0.0.0",
        port=9000,
        data_dir=tmp_path,
        database_url=environ["DATABASE_URL"],
        migration_database_url=environ["MIGRATION_DATABASE_URL"],
        redis_url=environ["REDIS_URL"],
        workers=4,
        database_pool_size=20,
        database_statement_cache=0,
        operation_timeout=2.5,
        presence_lifetime=45,
        log_level="debug",
        log_format="console",
        allowed_origins=("https://a.example", "http://localhost:5173"),
        allowed_hosts=("studio.example", "[2001:db8::1]"),
        trusted_proxies=(
            ip_network("10.0.0.0/8"),
            ip_network("2001:db8::/32"),
            ip_network("127.0.0.1"),
        ),
        tls_cert_file=key,
        tls_key_file=key,
        hsts_seconds=31_536_000,
        rate_limit_actor=100,
        rate_limit_studio=0,
        rate_limit_failures=5,
        connections_per_user=3,
        connections_per_studio=0,
        connections_per_address=7,
        subscriptions_per_user=9,
        metrics_token="m" * 16,
        auth_dev_key_file=key,
        auth_issuer="https://id.example",
        auth_jwks_url="https://id.example/keys",
        auth_keys_refresh=60,
        auth_audience="studio",
        auth_authorized_parties=("https://a.example", "board"),
        auth_client_id="board",
        auth_scopes="openid offline_access",
        auth_parameters="audience=board&prompt=login",
        auth_browser_token="id",
        auth_origins=("https://tokens.example",),
        auth_name="Studio login",
        auth_claim_email="mail",
        auth_claim_email_verified="mail_verified",
        auth_trust_email=True,
        auth_claim_name="full_name",
        auth_claim_tenant="https://studio.example/tenant",
        auth_claim_session="session",
        api_key_pepper="p" * 32,
        studio_creation="anyone",
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٨٠"),
        ("DATABASE_URL", "mysql://db/x"),
        ("DATABASE_URL", "postgresql://"),
        ("MIGRATION_DATABASE_URL", "production_tool"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "redis://[::1"),
        ("WORKERS", "-1"),
        ("WORKERS", "0"),
        ("DATABASE_POOL_SIZE", "ten"),
        ("DATABASE_STATEMENT_CACHE", "-1"),
        ("OPERATION_TIMEOUT", "0"),
        ("OPERATION_TIMEOUT", "nan"),
        ("OPERATION_TIMEOUT", "10s"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "https://a.example/path"),
        ("ALLOWED_HOSTS", "studio.example:8000"),
        ("ALLOWED_HOSTS", "*.example"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "proxy"),
        ("TLS_CERT_FILE", "/no/such/cert.pem"),
        ("HSTS_SECONDS", "a year"),
        ("RATE_LIMIT_ACTOR", "-1"),
        ("CONNECTIONS_PER_USER", "many"),
        ("METRICS_TOKEN", "m" * 15),
        ("METRICS_TOKEN", "mmmmmmmm mmmmmmmm"),
        ("AUTH_DEV_KEY_FILE", "/no/such/key.pem"),
        ("AUTH_ISSUER", "id.example"),
        ("AUTH_ISSUER", "http://id.example"),
        ("AUTH_ISSUER", "https://"),
        ("AUTH_JWKS_URL", "http://127.0.0.1.id.example/keys"),
        ("AUTH_JWKS_URL", "file:///etc/keys"),
        ("AUTH_JWKS_URL", "https://[::1"),
        ("AUTH_KEYS_REFRESH", "0"),
        ("AUTH_TRUST_EMAIL", "perhaps"),
        ("AUTH_SCOPES", "profile email"),
        ("AUTH_PARAMETERS", "audience"),
        ("AUTH_BROWSER_TOKEN", "refresh"),
        ("AUTH_ORIGINS", "tokens.example"),
        ("STUDIO_CREATION", "somebody"),
        ("DATABASE_URL_FILE", "/no/such/file"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_that_names_its_variable(
    variable: str, value: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({variable: value})
    assert str(refused.value).startswith(f"{variable} must be ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["https://id.example", "http://127.0.0.1:9000", "http://[::1]:9000", "http://localhost"]
)
def test_keys_are_fetched_over_https_or_from_this_machine(url: str) -> None:
    assert Settings.from_env({"AUTH_ISSUER": url}).auth_issuer == url


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://app:hush@db/production_tool",
        "postgresql://app:hu@hush@db/production_tool",
        "postgresql://app:a/hush@db/production_tool",
        "postgresql://app@db/production_tool?password=hush&sslmode=require",
    ],
)
def test_a_password_does_not_show(address: str) -> None:
    settings = Settings(database_url=address)
    assert "hush" not in f"{settings} {settings!r}"
    assert "postgresql://app" in repr(settings)


def test_a_secret_does_not_show() -> None:
    settings = Settings.from_env({"API_KEY_PEPPER": "hush" * 8, "METRICS_TOKEN": "hush" * 4})
    assert settings.api_key_pepper == "hush" * 8
    assert "hush" not in f"{settings} {settings!r}"
    assert "api_key_pepper='***'" in repr(settings)
    assert "metrics_token='***'" in repr(settings)


def test_a_refused_value_is_not_repeated_since_it_may_hold_a_password() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env({"REDIS_URL": "app:hush@cache"})
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("variable", ["DATABASE_URL", "MIGRATION_DATABASE_URL", "REDIS_URL"])
def test_a_secret_may_be_in_a_file(tmp_path: Path, variable: str) -> None:
    url = "redis://:hush@cache" if variable == "REDIS_URL" else "postgresql://app:hush@db/x"
    file = tmp_path / "secret"
    file.write_text(f"{url}\n")
    settings = Settings.from_env({f"{variable}_FILE": str(file)})
    assert settings == Settings.from_env({variable: url})
    with pytest.raises(
        SettingsError, match=f"^{variable} and {variable}_FILE must not be set both"
    ):
        Settings.from_env({variable: url, f"{variable}_FILE": str(file)})


def test_a_secret_in_a_file_is_held_to_the_same_rules_and_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("app:hush@db")
    with pytest.raises(SettingsError, match=r"^DATABASE_URL must be ") as refused:
        Settings.from_env({"DATABASE_URL_FILE": str(file)})
    assert "hush" not in str(refused.value)


def test_only_secrets_are_looked_for_in_files(tmp_path: Path) -> None:
    assert Settings.from_env({"PORT_FILE": str(tmp_path)}) == Settings()


def test_a_certificate_goes_with_a_key(tmp_path: Path) -> None:
    assert Settings().tls is None
    with pytest.raises(SettingsError, match="together"):
        _ = Settings(tls_cert_file=tmp_path).tls
    assert Settings(tls_cert_file=tmp_path, tls_key_file=tmp_path).tls == (tmp_path, tmp_path)
