"""Identity: identity providers, invitations, API keys, studio policies and the audit log."""

from migrations.script import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0003_identity.up.sql")


def downgrade() -> None:
    run_script("0003_identity.down.sql")
