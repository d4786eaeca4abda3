"""The schedule: studios, people, artists, projects, bookings and the event log."""

from migrations.script import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0001_schedule.up.sql")


def downgrade() -> None:
    run_script("0001_schedule.down.sql")
