"""Uploads: files of a studio that wait to be imported."""

from migrations.script import run_script

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("0002_uploads.up.sql")


def downgrade() -> None:
    run_script("0002_uploads.down.sql")
