"""What lets an answer quote the words it answers; where an application came from; the bot's id that people add."""

from alembic import op
import sqlalchemy as sa

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_case_message", sa.Column("quote", sa.String(), nullable=True))
    op.add_column("application", sa.Column("source", sa.String(), nullable=True))
    op.add_column("line_channel", sa.Column("basic_id", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("line_channel", "basic_id")
    op.drop_column("application", "source")
    op.drop_column("staff_case_message", "quote")
