"""What is wrong with the channel as a whole, apart from what is wrong with one message."""

from alembic import op
import sqlalchemy as sa

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("strikes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("line_endpoint", sa.Column("refusals", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("line_endpoint", sa.Column("refused", sa.BigInteger(), nullable=True))
    op.add_column("line_endpoint", sa.Column("refusal", sa.String(), nullable=True))
    op.add_column("line_channel", sa.Column("trouble", sa.String(), nullable=True))
    op.add_column("line_channel", sa.Column("token_left", sa.Double(), nullable=True))
    op.add_column(
        "line_channel", sa.Column("token_deaths", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "line_channel", sa.Column("token_left_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    for table, columns in (
        ("line_channel", ("token_left_at", "token_deaths", "token_left", "trouble")),
        ("line_endpoint", ("refusal", "refused", "refusals")),
        ("outbox", ("strikes",)),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
