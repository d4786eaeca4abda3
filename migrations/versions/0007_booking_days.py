"""Days and undoing: a booking remembers the days it was made for; a request's events are found."""

from migrations.script import run_script

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0007_booking_days.up.sql")


def downgrade() -> None:
    run_script("0007_booking_days.down.sql")
