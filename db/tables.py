"""The tables as the queries name them. The migrations make them; a test holds the two together."""

from sqlalchemy import (
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, INET, JSONB, TSTZRANGE

metadata = MetaData()


def _instant() -> DateTime:
    return DateTime(timezone=True)


tenants = Table(
    "tenants",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("slug", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("hold_expiry_hours", Integer),
    Column("created_at", _instant(), nullable=False),
    Column("artists_see_busy", Boolean, nullable=False),
    Column("artists_may_hold", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", _instant(), nullable=False),
    Column("business_hours", ARRAY(Text), nullable=False),
    Column("challenge_hours", Integer, nullable=False),
)

tenant_revisions = Table(
    "tenant_revisions",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("epoch", Uuid, nullable=False),
    Column("access", Integer, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("created_at", _instant(), nullable=False),
)

memberships = Table(
    "memberships",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("user_id", Uuid, primary_key=True),
    Column("role", Text, nullable=False),
    Column("created_at", _instant(), nullable=False),
)

artists = Table(
    "artists",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("email", Text),
    Column("specialties", ARRAY(Text), nullable=False),
    Column("employment", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("hourly_rate", Numeric(12, 2)),
    Column("user_id", Uuid),
    Column("archived_at", _instant()),
    Column("version", Integer, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("updated_at", _instant(), nullable=False),
    Column("working_hours", ARRAY(Text), nullable=False),
)

projects = Table(
    "projects",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("client", Text),
    Column("status", Text, nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("budget", Numeric(14, 2)),
    Column("budget_hours", Numeric(10, 2)),
    Column("manager_id", Uuid),
    Column("version", Integer, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("updated_at", _instant(), nullable=False),
    Column("hold_expiry_hours", Integer),
)

phases = Table(
    "phases",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("project_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("budget", Numeric(14, 2)),
    Column("budget_hours", Numeric(10, 2)),
    Column("version", Integer, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("updated_at", _instant(), nullable=False),
)

bookings = Table(
    "bookings",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("artist_id", Uuid, nullable=False),
    Column("project_id", Uuid),
    Column("phase_id", Uuid),
    Column("start_time", _instant(), nullable=False),
    Column("end_time", _instant(), nullable=False),
    Column(
        "during",
        TSTZRANGE,
        Computed("tstzrange(start_time, end_time, '[)')", persisted=True),
        nullable=False,
    ),
    Column("status", Text, nullable=False),
    Column("queued_at", _instant(), nullable=False),
    Column("expires_at", _instant()),
    Column("end_reason", Text),
    Column("reason", Text),
    Column("notes", Text),
    Column("external_id", Text),
    Column("created_by", Uuid),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("updated_at", _instant(), nullable=False),
    Column(
        "is_long",
        Boolean,
        Computed("end_time - start_time > interval '744 hours'", persisted=True),
        nullable=False,
    ),
    Column("notice_due_at", _instant()),
    Column("start_date", Date),
    Column("end_date", Date),
)

booking_reasons = Table(
    "booking_reasons",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("booking_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
)

challenges = Table(
    "challenges",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("artist_id", Uuid, nullable=False),
    Column("challenger_id", Uuid, nullable=False),
    Column("challenged_id", Uuid, nullable=False),
    Column("status", Text, nullable=False),
    Column("due_at", _instant(), nullable=False),
    Column("opened_by", Uuid),
    Column("ended_at", _instant()),
    Column("reason", Text),
    Column("version", Integer, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("updated_at", _instant(), nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("aggregate_type", Text, nullable=False),
    Column("aggregate_id", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("actor_id", Uuid),
    Column("request_id", Uuid),
    Column("occurred_at", _instant(), nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("content", Text, nullable=False),
    Column("created_by", Uuid, nullable=False),
    Column("created_at", _instant(), nullable=False),
)

identities = Table(
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    Column("created_at", _instant(), nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("email", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("artist_id", Uuid),
    Column("invited_by", Uuid),
    Column("created_at", _instant(), nullable=False),
    Column("expires_at", _instant(), nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("scopes", ARRAY(Text), nullable=False),
    Column("created_by", Uuid, nullable=False),
    Column("created_at", _instant(), nullable=False),
    Column("expires_at", _instant()),
    Column("last_used_at", _instant()),
    Column("revoked_at", _instant()),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("at", _instant(), nullable=False),
    Column("actor_id", Uuid),
    Column("key_id", Uuid),
    Column("role", Text),
    Column("action", Text, nullable=False),
    Column("resource_type", Text),
    Column("resource_id", Uuid),
    Column("old", JSONB(none_as_null=True)),
    Column("new", JSONB(none_as_null=True)),
    Column("outcome", Text, nullable=False),
    Column("reason", Text),
    Column("session", Text),
    Column("ip", INET),
    Column("user_agent", Text),
    Column("request_id", Uuid),
)
