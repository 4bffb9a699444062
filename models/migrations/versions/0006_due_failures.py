"""What failed when it was due; a reminder's end gets its proper name."""

from alembic import op
import sqlalchemy as sa

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "due_failure",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_due_failure")),
    )
    op.execute("ALTER TABLE reminder RENAME COLUMN useless_at TO expires_at")
    op.execute("DELETE FROM line_endpoint WHERE name = 'broadcast'")


def downgrade() -> None:
    op.execute("INSERT INTO line_endpoint (name, calls) VALUES ('broadcast', 60)")
    op.execute("ALTER TABLE reminder RENAME COLUMN expires_at TO useless_at")
    op.drop_table("due_failure")
