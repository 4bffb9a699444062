"""Questions that staff answered in their own words: where the answer is kept."""

from __future__ import annotations

from alembic import op
import sqlalchemy as sa

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("unread", sa.Column("answer", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("unread", "answer")
