"""Who came to a session, as staff marked it."""

from __future__ import annotations

from alembic import op
import sqlalchemy as sa

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "came",
        sa.Column("application_id", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name="fk_came_application_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("application_id", "occasion", name="pk_came"),
    )


def downgrade() -> None:
    op.drop_table("came")
