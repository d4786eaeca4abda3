"""Long bookings apart: a calendar window need not look a year back for the short ones."""

from migrations.script import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0003_long_bookings.up.sql")


def downgrade() -> None:
    run_script("0003_long_bookings.down.sql")
