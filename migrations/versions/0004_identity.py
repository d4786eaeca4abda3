"""Identity: identity providers, invitations, API keys, studio policies and the audit log."""

from migrations.script import run_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0004_identity.up.sql")


def downgrade() -> None:
    run_script("0004_identity.down.sql")
