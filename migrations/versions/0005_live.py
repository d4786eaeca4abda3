"""Live streams: who may read them is counted beside the log, and refused attempts are in it."""

from migrations.script import run_script

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0005_live.up.sql")


def downgrade() -> None:
    run_script("0005_live.down.sql")
