"""The trade's rules: challenges, hours of business, policies of expiry, and the queue's index."""

from migrations.script import run_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0006_rules.up.sql")


def downgrade() -> None:
    run_script("0006_rules.down.sql")
